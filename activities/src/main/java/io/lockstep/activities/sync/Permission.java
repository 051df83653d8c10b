package io.lockstep.activities.sync;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.plan.Withheld;
import java.time.Instant;
import java.util.List;

/**
 * What a connection that may only read at HighLevel would write there. It is listed, and no run
 * waits for it; the flow's mark stays open as long as anything is listed, so that news of the
 * contact is looked at even where it shows the base.
 */
public final class Permission {

  /** Why a write is not made. */
  public static final String WAITS =
      "waits for permission: contacts.write at HighLevel; the connection may only read there";

  private Permission() {}

  /** Lists what that look found; nothing is asked of the ledger where all may be written. */
  public static void list(
      Ports ports, Flow flow, FlowKey key, List<Withheld> writes, Instant lookedAt) {
    if (isMissing(ports, key)) {
      ports.withheld().replace(flow, key, writes, lookedAt);
    }
  }

  /** Whether anything of that contact is listed. */
  static boolean isAwaited(Ports ports, Flow flow, FlowKey key) {
    return isMissing(ports, key) && !ports.withheld().of(flow, key).isEmpty();
  }

  private static boolean isMissing(Ports ports, FlowKey key) {
    return ports.connection(key).highLevel().isReadOnly();
  }
}
