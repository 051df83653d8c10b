package io.lockstep.quickstart;

import io.lockstep.sandbox.KeptSandbox;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxAccess;
import io.lockstep.sandbox.SandboxCall;
import io.lockstep.sandbox.SandboxOptions;
import io.lockstep.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Both providers, simulated and seeded, on a loopback port. */
final class EmbeddedSandbox implements AutoCloseable {

  private static final long SEED = 1;
  private static final Duration INDEX_LAG = Duration.ofSeconds(2);

  private final Sandbox sandbox;
  private final SandboxServer server;

  private EmbeddedSandbox(Sandbox sandbox, SandboxServer server) {
    this.sandbox = sandbox;
    this.server = server;
  }

  /** Starts it as it was left; it sends no webhook before {@link #sendWebhooksTo}. */
  static EmbeddedSandbox start(Path home, int port) {
    Sandbox sandbox =
        KeptSandbox.open(
            home.resolve("sandbox.journal"),
            new SandboxOptions(InstantSource.system(), SEED).withSeeds().withIndexLag(INDEX_LAG));
    try {
      return new EmbeddedSandbox(sandbox, SandboxServer.start(sandbox, port));
    } catch (IOException e) {
      throw new StartFailedException("the sandbox did not start: " + e.getMessage(), e);
    }
  }

  /** Tokens and ids of both sides. */
  SandboxAccess access() {
    return server.access();
  }

  /** Says where the starter-api listens. */
  void sendWebhooksTo(String base) {
    String body =
        "{\"highlevel\": \"%1$s/webhooks/highlevel\", \"bhn\": \"%1$s/webhooks/bhn\"}"
            .formatted(base);
    SandboxCall call =
        new SandboxCall(
            "PUT",
            "/control/webhooks",
            Map.of("Content-Type", "application/json"),
            body.getBytes(StandardCharsets.UTF_8));
    try {
      int status = sandbox.call(call).status();
      if (status != 200) {
        throw new IllegalStateException("the sandbox refused its webhook addresses: " + status);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the sandbox cut a control call", e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
