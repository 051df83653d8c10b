package io.lockstep.ledger;

class InMemoryConnectionsTest extends ConnectionsContract {

  @Override
  Connections connections() {
    return new InMemoryConnections();
  }
}
