package io.lockstep.ledger;

import java.util.Optional;

/** Where a pass stopped reading. */
public interface Cursors {

  /** The saved position. */
  Optional<String> read(String connection, String what);

  /** Saves the position. */
  void save(String connection, String what, String position);
}
