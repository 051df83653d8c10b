package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link OpenMarks} does. */
abstract class OpenMarksContract {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final FlowKey ADA = new FlowKey("acme", "c-ada");

  private final OpenMarks marks = marks();

  /** An empty one for each test. */
  abstract OpenMarks marks();

  @Test
  void aMarkStandsUntilItIsTakenAwayHoweverOftenItWasSet() {
    assertThat(marks.isOpen(Flow.CONTACT_UPSERT, ADA)).isFalse();
    assertThat(marks.open(Flow.CONTACT_UPSERT, ADA, NOON)).isFalse();
    assertThat(marks.open(Flow.CONTACT_UPSERT, ADA, NOON.plusSeconds(1))).isTrue();
    assertThat(marks.isOpen(Flow.CONTACT_UPSERT, ADA)).isTrue();
    marks.close(Flow.CONTACT_UPSERT, ADA, NOON.plusSeconds(1));
    assertThat(marks.isOpen(Flow.CONTACT_UPSERT, ADA)).isFalse();
  }

  @Test
  void aLookThatWasGivenUpDoesNotTakeAwayTheMarkOfALaterOne() {
    marks.open(Flow.CONTACT_UPSERT, ADA, NOON);
    marks.open(Flow.CONTACT_UPSERT, ADA, NOON.plusNanos(1_000));
    marks.close(Flow.CONTACT_UPSERT, ADA, NOON);
    assertThat(marks.isOpen(Flow.CONTACT_UPSERT, ADA)).isTrue();
    marks.close(Flow.CONTACT_UPSERT, ADA, NOON.plusNanos(1_000));
    assertThat(marks.isOpen(Flow.CONTACT_UPSERT, ADA)).isFalse();
  }

  @Test
  void aMarkSpeaksOfItsFlowAndItsContactOnly() {
    marks.open(Flow.CONTACT_UPSERT, ADA, NOON);
    assertThat(marks.isOpen(Flow.NOTE_BRIDGE, ADA)).isFalse();
    assertThat(marks.isOpen(Flow.CONTACT_UPSERT, new FlowKey("acme", "c-bob"))).isFalse();
    assertThat(marks.isOpen(Flow.CONTACT_UPSERT, new FlowKey("other", "c-ada"))).isFalse();
    marks.close(Flow.NOTE_BRIDGE, ADA, NOON);
    assertThat(marks.isOpen(Flow.CONTACT_UPSERT, ADA)).isTrue();
  }
}
