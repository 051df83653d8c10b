package io.lockstep.ledger;

class InMemoryGrantsTest extends GrantsContract {

  @Override
  Grants grants() {
    return new InMemoryGrants();
  }
}
