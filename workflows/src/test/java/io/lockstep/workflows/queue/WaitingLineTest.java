package io.lockstep.workflows.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Flow;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.workflows.TestServer;
import io.temporal.api.common.v1.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingLineTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final WaitingLine line = new WaitingLine(List.of(), false);

  @Test
  void whoCameFirstGoesFirst() {
    line.add(live("a"));
    line.add(live("b"));
    line.add(live("c"));
    assertThat(line.take(Lane.LIVE, 2)).extracting(Queued::contactId).containsExactly("a", "b");
    assertThat(line.take(Lane.LIVE, 2)).extracting(Queued::contactId).containsExactly("c");
    assertThat(line.isEmpty()).isTrue();
  }

  @Test
  void aContactWaitsOnceHoweverOftenItIsHinted() {
    line.add(live("a"));
    line.add(live("b"));
    line.add(new Queued(Flow.CONTACT_UPSERT, "a", List.of(webhook("later"))));
    line.add(live("a"));
    assertThat(line.take(Lane.LIVE, 9))
        .containsExactly(
            new Queued(Flow.CONTACT_UPSERT, "a", List.of(webhook("e1"), webhook("later"))),
            live("b"));
  }

  @Test
  void theFlowsOfAContactWaitEachForItself() {
    line.add(live("a"));
    line.add(new Queued(Flow.NOTE_BRIDGE, "a", List.of(webhook("e1"))));
    assertThat(line.size(Lane.LIVE)).isEqualTo(2);
  }

  @Test
  void aContactThatWaitsInBulkAndIsChangedMovesToTheLiveOnes() {
    line.add(bulk("a"));
    line.add(live("b"));
    line.add(live("a"));
    line.add(bulk("b"));
    assertThat(line.size(Lane.BULK)).isZero();
    List<Queued> all = line.take(Lane.LIVE, 9);
    assertThat(all).extracting(Queued::contactId).containsExactly("b", "a");
    assertThat(all.get(1).hints()).containsExactly(Hint.from(Hint.Source.SWEEP), webhook("e1"));
  }

  @Test
  void whatWasNotLetInStandsWhereItStoodWithWhatCameMeanwhile() {
    line.add(live("a"));
    line.add(live("b"));
    List<Queued> taken = line.take(Lane.LIVE, 2);
    line.add(live("c"));
    line.add(new Queued(Flow.CONTACT_UPSERT, "b", List.of(webhook("later"))));
    line.putBack(Lane.LIVE, taken.subList(1, 2));
    assertThat(line.take(Lane.LIVE, 9))
        .containsExactly(
            new Queued(Flow.CONTACT_UPSERT, "b", List.of(webhook("e1"), webhook("later"))),
            live("c"));
  }

  @Test
  void whatDoesNotFitIsLeftToThePasses() {
    IntStream.range(0, WaitingLine.MOST).forEach(n -> line.add(live("c" + n)));
    assertThat(line.overflowed()).isFalse();
    line.add(new Queued(Flow.CONTACT_UPSERT, "c7", List.of(webhook("known already"))));
    assertThat(line.overflowed()).isFalse();
    line.add(live("one more"));
    assertThat(line.overflowed()).isTrue();
    assertThat(line.size(Lane.LIVE)).isEqualTo(WaitingLine.MOST);
  }

  @Test
  void theNextRunStandsAsThisOneDidButALongTailHasNoDigests() {
    List<Queued> waiting = new ArrayList<>();
    for (int n = 0; n < WaitingLine.MOST_WITH_DIGESTS + 1; n++) {
      waiting.add(live("c" + n));
    }
    waiting.add(bulk("last"));
    waiting.forEach(line::add);
    WaitingLine next = new WaitingLine(line.carriedOn(), false);
    List<Queued> all = next.take(Lane.LIVE, waiting.size());
    assertThat(all).hasSize(WaitingLine.MOST_WITH_DIGESTS + 1);
    assertThat(all.subList(0, WaitingLine.MOST_WITH_DIGESTS))
        .isEqualTo(waiting.subList(0, WaitingLine.MOST_WITH_DIGESTS));
    assertThat(all.get(WaitingLine.MOST_WITH_DIGESTS).hints())
        .containsExactly(Hint.from(Hint.Source.FLOW));
    assertThat(next.take(Lane.BULK, 9)).containsExactly(bulk("last"));
  }

  @Test
  void theLongestLineFitsIntoOnePayload() {
    Random random = new Random(1);
    for (int n = 0; n < WaitingLine.MOST; n++) {
      for (int event = 0; event < 4; event++) {
        Map<String, String> digests = new HashMap<>();
        for (int field = 0; field < 12; field++) {
          byte[] digest = new byte[32];
          random.nextBytes(digest);
          digests.put("field" + field, "k1:" + Base64.getEncoder().encodeToString(digest));
        }
        Hint hint =
            new Hint(Hint.Source.WEBHOOK, Side.CONTACTS, "c" + n, "e" + event, NOON, digests);
        line.add(new Queued(Flow.CONTACT_UPSERT, "0kjByXURnOMHPnBQ" + (1000 + n), List.of(hint)));
      }
    }
    Payload payload =
        TestServer.converter(TestServer.GOLDEN_KEYS)
            .toPayload(new QueueInput("acme", line.carriedOn(), false))
            .orElseThrow();
    assertThat(payload.getSerializedSize()).isLessThan(2 << 20);
  }

  @Test
  void aLiveContactStaysOneHoweverManyPassesHintIt() {
    line.add(live("a"));
    for (int pass = 0; pass < 30; pass++) {
      Hint hint = new Hint(Hint.Source.SWEEP, Side.CONTACTS, "a", "pass " + pass, NOON, Map.of());
      line.add(new Queued(Flow.CONTACT_UPSERT, "a", List.of(hint)));
    }
    assertThat(line.take(Lane.LIVE, 1).get(0).hints()).contains(webhook("e1"));
  }

  @Test
  void whereHintsWereForgottenTheRestProvesNothing() {
    for (int event = 0; event < 30; event++) {
      line.add(new Queued(Flow.CONTACT_UPSERT, "a", List.of(webhook("e" + event))));
    }
    assertThat(line.take(Lane.LIVE, 1).get(0).hints())
        .startsWith(webhook("e0"))
        .endsWith(webhook("e29"))
        .anyMatch(hint -> hint.digests().isEmpty());
  }

  static Queued live(String contact) {
    return new Queued(Flow.CONTACT_UPSERT, contact, List.of(webhook("e1")));
  }

  static Queued bulk(String contact) {
    return new Queued(Flow.CONTACT_UPSERT, contact, List.of(Hint.from(Hint.Source.SWEEP)));
  }

  private static Hint webhook(String event) {
    return new Hint(Hint.Source.WEBHOOK, Side.CONTACTS, "c1", event, NOON, Map.of("email", "d1"));
  }
}
