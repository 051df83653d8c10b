package io.lockstep.ledger;

class InMemoryBudgetTest extends BudgetContract {

  @Override
  Budget budget() {
    return new InMemoryBudget();
  }

  @Override
  int walks() {
    return 100;
  }
}
