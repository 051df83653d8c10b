package io.lockstep.bench;

import io.lockstep.core.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The same edits as bare workflows, made at HighLevel and made at BHN, in turn: what comes of them
 * per second, and how that stands to the bare engine in the same round.
 */
final class Rounds {

  private record Round(double bare, double contacts, double rewards) {}

  private final Town town;
  private final BareEngine bare;
  private final String what;
  private final Duration drainedWithin;
  private final List<Round> rounds = new ArrayList<>();

  /**
   * @param what stands before the names of the rows; may be empty
   * @param drainedWithin how long one side's edits of a round may take
   */
  Rounds(Town town, BareEngine bare, String what, Duration drainedWithin) {
    this.town = town;
    this.bare = bare;
    this.what = what;
    this.drainedWithin = drainedWithin;
  }

  /** A round that counts. */
  void measure(List<? extends Linked> edited) {
    rounds.add(round(edited));
  }

  /** A round that does not count. */
  void warmUp(List<? extends Linked> edited) {
    round(edited);
  }

  /** How many rounds count so far. */
  int size() {
    return rounds.size();
  }

  /** Adds the rows of all that counted. */
  void addTo(Table table, String barOfRates, String barOfRatios) {
    add(table, "bare workflows per second", "%.0f", Round::bare, barOfRates);
    String rate = "changes per second, " + what;
    add(table, rate + "made at HighLevel", "%.0f", Round::contacts, barOfRates);
    add(table, rate + "made at BHN", "%.0f", Round::rewards, barOfRates);
    add(
        table,
        what + "made at HighLevel ÷ bare",
        "%.2f",
        round -> round.contacts / round.bare,
        barOfRatios);
    add(
        table,
        what + "made at BHN ÷ bare",
        "%.2f",
        round -> round.rewards / round.bare,
        barOfRatios);
  }

  private void add(
      Table table, String row, String format, ToDoubleFunction<Round> value, String bar) {
    List<Double> values = rounds.stream().mapToDouble(value).boxed().toList();
    table.add(row, Sample.of(values).spread(format), bar);
  }

  private Round round(List<? extends Linked> edited) {
    Round round =
        new Round(
            bare.perSecond(edited.size(), town.allowance()),
            town.perSecond(edited, Side.CONTACTS, drainedWithin),
            town.perSecond(edited, Side.REWARDS, drainedWithin));
    System.out.printf(
        Locale.ROOT,
        "  a round: %sbare %.1f, made at HighLevel %.1f, made at BHN %.1f per second%n",
        what,
        round.bare,
        round.contacts,
        round.rewards);
    return round;
  }
}
