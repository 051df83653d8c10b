package io.lockstep.ledger;

import io.lockstep.core.pair.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class InMemoryConnectionsTest extends ConnectionsContract {

  @Override
  Connections connections() {
    AtomicInteger ticks = new AtomicInteger();
    return new InMemoryConnections(() -> Instant.EPOCH.plusSeconds(ticks.incrementAndGet()));
  }

  @Override
  List<JournalEntry> journal(Connections connections, String id) {
    return ((InMemoryConnections) connections).journal(id);
  }

  @Override
  void loseTheKeyOf(Connections connections, String id) {
    ((InMemoryConnections) connections).loseTheKeyOf(id);
  }
}
