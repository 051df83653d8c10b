package io.lockstep.activities.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Histories that once broke a law, shrunk; added when a defect is found, never taken away. */
class ReplayedHistoriesTest {

  @Test
  void anEditOverwrittenBetweenLookAndWriteIsListed() {
    holds(
        """
        55
        NEW_PERSON_ON_BOTH 1 46 636 +129
        EDIT_PROFILE 3 18 223 +31000
        EDIT_CONTACT 0 60 168 +377
        """);
  }

  @Test
  void aProfileReadThatIsOlderThanOurLastWriteIsDiscardedHoweverLate() {
    holds(
        """
        1054
        NEW_CONTACT 3 31 302 +59
        EDIT_CONTACT 1 42 630 +4106
        REVERT_PROFILE 6 4 260 +1320000
        FAULT 4 55 307 +276
        EDIT_CONTACT 1 25 829 +181
        UNTAG_CONTACT 3 51 429 +1140000
        """);
  }

  @Test
  void aReadThatLagsBehindItsWebhookIsRepeated() {
    holds(
        """
        7075
        NEW_CONTACT 7 18 360 +2389
        FAULT 5 32 416 +143000
        EDIT_CONTACT 3 33 727 +97000
        """);
  }

  @Test
  void aClearBeforeTheFirstLookOfAPairIsFilledAgain() {
    holds(
        """
        5189
        NEW_PERSON_ON_BOTH 0 39 576 +840000
        FAULT 4 56 413 +369
        CLEAR_CONTACT 7 19 903 +235
        """);
  }

  @Test
  void aWriteOverWhatAnEventShowedAndALateReadDoesNotWaits() {
    holds(
        """
        199
        NEW_PERSON_ON_BOTH 2 12 162 +166
        NEW_CONTACT 1 33 159 +210
        REVERT_CONTACT 6 54 508 +3754
        EDIT_PROFILE 1 39 486 +380
        FAULT 10 1 698 +376
        FAULT 0 2 644 +146000
        FAULT 11 0 981 +387
        TAG_CONTACT 2 11 604 +75
        EDIT_CONTACT 3 57 651 +142
        EDIT_CONTACT 5 32 570 +4840
        """);
  }

  @Test
  void aTagThatComesBackWhereWeTookItAwayIsNews() {
    holds(
        """
        225
        NEW_PERSON_ON_BOTH 5 47 798 +245
        NEW_PROFILE 3 45 855 +113
        NEW_CONTACT 4 46 649 +4
        DELETE_CONTACT 2 35 768 +220
        NEW_PROFILE 3 49 17 +3927
        UNTAG_PROFILE 3 53 756 +2653
        EDIT_AFTER_THE_NEXT_READ 7 17 557 +60000
        TAG_CONTACT 5 9 705 +11
        """);
  }

  private static void holds(String history) {
    assertThat(Simulation.play(History.parse(history), Variant.RIGHT)).isEmpty();
  }
}
