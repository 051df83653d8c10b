package io.lockstep.ledger;

class InMemoryConnectionsTest extends ConnectionsContract {

  @Override
  Connections connections() {
    return new InMemoryConnections();
  }

  @Override
  void loseTheKeyOf(Connections connections, String id) {
    ((InMemoryConnections) connections).loseTheKeyOf(id);
  }
}
