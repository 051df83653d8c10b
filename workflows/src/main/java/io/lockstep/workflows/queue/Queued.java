package io.lockstep.workflows.queue;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import java.util.List;

/**
 * A contact whose flow is to be hinted once there is room.
 *
 * @param contactId as {@link FlowKey#contactId}
 * @param hints at least one, newest last
 */
public record Queued(Flow flow, String contactId, List<Hint> hints) {

  public Queued {
    hints = List.copyOf(hints);
  }

  /** The one hint of somebody who comes now. */
  public static Queued of(Flow flow, FlowKey key, Hint hint) {
    return new Queued(flow, key.contactId(), List.of(hint));
  }

  /** The key of the flow's run. */
  public FlowKey key(String connection) {
    return new FlowKey(connection, contactId);
  }

  /** That of its most urgent hint. */
  public Lane lane() {
    return hints.stream().anyMatch(hint -> hint.lane() == Lane.LIVE) ? Lane.LIVE : Lane.BULK;
  }
}
