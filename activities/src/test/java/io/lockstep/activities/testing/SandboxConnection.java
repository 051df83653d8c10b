package io.lockstep.activities.testing;

import io.lockstep.ledger.Connection;
import io.lockstep.sandbox.SandboxAccess;
import java.util.List;

/** A connection to the two simulated providers. */
public final class SandboxConnection {

  private SandboxConnection() {}

  /**
   * With Lockstep's own access to both sides.
   *
   * @param token HighLevel's, the sandbox's own or one that it does not know
   */
  public static Connection of(
      String id, SandboxAccess access, String token, String yaml, boolean firstLinkAuto) {
    return new Connection(
        id,
        "US",
        new Connection.HighLevel(
            access.highlevel().baseUrl(), access.highlevel().locationId(), token, List.of()),
        new Connection.Bhn(
            access.bhn().baseUrl(),
            access.bhn().accountId(),
            access.bhn().clientId(),
            access.bhn().clientSecret(),
            access.bhn().webhookSecret()),
        yaml,
        firstLinkAuto,
        false,
        "");
  }
}
