package io.lockstep.activities.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Histories of tasks and notes that once broke a law, shrunk; added when a defect is found, in
 * Lockstep or in a law, never taken away.
 */
class ReplayedItemHistoriesTest {

  /** No link said yet what it is, so its item is made anew; the next deletion is final. */
  @Test
  void aCopyDeletedBeforeItsAnswerCameIsMadeAnew() {
    holds(
        """
        note 1717
        FAULT 45 579 +4
        ADD_AT_CONTACTS 43 108 +89
        DELETE_AT_REWARDS 47 354 +1094
        """);
  }

  private static void holds(String history) {
    assertThat(ItemHistory.parse(history).play(ItemVariant.RIGHT, new Tally())).isEmpty();
  }
}
