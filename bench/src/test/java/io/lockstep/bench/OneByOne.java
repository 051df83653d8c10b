package io.lockstep.bench;

import io.lockstep.bench.CallLog.Call;
import io.lockstep.core.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One edit at a time with silence between, so that every call has one cause. Calls up to the write
 * are the change's; what follows it, once the target has told Lockstep of Lockstep's own write, is
 * the echo's.
 */
final class OneByOne {

  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);

  private final Town town;

  OneByOne(Town town) {
    this.town = town;
  }

  /** What the edits of one side came to. */
  record Made(Counts change, Counts echo, List<Double> milliseconds) {

    Sample delays() {
      return Sample.of(milliseconds);
    }
  }

  Made make(List<? extends Linked> edited, Side side) {
    Counts change = Counts.NONE;
    Counts echo = Counts.NONE;
    List<Double> milliseconds = new ArrayList<>();
    for (Linked one : edited) {
      town.awaitQuiet();
      Instant begin = CallLog.now();
      edit(one, side);
      town.awaitVisible(List.of(one), side, begin, VISIBLE_WITHIN);
      town.awaitQuiet();
      List<Call> calls = town.log().since(begin);
      int write = write(calls, one, side.other());
      change = change.plus(calls.subList(0, write + 1));
      echo = echo.plus(calls.subList(write + 1, calls.size()));
      CallLog.delays(calls, List.of(one), side).values().forEach(milliseconds::add);
    }
    return new Made(change, echo, milliseconds);
  }

  private void edit(Linked one, Side side) {
    if (!town.edit(one, side)) {
      throw new IllegalStateException("a single edit met the person's limit");
    }
  }

  private static int write(List<Call> calls, Linked one, Side target) {
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).isLocksteps() && calls.get(i).writes(one, target)) {
        return i;
      }
    }
    throw new IllegalStateException("the log lost a write");
  }

  /** The very webhook of an edit sent once more when all is done; the sides take turns. */
  Counts repeated(List<? extends Linked> edited) {
    Counts counts = Counts.NONE;
    try (Postbox postbox = Postbox.open(town.stack().starterUrl())) {
      town.stack().sendWebhooksTo(postbox.url());
      for (int i = 0; i < edited.size(); i++) {
        Side side = i % 2 == 0 ? Side.CONTACTS : Side.REWARDS;
        counts = counts.plus(callsOfARepeat(postbox, edited.get(i), side));
      }
    } finally {
      town.stack().sendWebhooksTo(town.stack().starterUrl());
    }
    return counts;
  }

  private List<Call> callsOfARepeat(Postbox postbox, Linked one, Side side) {
    postbox.empty();
    Instant begin = CallLog.now();
    edit(one, side);
    town.allowance().await(VISIBLE_WITHIN, () -> postbox.letters().size() == 1);
    Postbox.Letter event = postbox.letters().get(0);
    postbox.post(event);
    town.awaitVisible(List.of(one), side, begin, VISIBLE_WITHIN);
    town.awaitQuiet();
    Instant settled = CallLog.now();
    postbox.post(event);
    town.awaitQuiet();
    return town.log().since(settled);
  }
}
