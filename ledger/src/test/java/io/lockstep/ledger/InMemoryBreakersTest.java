package io.lockstep.ledger;

class InMemoryBreakersTest extends BreakersContract {

  @Override
  Breakers breakers() {
    return new InMemoryBreakers();
  }
}
