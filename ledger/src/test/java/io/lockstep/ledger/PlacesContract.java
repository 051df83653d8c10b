package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Lane;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Places} does, together with the {@link OpenMarks} whose rows it shares. */
abstract class PlacesContract {

  static final int MOST = 4;

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant SOON = NOON.plusSeconds(5);
  private static final Instant MUCH_LATER = NOON.plusSeconds(61);
  private static final Flow FLOW = Flow.CONTACT_UPSERT;

  /** Both, on the same empty rows, with room for {@link #MOST}. */
  record Rows(Places places, OpenMarks marks) {}

  private final Rows rows = rows();
  private final Places places = rows.places();
  private final OpenMarks marks = rows.marks();

  abstract Rows rows();

  @Test
  void aConnectionHasSoManyRunsAtWorkAndNoMore() {
    assertThat(takeLive(MOST + 2, NOON)).isEqualTo(MOST);
    assertThat(places.take(FLOW, new FlowKey("other", "c-1"), Lane.LIVE, NOON)).isTrue();
  }

  @Test
  void whatIsAtWorkAlreadyNeedsNoPlace() {
    takeLive(MOST, NOON);
    assertThat(places.take(FLOW, contact(1), Lane.BULK, SOON)).isTrue();
    assertThat(places.take(Flow.NOTE_BRIDGE, contact(1), Lane.LIVE, SOON)).isFalse();
  }

  @Test
  void bulkWorkFillsHalfOfThePlaces() {
    List<Boolean> taken =
        IntStream.range(0, MOST)
            .mapToObj(n -> places.take(FLOW, contact(n), Lane.BULK, NOON))
            .toList();
    assertThat(taken).containsExactly(true, true, false, false);
    assertThat(places.take(FLOW, contact(9), Lane.LIVE, NOON)).isTrue();
  }

  @Test
  void aRunThatSettlesMakesRoom() {
    takeLive(MOST, NOON);
    marks.open(FLOW, contact(0), SOON);
    marks.close(FLOW, contact(0), SOON);
    assertThat(places.take(FLOW, contact(9), Lane.LIVE, SOON)).isTrue();
  }

  @Test
  void aRunThatSleepsMakesRoomAndKeepsItsMark() {
    takeLive(MOST, NOON);
    marks.open(FLOW, contact(0), SOON);
    places.giveBack(FLOW, contact(0), SOON);
    assertThat(places.take(FLOW, contact(9), Lane.LIVE, SOON)).isTrue();
    assertThat(marks.isOpen(FLOW, contact(0))).isTrue();
    assertThat(places.take(FLOW, contact(0), Lane.LIVE, SOON))
        .as("it wakes like a run that starts")
        .isFalse();
  }

  @Test
  void aLookThatWasGivenUpDoesNotGiveBackThePlaceOfALaterOne() {
    takeLive(MOST, NOON);
    marks.open(FLOW, contact(0), NOON);
    marks.open(FLOW, contact(0), SOON);
    places.giveBack(FLOW, contact(0), NOON);
    assertThat(places.take(FLOW, contact(9), Lane.LIVE, SOON)).isFalse();
  }

  @Test
  void aRunThatLooksHasAPlaceAskedOrNot() {
    takeLive(MOST, NOON);
    assertThat(marks.open(FLOW, contact(9), NOON)).isFalse();
    marks.close(FLOW, contact(0), NOON);
    assertThat(places.take(FLOW, contact(8), Lane.LIVE, SOON)).isFalse();
  }

  @Test
  void aPlaceAloneIsNoOpenMark() {
    takeLive(1, NOON);
    assertThat(marks.isOpen(FLOW, contact(0))).isFalse();
    places.giveBack(FLOW, contact(0), NOON);
    assertThat(takeLive(MOST + 1, NOON)).isEqualTo(MOST);
  }

  @Test
  void aPlaceWhoseHolderDiedLapses() {
    takeLive(MOST, NOON);
    IntStream.range(0, MOST).forEach(n -> marks.open(FLOW, contact(n), NOON));
    assertThat(places.take(FLOW, contact(9), Lane.LIVE, NOON.plusSeconds(59))).isFalse();
    assertThat(places.take(FLOW, contact(9), Lane.LIVE, MUCH_LATER)).isTrue();
  }

  @Test
  void aPlaceForARunThatNeverBeganToLookLapsesSooner() {
    takeLive(MOST, NOON);
    assertThat(places.take(FLOW, contact(9), Lane.LIVE, NOON.plusSeconds(14))).isFalse();
    assertThat(places.take(FLOW, contact(9), Lane.LIVE, NOON.plusSeconds(16))).isTrue();
  }

  @Test
  void whoWaitsInTheQueueGoesFirst() {
    places.waitInQueue("acme", Lane.LIVE, SOON);
    assertThat(places.take(FLOW, contact(0), Lane.LIVE, NOON)).isFalse();
    assertThat(places.take(FLOW, contact(0), Lane.BULK, NOON)).isFalse();
    assertThat(places.takeForQueued(FLOW, contact(0), Lane.LIVE, NOON)).isTrue();
    assertThat(places.take(FLOW, contact(1), Lane.LIVE, MUCH_LATER)).as("it lapses").isTrue();
  }

  @Test
  void liveWorkDoesNotStandBehindBulkWork() {
    places.waitInQueue("acme", Lane.BULK, SOON);
    assertThat(places.take(FLOW, contact(0), Lane.BULK, NOON)).isFalse();
    assertThat(places.take(FLOW, contact(0), Lane.LIVE, NOON)).isTrue();
    places.waitInQueue("acme", Lane.BULK, NOON);
    assertThat(places.take(FLOW, contact(1), Lane.BULK, NOON)).as("nobody waits now").isTrue();
  }

  private int takeLive(int runs, Instant now) {
    return (int)
        IntStream.range(0, runs).filter(n -> places.take(FLOW, contact(n), Lane.LIVE, now)).count();
  }

  private static FlowKey contact(int n) {
    return new FlowKey("acme", "c-" + n);
  }
}
