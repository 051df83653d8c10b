package io.lockstep.ledger;

import java.util.List;

/** What this process may not do in its own ledger. */
@FunctionalInterface
public interface LedgerRights {

  /** The rights that are missing, such as {@code DELETE on open_mark}; empty when none is. */
  List<String> missing();
}
