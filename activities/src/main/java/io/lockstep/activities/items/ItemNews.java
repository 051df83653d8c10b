package io.lockstep.activities.items;

import io.lockstep.activities.sync.BaseNews;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import java.util.List;

/** Whether hints say anything beyond the bases of the items they name; asks the ledger alone. */
final class ItemNews {

  private final Ports ports;
  private final ItemKind kind;

  ItemNews(Ports ports, ItemKind kind) {
    this.ports = ports;
    this.kind = kind;
  }

  /**
   * True in any doubt: a hint that did not show all, of an item that is not linked, or another's.
   */
  boolean any(FlowKey key, List<Hint> hints) {
    return hints.stream().anyMatch(hint -> isNews(key, hint));
  }

  private boolean isNews(FlowKey key, Hint hint) {
    Side side = hint.side();
    String id = hint.entityId();
    if (side == null || id == null || !hint.complete() || hint.digests().isEmpty()) {
      return true;
    }
    return ports
        .items()
        .owner(key.connection(), kind, side, id)
        .filter(owned -> owned.key().equals(key))
        .map(owned -> ports.items().load(key, owned.item()))
        .filter(
            record ->
                hint.digests().entrySet().stream()
                    .allMatch(shown -> BaseNews.isKnown(shown, side, record)))
        .isEmpty();
  }
}
