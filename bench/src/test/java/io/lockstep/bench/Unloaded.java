package io.lockstep.bench;

import io.lockstep.bench.CallLog.Call;
import io.lockstep.core.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * One change at a time, nothing else under way: what it costs in calls, and how soon it is visible.
 * Calls up to the write are the change's; what follows it, once the target has told Lockstep of
 * Lockstep's own write, is the echo's.
 */
final class Unloaded {

  private static final int EDITS = 40;
  private static final int REPEATS = 10;
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);

  private final Town town;

  Unloaded(Town town) {
    this.town = town;
  }

  void measure(Table table) {
    Made contacts = make(Side.CONTACTS);
    Made rewards = make(Side.REWARDS);
    calls(table, "a change made at HighLevel", contacts.change, "1.0");
    calls(table, "a change made at BHN", rewards.change, "2.0");
    calls(table, "the echo of a write to BHN", contacts.echo, "0");
    calls(table, "the echo of a write to HighLevel", rewards.echo, "0");
    repeated(table);
    table.add("edit to visible, made at HighLevel, unloaded", contacts.delays().latency());
    table.add("edit to visible, made at BHN, unloaded", rewards.delays().latency());
  }

  private static void calls(Table table, String what, Counts counts, String bar) {
    table.add(
        "HighLevel and BHN calls for " + what,
        String.format(
            Locale.ROOT,
            "%.2f and %.2f",
            (double) counts.highLevel / counts.of,
            (double) counts.bhn / counts.of),
        bar + " at HighLevel");
  }

  /** Calls, and of how many changes or events. */
  private record Counts(int of, int highLevel, int bhn) {

    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(List<Call> calls) {
      return new Counts(
          of + 1, highLevel + at(calls, Side.CONTACTS), bhn + at(calls, Side.REWARDS));
    }

    private static int at(List<Call> calls, Side side) {
      return (int) calls.stream().filter(call -> call.isLocksteps() && call.isAt(side)).count();
    }
  }

  private record Made(Counts change, Counts echo, List<Double> milliseconds) {

    Sample delays() {
      return Sample.of(milliseconds);
    }
  }

  private Made make(Side side) {
    Counts change = Counts.NONE;
    Counts echo = Counts.NONE;
    List<Double> milliseconds = new ArrayList<>();
    for (Pair pair : town.across(town.places(), EDITS).subList(0, EDITS)) {
      town.awaitQuiet();
      Instant begin = CallLog.now();
      if (!town.edit(pair, side)) {
        throw new IllegalStateException("a single edit met the person's limit");
      }
      town.awaitVisible(List.of(pair), side, begin, VISIBLE_WITHIN);
      town.awaitQuiet();
      List<Call> calls = town.log().since(begin);
      int write = indexOf(calls, call -> call.isLocksteps() && call.writes(pair, side.other()));
      change = change.plus(calls.subList(0, write + 1));
      echo = echo.plus(calls.subList(write + 1, calls.size()));
      milliseconds.add(CallLog.delays(calls, List.of(pair), side).get(pair));
    }
    return new Made(change, echo, milliseconds);
  }

  private static int indexOf(List<Call> calls, Predicate<Call> wanted) {
    for (int i = 0; i < calls.size(); i++) {
      if (wanted.test(calls.get(i))) {
        return i;
      }
    }
    throw new IllegalStateException("the log lost a write");
  }

  /** The last event of each sender, sent once more when all is done. */
  private void repeated(Table table) {
    Counts counts = Counts.NONE;
    try (Postbox postbox = Postbox.open(town.stack().starterUrl())) {
      town.stack().sendWebhooksTo(postbox.url());
      List<Pair> pairs = town.across(town.places(), 1).subList(0, REPEATS);
      for (int i = 0; i < REPEATS; i++) {
        Side side = i % 2 == 0 ? Side.CONTACTS : Side.REWARDS;
        counts = counts.plus(callsOfARepeat(postbox, pairs.get(i), side));
      }
    } finally {
      town.stack().sendWebhooksTo(town.stack().starterUrl());
    }
    calls(table, "the last event repeated", counts, "0");
  }

  private List<Call> callsOfARepeat(Postbox postbox, Pair pair, Side side) {
    postbox.empty();
    Instant begin = CallLog.now();
    town.edit(pair, side);
    town.allowance().await(VISIBLE_WITHIN, () -> postbox.letters().size() == 1);
    Postbox.Letter event = postbox.letters().get(0);
    postbox.post(event);
    town.awaitVisible(List.of(pair), side, begin, VISIBLE_WITHIN);
    town.awaitQuiet();
    Instant settled = CallLog.now();
    postbox.post(event);
    town.awaitQuiet();
    return town.log().since(settled);
  }
}
