package io.lockstep.activities;

import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.ledger.Breakers;
import io.lockstep.ledger.Budget;
import io.lockstep.ledger.Budget.Asker;
import io.lockstep.ledger.Budget.Need;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every call of one connection to one side passes: the breaker (both sides), then a turn of
 * the budget (HighLevel; BHN publishes no limit). It never sleeps: who may not call now gets a
 * {@link NotNowException}. What a call came to moves the breaker:
 *
 * <ul>
 *   <li>RATE_LIMITED opens it for as long as the provider said;
 *   <li>TRANSIENT opens it when the provider named a pause, or on the third in a row: one cut
 *       answer speaks of one call, not of the provider;
 *   <li>AUTH opens it and pauses the connection: no repeat would help;
 *   <li>anything else is an answer, and an answer closes it.
 * </ul>
 */
public final class Gate {

  private static final Logger log = LoggerFactory.getLogger(Gate.class);

  private static final int TRANSIENTS_THAT_OPEN = 3;

  // Another process's failure is seen this much later; a read per call is saved.
  private static final Duration BELIEVED_FOR = Duration.ofMillis(500);

  // The engine sits out waits of up to ten seconds; a longer one is the flow's.
  private static final Duration TURNED_AWAY_FOR = Duration.ofSeconds(10);
  private static final Duration LONGER_THAN_A_WINDOW = Duration.ofMinutes(1);

  // Below these the ledger's row is put right at once; above, its own count is good enough and the
  // statement is saved. Another program on the same location shows here first.
  private static final long FEW_LEFT = 50;
  private static final long FEW_LEFT_TODAY = 20_000;

  private final Connection connection;
  private final Side side;
  private final Budget budget;
  private final Breakers breakers;
  private final Connections connections;
  private final CallListener listener;
  private final InstantSource clock;

  private final AtomicInteger transientsInARow = new AtomicInteger();
  // True until an answer has cleared the row: a process that starts does not know what is in it.
  private final AtomicBoolean rowMayBeDirty = new AtomicBoolean(true);
  private volatile Instant knownClosedUntil = Instant.MIN;
  private volatile @Nullable Duration ahead;

  Gate(
      Connection connection,
      Side side,
      Budget budget,
      Breakers breakers,
      Connections connections,
      CallListener listener,
      InstantSource clock) {
    this.connection = connection;
    this.side = side;
    this.budget = budget;
    this.breakers = breakers;
    this.connections = connections;
    this.listener = listener;
    this.clock = clock;
  }

  /** The way through it for that caller. */
  public Pass pass(CallContext caller) {
    return new Pass(this, caller);
  }

  /**
   * Makes the call; what it comes to moves the breaker.
   *
   * @throws ProviderException as the call threw it
   */
  <T> T call(Supplier<T> call) {
    T answer = hear(call);
    answered();
    return answer;
  }

  /** Hears what goes wrong with it; that it went well says nothing of the provider. */
  <T> T hear(Supplier<T> call) {
    try {
      return call.get();
    } catch (ProviderException failure) {
      failed(failure.error());
      throw failure;
    }
  }

  /**
   * Passes when the side may be called at all.
   *
   * @throws NotNowException when the breaker is open
   */
  void requireBreakerClosed() {
    Instant now = clock.instant();
    if (now.isBefore(knownClosedUntil)) {
      return;
    }
    Duration pause = breakers.wait(connection.id(), side, now);
    if (pause.compareTo(Duration.ZERO) > 0) {
      rowMayBeDirty.set(true); // whichever process failed, our next answer clears it
      throw new NotNowException("the breaker of " + side.word() + " is open", pause);
    }
    knownClosedUntil = now.plus(BELIEVED_FOR);
  }

  /**
   * Takes turns of the budget.
   *
   * @throws NotNowException when there are not that many now
   */
  void take(CallContext caller, Asker asker, Need need) {
    if (side == Side.REWARDS) {
      return; // BHN publishes no limit
    }
    Instant now = clock.instant();
    String location = connection.highLevel().locationId();
    Budget.Turn turn = budget.take(location, asker, need, caller.owner(), now);
    if (!turn.taken()) {
      throw new NotNowException(why(asker, turn), apart(turn.in(), caller, now));
    }
    if (!turn.in().isZero()) {
      throw new NotNowException("no turn of the budget is free", turn.in());
    }
  }

  /** Only the day keeps anybody waiting for more than a window. */
  private static String why(Asker asker, Budget.Turn turn) {
    if (turn.in().compareTo(LONGER_THAN_A_WINDOW) < 0) {
      return "no turn of the budget is free";
    }
    return asker == Asker.LIVE
        ? "the location's calls of the day are used up"
        : "what is left of the location's calls of the day is kept for live changes";
  }

  /** Those turned away come back one by one, not all at the first free turn. */
  private static Duration apart(Duration in, CallContext caller, Instant now) {
    long room = TURNED_AWAY_FOR.minus(in).toMillis();
    return room <= 0 ? in : in.plusMillis(Math.floorMod(Objects.hash(caller.owner(), now), room));
  }

  private void failed(ProviderError error) {
    switch (error.kind()) {
      case RATE_LIMITED -> open(error.retryIn());
      case TRANSIENT -> {
        boolean third = transientsInARow.incrementAndGet() >= TRANSIENTS_THAT_OPEN;
        if (third || error.retryIn().compareTo(Duration.ZERO) > 0) {
          open(error.retryIn());
        }
      }
      case AUTH -> {
        open(Duration.ZERO);
        connections.giveUp(connection.id(), error.sentence(), clock.instant());
        log.error("connection {} is paused: {}", connection.id(), error.sentence());
      }
      case ALREADY_DONE, GONE, REFUSED, CONFLICT, BUG -> answered();
    }
  }

  private void open(Duration atLeast) {
    knownClosedUntil = Instant.MIN;
    breakers.failed(connection.id(), side, atLeast, clock.instant());
    rowMayBeDirty.set(true);
  }

  private void answered() {
    transientsInARow.set(0);
    if (rowMayBeDirty.compareAndSet(true, false)) { // a clear row costs no statement per call
      breakers.succeeded(connection.id(), side);
    }
  }

  /** Tells the listener of one request sent. */
  public void sent(String operation, int status, Duration took) {
    listener.called(new CallListener.Call(connection.id(), side, operation, status, took));
  }

  /**
   * Puts the budget right from what HighLevel says is left; BHN has no budget.
   *
   * @param inWindow calls left of the burst window; negative when the answer did not say
   * @param today calls left of the day; likewise
   * @param sent when the call that was answered left
   */
  public void left(long inWindow, long today, Instant sent) {
    if (side == Side.REWARDS) {
      return; // HighLevel's headers, wherever such names come from
    }
    boolean fewLeft = inWindow >= 0 && inWindow <= FEW_LEFT;
    boolean fewLeftToday = today >= 0 && today <= FEW_LEFT_TODAY;
    if (fewLeft || fewLeftToday) {
      String location = connection.highLevel().locationId();
      budget.correct(location, (int) inWindow, (int) today, sent, clock.instant());
    }
  }

  /** Hears what the provider's clock showed in an answer that came just now. */
  public void dated(Instant theirs) {
    ahead = Duration.between(clock.instant(), theirs);
  }

  Instant now() {
    return clock.instant();
  }

  /** How far the provider's clock went ahead of ours at its last answer; empty before the first. */
  Optional<Duration> ahead() {
    return Optional.ofNullable(ahead);
  }
}
