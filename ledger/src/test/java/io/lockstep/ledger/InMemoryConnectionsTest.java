package io.lockstep.ledger;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

class InMemoryConnectionsTest extends ConnectionsContract {

  @Override
  Connections connections() {
    AtomicInteger ticks = new AtomicInteger();
    return new InMemoryConnections(() -> Instant.EPOCH.plusSeconds(ticks.incrementAndGet()));
  }

  @Override
  void loseTheKeyOf(Connections connections, String id) {
    ((InMemoryConnections) connections).loseTheKeyOf(id);
  }
}
