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

  /** Right after a deletion a list and a read of the id may both still show what was there. */
  @Test
  void whatWasDeletedIsNotMadeAgainByReadsThatAreBehind() {
    holds(
        """
        note 1
        ADD_AT_REWARDS 0 1 +50
        DELETE_AT_CONTACTS 0 0 +100000
        FAULT 1 %d +3000
        PASS 0 0 +100
        PASS 0 0 +150000
        """
            .formatted(ItemFaults.Asked.STALE_AT_CONTACTS.what()));
  }

  /** A survivor that reads as it was before our last write has not been edited. */
  @Test
  void aReadThatIsBehindMakesNoDeletedHalfAnew() {
    holds(
        """
        task 3738
        ADD_ON_BOTH 43 642 +102000
        ADD_AT_REWARDS 21 853 +32
        EDIT_AT_REWARDS 49 193 +170000
        DELETE_AT_REWARDS 19 692 +267
        FAULT 34 651 +2484
        EDIT_AT_REWARDS 53 133 +1086
        EDIT_AT_CONTACTS 52 76 +41000
        """);
  }

  /** The note's line says that a file was not copied, and so does the list of what is accepted. */
  @Test
  void aReadThatIsBehindLetsNoAcceptedDifferenceBeForgotten() {
    holds(
        """
        note 2683
        ADD_AT_REWARDS 0 1 +50
        ADD_FILE 0 5 +100
        EDIT_AT_CONTACTS 0 535 +64000
        FAULT 2 %d +325
        PASS 0 0 +600
        PASS 0 0 +150000
        """
            .formatted(ItemFaults.Asked.STALE_AT_CONTACTS.what()));
  }

  private static void holds(String history) {
    assertThat(ItemHistory.parse(history).play(ItemVariant.RIGHT, new Tally())).isEmpty();
  }
}
