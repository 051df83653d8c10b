package io.lockstep.ledger;

class InMemoryWithheldWritesTest extends WithheldWritesContract {

  @Override
  WithheldWrites withheld() {
    return new InMemoryWithheldWrites();
  }
}
