package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every {@link Cursors} does. */
abstract class CursorsContract {

  private final Cursors cursors = cursors();

  /** An empty one for each test. */
  abstract Cursors cursors();

  @Test
  void thePositionLastSavedIsReadPerConnectionAndPass() {
    assertThat(cursors.read("acme", "contacts")).isEmpty();
    cursors.save("acme", "contacts", "1");
    cursors.save("acme", "contacts", "2");
    assertThat(cursors.read("acme", "contacts")).contains("2");
    assertThat(cursors.read("acme", "notes")).isEmpty();
    assertThat(cursors.read("other", "contacts")).isEmpty();
  }
}
