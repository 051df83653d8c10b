package io.lockstep.ledger;

import io.lockstep.core.pair.JournalEntry;
import java.util.List;

class InMemoryGrantsTest extends GrantsContract {

  @Override
  Grants grants() {
    return new InMemoryGrants();
  }

  @Override
  List<JournalEntry> journal(Grants grants, String connection) {
    return ((InMemoryGrants) grants).journal(connection);
  }
}
