package io.lockstep.bench;

import io.lockstep.bench.CallLog.Call;
import io.lockstep.core.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The locations that do nothing special: a hundred edits over them, four a second. */
final class Others {

  private static final int EDITS = 100;
  private static final long EVERY_NANOS = Duration.ofMillis(250).toNanos();
  private static final Duration STRAGGLERS_WITHIN = Duration.ofSeconds(45);

  private final Town town;
  private final List<Pair> edited;

  Others(Town town, Place butNot) {
    this.town = town;
    List<Place> others = town.places().stream().filter(place -> !place.equals(butNot)).toList();
    this.edited = town.across(others, EDITS / others.size() + 1).subList(0, EDITS);
  }

  /**
   * How long they took.
   *
   * @param sample an edit that has not arrived counts with the time it has waited: a lower bound
   * @param slowest where the slowest of those that arrived spent its time
   */
  record Delays(Sample sample, int missing, String slowest) {

    String text() {
      return sample.latency() + (missing == 0 ? "" : ", " + missing + " not yet visible");
    }

    /** The slowest hundredth, as a multiple of that in peace. */
    String over(Delays peace) {
      return String.format(
          Locale.ROOT, "%.1f", sample.percentile(99) / peace.sample.percentile(99));
    }
  }

  /** Makes the edits and waits for them, though not for ever. */
  Delays edit() {
    Instant begin = CallLog.now();
    long next = System.nanoTime();
    for (Pair pair : edited) {
      Allowance.until(next);
      next += EVERY_NANOS;
      town.edit(pair, Side.CONTACTS);
    }
    town.allowance()
        .await(
            STRAGGLERS_WITHIN,
            () ->
                CallLog.delays(town.log().since(begin), edited, Side.CONTACTS).size()
                    == edited.size());
    Instant end = CallLog.now();
    List<Call> calls = town.log().since(begin);
    Map<Linked, Double> arrived = CallLog.delays(calls, edited, Side.CONTACTS);
    List<Double> all = new ArrayList<>(arrived.values());
    int missing = edited.size() - arrived.size();
    for (int i = 0; i < missing; i++) {
      all.add((double) Duration.between(begin, end).toMillis());
    }
    return new Delays(Sample.of(all), missing, slowest(calls, arrived));
  }

  private String slowest(List<Call> calls, Map<Linked, Double> arrived) {
    Optional<Pair> pair =
        edited.stream().filter(arrived::containsKey).max(Comparator.comparing(arrived::get));
    return pair.map(one -> stages(calls, one)).orElse("none arrived");
  }

  private String stages(List<Call> calls, Pair pair) {
    List<Pair> alone = List.of(pair);
    Instant edit = CallLog.edits(calls, alone, Side.CONTACTS).get(pair);
    Instant arrival = CallLog.arrivals(calls, alone, Side.REWARDS).get(pair);
    RunHistory run = RunHistory.newest(town.stack().engine(), pair.workflowId());
    Instant begun = run.begun();
    Instant write = run.writeBegun().orElse(begun);
    return begun.isAfter(arrival)
        ? "its echo has had a run since"
        : "%d ms until its run began, %d until the write, %d until that was done"
            .formatted(
                Duration.between(edit, begun).toMillis(),
                Duration.between(begun, write).toMillis(),
                Duration.between(write, arrival).toMillis());
  }
}
