package io.lockstep.workflows.sync;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Waiting;
import io.lockstep.workflows.sync.Mailbox.Batch;
import io.lockstep.workflows.sync.Round.Then;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands between its rounds: what came in, what waits, how the rounds before went, and so
 * what is next. It asks nothing of the engine, so the simulation plays this very class.
 */
final class Course {

  private final Mailbox mailbox;
  private List<Waiting> waiting;
  private int failuresInARow;

  private Lane lane = Lane.LIVE;
  private Batch news = new Batch(List.of(), List.of()); // what the round under way answers for
  private boolean wastedBefore;
  private final Set<String> parkedBefore = new HashSet<>();

  private int taken; // arrivals the newest look was told of
  private int answered; // arrivals for which look and writes are over

  Course(SyncInput input) {
    this.mailbox = new Mailbox(input.hints(), input.decisions());
    this.waiting = input.waiting();
    this.failuresInARow = input.failures();
  }

  Mailbox mailbox() {
    return mailbox;
  }

  /** What waits for a person. */
  List<Waiting> waiting() {
    return waiting;
  }

  /** The lane of the most urgent news of the round under way. */
  Lane lane() {
    return lane;
  }

  int failuresInARow() {
    return failuresInARow;
  }

  /** How many signals and updates have had their look and its writes. */
  int answered() {
    return answered;
  }

  /** Takes all news for the look that begins. */
  Batch take() {
    news = mailbox.take();
    taken = mailbox.arrivals();
    lane = news.lane(lane);
    return news;
  }

  /** Takes it once more, with what arrived meanwhile: the look before did not count. */
  Batch takeAgain() {
    mailbox.putBack(news);
    return take();
  }

  /** Whether a brief look is worth a try. */
  boolean mayBeBrief() {
    return failuresInARow == 0 && news.isOneLiveHint();
  }

  /** Whether the round under way is backfill and has kept live news waiting. */
  boolean isOvertaken() {
    return lane == Lane.BULK && mailbox.hasLiveNews();
  }

  /** Ends a round and says what is next. */
  Then end(Round round) {
    Then then = round.then(wastedBefore, parkedBefore.addAll(round.parked()));
    giveBack(round, then);
    if (!round.sawNothing()) {
      waiting = round.waiting();
    }
    wastedBefore = round.isWasted();
    answered = taken; // whoever asked before this round's look has an answer
    switch (then) {
      case LOOK -> {}
      case SLEEP -> failuresInARow += round.isFailure() || round.isWasted() ? 1 : 0;
      case LOOK_LATER, SETTLE -> failuresInARow = 0;
    }
    return then;
  }

  /** How long until the next look when no news comes. */
  Duration sleep(Round round) {
    return round.sleep(failuresInARow);
  }

  /** What the next run of a long one starts from; without news it would wait instead of look. */
  SyncInput carriedOn(FlowKey key) {
    Batch rest = mailbox.take();
    List<Hint> hints =
        rest.hints().isEmpty()
            ? List.of(Hint.from(lane == Lane.LIVE ? Hint.Source.FLOW : Hint.Source.SWEEP))
            : rest.hints();
    return new SyncInput(key, waiting, hints, rest.decisions(), failuresInARow);
  }

  /**
   * Returns what this round did not answer. A look that planned has used its hints up, yet a
   * person's decision stands until what it decided is written or waits again: the ledger has
   * forgotten that it waited.
   */
  private void giveBack(Round round, Then then) {
    if (round.sawNothing()) {
      mailbox.putBack(news);
    } else if (then != Then.SETTLE) { // a cut plan too may have left out what was decided
      mailbox.putBack(
          new Batch(
              List.of(),
              news.decisions().stream()
                  .filter(decision -> !round.wrote(fieldOf(decision)))
                  .map(this::namingItsField)
                  .toList()));
    }
  }

  /** An edit names what waited; once a look has taken it up, only the field still tells. */
  private Decision namingItsField(Decision decision) {
    String field = fieldOf(decision);
    return decision.kind() == Decision.Kind.EDIT && field != null
        ? decision.about(field)
        : decision;
  }

  private @Nullable String fieldOf(Decision decision) {
    if (decision.field() != null) {
      return decision.field();
    }
    return waiting.stream()
        .filter(one -> one.opId().equals(decision.opId()))
        .map(Waiting::field)
        .findFirst()
        .orElse(null);
  }
}
