package io.lockstep.starter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.InMemoryPairLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AfterTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456Z");
  private static final List<String> CONNECTIONS = List.of("a", "b", "c");

  private final InMemoryPairLedger ledger = new InMemoryPairLedger(() -> NOON);

  @Test
  void aListOverManyConnectionsShowsEachEntryOnceAlsoThoseOfOneMoment() {
    for (String connection : CONNECTIONS) {
      for (String contact : List.of("c1", "c2")) {
        ledger.commit(
            new FlowKey(connection, contact),
            PairChange.builder()
                .park(waiting("of one moment", NOON))
                .park(waiting("later", NOON.plusNanos(1_000)))
                .build());
      }
    }
    List<String> walked = new ArrayList<>();
    String next = null;
    do {
      Page<String> part = part(After.parse(next));
      walked.addAll(part.items());
      next = part.next();
      assertThat(walked).as("it gets on").hasSizeLessThanOrEqualTo(12);
    } while (next != null);

    assertThat(walked).hasSize(12).doesNotHaveDuplicates();
    assertThat(walked.subList(0, 6)).allMatch(one -> one.endsWith("of one moment")).isSorted();
    assertThat(walked.subList(6, 12)).allMatch(one -> one.endsWith("later")).isSorted();
  }

  private Page<String> part(@Nullable After last) {
    int most = 5;
    Map<After, String> all = new HashMap<>();
    for (String each : CONNECTIONS) {
      ledger
          .waiting(each, last == null ? null : last.within(each), most)
          .forEach(
              one ->
                  all.put(
                      new After(each, one.shown()),
                      each + " " + one.contactId() + " " + one.parked().waiting().opId()));
    }
    return Page.merged(all, After.OLDEST_FIRST, most);
  }

  private static Parked waiting(String opId, Instant since) {
    return new Parked(
        new Waiting(opId, Waiting.WHOLE, Waiting.Kind.PARKED, "Say what to do."), "", "", since);
  }
}
