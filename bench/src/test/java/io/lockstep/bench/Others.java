package io.lockstep.bench;

import io.lockstep.bench.CallLog.Call;
import io.lockstep.core.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

  /** An edit that has not arrived counts with the time it has waited: a lower bound. */
  record Delays(Sample sample, int missing) {

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
    return new Delays(Sample.of(all), missing);
  }
}
