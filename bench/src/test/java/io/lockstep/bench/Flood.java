package io.lockstep.bench;

import io.lockstep.bench.CallLog.Call;
import io.lockstep.core.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the others notice when one location sends 1,500 changed contacts at once: theirs are edited
 * one after the other, four a second, first in peace, then during the flood. The flood's contacts
 * are new ones, each a first link, which costs more than a change. It is not drained: the run ends.
 */
final class Flood {

  private static final int CONTACTS = 1_500;
  private static final int EDITS = 100;
  private static final long EVERY_NANOS = Duration.ofMillis(250).toNanos();
  private static final Duration STRAGGLERS_WITHIN = Duration.ofSeconds(45);

  private final Town town;

  Flood(Town town) {
    this.town = town;
  }

  void measure(Table table) {
    Place flooded = town.places().get(town.places().size() - 1);
    List<Place> others = town.places().subList(0, town.places().size() - 1);
    List<Pair> edited = town.across(others, EDITS / others.size() + 1).subList(0, EDITS);
    Delays alone = edit(edited);
    Instant begin = CallLog.now();
    town.arrive(flooded, CONTACTS);
    Delays during = edit(edited);
    long calls = town.log().since(begin).stream().filter(Call::isLocksteps).count();
    table.add("edit to visible of 19 locations in peace", alone.text());
    table.add("the same while the 20th sends 1,500 contacts", during.text());
    table.add(
        "p99 in the flood ÷ p99 in peace",
        String.format(
            Locale.ROOT,
            "%.1f (%d calls made meanwhile)",
            during.sample.percentile(99) / alone.sample.percentile(99),
            calls),
        "reported only");
  }

  /** An edit that has not arrived counts with the time it has waited: a lower bound. */
  private record Delays(Sample sample, int missing) {

    String text() {
      return sample.latency() + (missing == 0 ? "" : ", " + missing + " not yet visible");
    }
  }

  private Delays edit(List<Pair> edited) {
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
