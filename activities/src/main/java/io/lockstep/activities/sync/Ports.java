package io.lockstep.activities.sync;

import io.lockstep.activities.Providers;
import io.lockstep.core.FlowKey;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.plan.Decision;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Cursors;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.OpenMarks;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.WithheldWrites;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything outside that look, apply and reconcile reach for. */
public record Ports(
    Connections connections,
    PairLedger pairs,
    ItemLedger items,
    WithheldWrites withheld,
    OpenMarks marks,
    Cursors cursors,
    Providers providers,
    Digester digester,
    Hints hints,
    LookListener listener,
    InstantSource clock) {

  /**
   * The connection of that key.
   *
   * @throws IllegalStateException when this worker does not serve it
   */
  public Connection connection(FlowKey key) {
    return connection(key.connection());
  }

  /** The connection of that id; likewise. */
  public Connection connection(String id) {
    return connections
        .byId(id)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "connection " + id + " is not registered; add it to lockstep.connections"));
  }

  /** What people typed for these decisions, by the id of each edit. */
  public Map<String, List<String>> edited(FlowKey key, List<Decision> decisions) {
    Map<String, List<String>> edited = new HashMap<>();
    for (Decision decision : decisions) {
      String editId = decision.editId();
      if (editId != null) {
        pairs.edit(key, editId).ifPresent(values -> edited.put(editId, values));
      }
    }
    return edited;
  }
}
