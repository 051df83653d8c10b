package io.lockstep.bench;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All three flows at once: contacts, tasks and notes, a third each, edited over all locations and
 * told to Lockstep at once; against as many bare workflows. As {@link Throughput}, with one
 * warm-up.
 */
final class Mixed {

  private static final int EACH = 4;
  private static final int ROUNDS = 3;
  private static final Duration DRAINED_WITHIN = Duration.ofMinutes(2);

  private final Town town;
  private final BareEngine bare;

  Mixed(Town town, BareEngine bare) {
    this.town = town;
    this.bare = bare;
  }

  private record Round(double bare, double contacts, double rewards) {}

  /** A task is completed only once, so each round has tasks of its own. */
  void measure(Table table) {
    int third = EACH * town.places().size();
    List<Pair> pairs = town.across(town.places(), 3 * EACH);
    List<Pair> contacts = pairs.subList(0, third);
    Items items = new Items(town);
    List<LinkedItem> tasks = items.link(pairs.subList(third, 2 * third), ItemKind.TASK, ROUNDS + 1);
    List<LinkedItem> notes = items.link(pairs.subList(2 * third, 3 * third), ItemKind.NOTE, 1);
    List<Round> rounds = new ArrayList<>();
    for (int number = 0; number <= ROUNDS; number++) {
      List<Linked> edited = new ArrayList<>();
      for (int i = 0; i < third; i++) {
        edited.addAll(List.of(contacts.get(i), tasks.get(i * (ROUNDS + 1) + number), notes.get(i)));
      }
      Round round = round(edited);
      if (number > 0) { // the first warms up
        rounds.add(round);
      }
    }
    add(table, "bare workflows per second", "%.0f", rounds.stream().map(Round::bare).toList());
    add(
        table,
        "changes per second, three flows mixed, made at HighLevel",
        "%.0f",
        rounds.stream().map(Round::contacts).toList());
    add(
        table,
        "changes per second, three flows mixed, made at BHN",
        "%.0f",
        rounds.stream().map(Round::rewards).toList());
    add(
        table,
        "three flows mixed, made at HighLevel ÷ bare",
        "%.2f",
        rounds.stream().map(round -> round.contacts / round.bare).toList());
    add(
        table,
        "three flows mixed, made at BHN ÷ bare",
        "%.2f",
        rounds.stream().map(round -> round.rewards / round.bare).toList());
  }

  private static void add(Table table, String what, String format, List<Double> values) {
    table.add(what, Sample.of(values).spread(format), "reported only");
  }

  private Round round(List<Linked> edited) {
    Round round =
        new Round(
            bare.perSecond(edited.size(), town.allowance()),
            perSecond(edited, Side.CONTACTS),
            perSecond(edited, Side.REWARDS));
    System.out.printf(
        Locale.ROOT,
        "  a mixed round: bare %.1f, made at HighLevel %.1f, made at BHN %.1f per second%n",
        round.bare,
        round.contacts,
        round.rewards);
    return round;
  }

  private double perSecond(List<Linked> edited, Side side) {
    town.editHeld(edited, side);
    Instant told = CallLog.now();
    town.stack().holdWebhooks(false);
    Instant last = town.awaitVisible(edited, side, told, DRAINED_WITHIN);
    town.awaitQuiet();
    return edited.size() * 1000.0 / Math.max(1, Duration.between(told, last).toMillis());
  }
}
