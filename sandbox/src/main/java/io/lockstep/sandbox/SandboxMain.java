package io.lockstep.sandbox;

import io.lockstep.sandbox.highlevel.RateLimits;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The sandbox alone: {@code mvn spring-boot:run -pl sandbox}. Reads {@code -Dsandbox.port} (9090),
 * {@code -Dsandbox.seed} (1) and {@code -Dsandbox.connections} (2; the first is seeded).
 */
public final class SandboxMain {

  /** As observed of the real search: "a few seconds". */
  private static final Duration INDEX_LAG = Duration.ofSeconds(2);

  private SandboxMain() {}

  /** Starts it and prints how to reach it; a port that is taken ends it with status 1. */
  public static void main(String[] args) throws IOException {
    int port = Integer.getInteger("sandbox.port", 9090);
    var options =
        new SandboxOptions(
            InstantSource.system(),
            Long.getLong("sandbox.seed", 1),
            Integer.getInteger("sandbox.connections", 2),
            true,
            INDEX_LAG,
            RateLimits.PUBLISHED,
            URI.create("http://localhost:" + port));
    try {
      SandboxServer server = SandboxServer.start(Sandbox.inProcess(options), port);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "sandbox-stop"));
      print(System.out, server);
    } catch (BindException taken) {
      System.err.println(taken.getMessage());
      System.exit(1);
    }
  }

  private static void print(PrintStream out, SandboxServer server) {
    var highLevel = server.access().highlevel();
    var bhn = server.access().bhn();
    out.println(
        """

        The sandbox is up. Everybody in it is invented, and so are these keys.

          HighLevel      %s
            location     %s
            token        %s
            person       %s
          BHN Rewards    %s
            account      %s
            client       %s
            secret       %s
            person       %s
          Control        %s/control/    (access, state, log, faults, webhooks, life, clock)

          curl -s -H 'Version: 2021-07-28' -H 'Authorization: Bearer %s' '%s/contacts/?locationId=%s&limit=3'
        """
            .formatted(
                highLevel.baseUrl(),
                highLevel.locationId(),
                highLevel.token(),
                highLevel.personToken(),
                bhn.baseUrl(),
                bhn.accountId(),
                bhn.clientId(),
                bhn.clientSecret(),
                bhn.personToken(),
                server.baseUrl(),
                highLevel.personToken(),
                highLevel.baseUrl(),
                highLevel.locationId()));
  }
}
