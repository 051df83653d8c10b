package io.lockstep.ledger;

class InMemoryCursorsTest extends CursorsContract {

  @Override
  Cursors cursors() {
    return new InMemoryCursors();
  }
}
