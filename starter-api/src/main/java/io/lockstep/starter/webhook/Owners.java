package io.lockstep.starter.webhook;

import io.lockstep.core.Side;
import java.util.List;
import java.util.Optional;

/**
 * Whose events the door takes.
 *
 * @param leftOut connections whose events must come again later
 */
record Owners(List<ServedConnection> served, List<LeftOut> leftOut) {

  /**
   * A connection that cannot be served as it stands. The others are.
   *
   * @param why a sentence for a person that says what to do
   */
  record LeftOut(String id, String locationId, String accountId, String why) {}

  Owners {
    served = List.copyOf(served);
    leftOut = List.copyOf(leftOut);
  }

  /** The connection of that location or account. */
  Optional<ServedConnection> of(Side side, String owner) {
    return served.stream().filter(one -> one.owner(side).equals(owner)).findFirst();
  }

  /** Whether that location or account belongs to a connection that is left out. */
  boolean leaveOut(Side side, String owner) {
    return leftOut.stream()
        .map(one -> side == Side.CONTACTS ? one.locationId() : one.accountId())
        .anyMatch(owner::equals);
  }

  /** What may have signed an event of that side. */
  List<String> keys(Side side) {
    return served.stream().flatMap(one -> one.keys(side).stream()).distinct().toList();
  }
}
