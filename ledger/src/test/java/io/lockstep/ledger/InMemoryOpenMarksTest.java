package io.lockstep.ledger;

class InMemoryOpenMarksTest extends OpenMarksContract {

  @Override
  OpenMarks marks() {
    return new InMemoryOpenMarks();
  }
}
