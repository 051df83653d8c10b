package io.lockstep.bench;

import io.lockstep.core.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Changes per second: many edits over all locations, told to Lockstep at once, until the last one
 * is visible on the other side; against as many bare workflows started at once. Rounds alternate,
 * so that a slow minute of the machine falls on both.
 */
final class Throughput {

  private static final int EACH = 25;
  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 3;

  /** No further round begins after so long. */
  private static final Duration ENOUGH = Duration.ofMinutes(3);

  private static final Duration DRAINED_WITHIN = Duration.ofSeconds(90);

  private final Town town;
  private final BareEngine bare;

  Throughput(Town town, BareEngine bare) {
    this.town = town;
    this.bare = bare;
  }

  void measure(Table table) {
    List<Pair> edited = town.across(town.places(), EACH);
    for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) { // all processes alike
      round(edited);
    }
    List<Round> rounds = new ArrayList<>();
    long until = System.nanoTime() + ENOUGH.toNanos();
    do {
      rounds.add(round(edited));
    } while (rounds.size() < ROUNDS && System.nanoTime() < until);
    add(table, "bare workflows per second", "%.0f", rounds.stream().map(Round::bare).toList(), "");
    add(
        table,
        "changes per second, made at HighLevel",
        "%.0f",
        rounds.stream().map(Round::contacts).toList(),
        "");
    add(
        table,
        "changes per second, made at BHN",
        "%.0f",
        rounds.stream().map(Round::rewards).toList(),
        "");
    add(
        table,
        "made at HighLevel ÷ bare",
        "%.2f",
        rounds.stream().map(round -> round.contacts / round.bare).toList(),
        "0.7");
    add(
        table,
        "made at BHN ÷ bare",
        "%.2f",
        rounds.stream().map(round -> round.rewards / round.bare).toList(),
        "0.7");
  }

  private static void add(
      Table table, String what, String format, List<Double> values, String bar) {
    table.add(what, Sample.of(values).spread(format), bar);
  }

  private record Round(double bare, double contacts, double rewards) {}

  private Round round(List<Pair> edited) {
    Round round =
        new Round(
            bare.perSecond(edited.size(), town.allowance()),
            perSecond(edited, Side.CONTACTS),
            perSecond(edited, Side.REWARDS));
    System.out.printf(
        Locale.ROOT,
        "  a round: bare %.1f, made at HighLevel %.1f, made at BHN %.1f per second%n",
        round.bare,
        round.contacts,
        round.rewards);
    return round;
  }

  private double perSecond(List<Pair> edited, Side side) {
    town.editHeld(edited, side);
    Instant told = CallLog.now();
    town.stack().holdWebhooks(false);
    Instant last = town.awaitVisible(edited, side, told, DRAINED_WITHIN);
    town.awaitQuiet();
    return edited.size() * 1000.0 / Math.max(1, Duration.between(told, last).toMillis());
  }
}
