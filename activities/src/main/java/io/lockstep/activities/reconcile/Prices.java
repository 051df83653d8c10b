package io.lockstep.activities.reconcile;

import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.ledger.Cursors;
import io.lockstep.ledger.PairLedger;
import io.lockstep.workflows.reconcile.DailyPrice;
import io.lockstep.workflows.reconcile.DailyPrice.Size;
import io.lockstep.workflows.reconcile.ReconcileInput;
import io.lockstep.workflows.reconcile.Rhythm;

/** What polls and passes cost, by what the ledger knows of a connection; asking costs no call. */
public final class Prices {

  private final PairLedger pairs;
  private final Cursors cursors;

  public Prices(PairLedger pairs, Cursors cursors) {
    this.pairs = pairs;
    this.cursors = cursors;
  }

  /** Of that connection in that rhythm. */
  public DailyPrice of(String connection, MappingProfile mapping, Rhythm rhythm) {
    int contacts = pairs.counts(connection).values().stream().mapToInt(Integer::intValue).sum();
    int openTasks = cursors.read(connection, ReconcileInput.TASKS).map(Integer::parseInt).orElse(0);
    return DailyPrice.of(rhythm, mapping, new Size(contacts, openTasks));
  }
}
