package io.lockstep.activities.contract;

import io.lockstep.activities.http.JdkClient;
import io.lockstep.activities.testing.SettableClock;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxOptions;
import io.lockstep.sandbox.SandboxServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;

/** The suite over HTTP, as the worker calls. */
class FilesOverHttpIT extends FilesContract {

  private final SettableClock clock = SettableClock.atEight();
  private final Sandbox sandbox = Sandbox.inProcess(new SandboxOptions(clock, 7));
  private final SandboxServer server;
  private final SandboxWorld world;

  FilesOverHttpIT() throws IOException {
    server = SandboxServer.start(sandbox, 0);
    world = new SandboxWorld(sandbox, JdkClient.shared(), clock);
  }

  @Override
  SandboxWorld world() {
    return world;
  }

  @AfterEach
  void stop() {
    server.close();
  }
}
