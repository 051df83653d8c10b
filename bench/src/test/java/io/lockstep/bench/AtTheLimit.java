package io.lockstep.bench;

import io.lockstep.bench.CallLog.Call;
import io.lockstep.core.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One location sends so much at once that HighLevel's 100 calls in 10 s decide how long it takes.
 */
final class AtTheLimit {

  /** Changes at once. */
  static final int CHANGES = 600;

  private static final int BURST = 100;
  private static final double CALLS_PER_SECOND = 10;
  private static final Duration WITHIN = Duration.ofMinutes(3);

  private final Town town;

  AtTheLimit(Town town) {
    this.town = town;
  }

  void measure(Table table, Place place) {
    List<Pair> edited = town.of(place, CHANGES);
    town.editHeld(edited, Side.CONTACTS);
    Instant told = CallLog.now();
    town.stack().holdWebhooks(false);
    Instant last = town.awaitVisible(edited, Side.CONTACTS, told, WITHIN);

    List<Call> calls =
        town.log().since(told).stream()
            .filter(call -> call.isLocksteps() && call.isAt(Side.CONTACTS))
            .filter(call -> !call.time().isAfter(last))
            .toList();
    double seconds = Duration.between(told, last).toMillis() / 1000.0;
    double floor = (calls.size() - BURST) / CALLS_PER_SECOND;
    long refused = calls.stream().filter(call -> call.status() == 429).count();
    table.add(
        edited.size() + " changes at HighLevel in one location: time ÷ floor",
        String.format(
            Locale.ROOT,
            "%.2f (%.1f s for %d calls, floor %.1f s)",
            seconds / floor,
            seconds,
            calls.size(),
            floor),
        "1.10");
    table.add("429s met meanwhile", String.valueOf(refused), "0");
    town.awaitQuiet();
  }
}
