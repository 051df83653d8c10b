package io.lockstep.ledger;

class InMemoryPlacesTest extends PlacesContract {

  @Override
  Rows rows() {
    var rows = new InMemoryOpenMarks(MOST);
    return new Rows(rows, rows);
  }
}
