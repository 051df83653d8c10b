package io.lockstep.activities.connection;

import io.lockstep.activities.sync.Ports;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.ledger.Connection;
import io.lockstep.workflows.connection.Finding;

/**
 * What Lockstep may do at HighLevel, which scopes that takes, and what waits for them. A connection
 * that may only read is no mistake.
 */
final class AccessCheck {

  private static final String ID = "highlevel.access";

  private final Ports ports;

  AccessCheck(Ports ports) {
    this.ports = ports;
  }

  Finding examine(Connection connection, MappingProfile mapping) {
    String needed = String.join(", ", NeededScopes.writing(mapping));
    if (!connection.highLevel().isReadOnly()) {
      return Finding.ok(
          ID,
          "Lockstep writes at HighLevel, which takes these scopes and no more: " + needed + ".");
    }
    int waiting = ports.withheld().count(connection.id());
    if (waiting == 0) {
      return Finding.ok(
          ID, "The connection may only read at HighLevel, and no change waits for more.");
    }
    return Finding.warning(
        ID,
        "The connection may only read at HighLevel. Changes of BHN Rewards that wait for"
            + " permission: "
            + waiting
            + ", at GET /api/v1/withheld.",
        "To let them go, give the token the scopes "
            + needed
            + ", set high-level.access of the connection to read-write and restart the worker.");
  }
}
