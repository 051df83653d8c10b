package io.lockstep.activities;

import io.lockstep.core.error.ProviderException;
import io.lockstep.ledger.Budget.Asker;
import io.lockstep.ledger.Budget.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One caller's way through a {@link Gate}: the look or apply that makes these calls, and the turns
 * it has taken and not used. For one thread.
 *
 * <p>Work that has made its first call is let through before work that begins: given up half-way,
 * its calls were made for nothing.
 */
public final class Pass {

  private final Gate gate;
  private final CallContext caller;
  private int turns;
  private boolean begun;
  private Instant end = Instant.MAX;

  Pass(Gate gate, CallContext caller) {
    this.gate = gate;
    this.caller = caller;
  }

  /**
   * Takes the turns of all calls that are to follow, before the first of them is made, and before
   * anything else is done that would have to be done again.
   *
   * @throws NotNowException when there are not that many now
   */
  public void begin(Need need) {
    gate.requireBreakerClosed();
    if (turns < need.now()) {
      gate.take(caller, asker(), need);
      turns = need.now();
    }
  }

  /**
   * Sees that a call can be made, before anything is recorded that says it may have been.
   *
   * @param token fetches what the call needs from the provider
   * @throws NotNowException when it may not be made now
   * @throws ProviderException as the token's call threw it
   */
  public void ready(Supplier<String> token) {
    begin(Need.ONE);
    gate.hear(token);
  }

  /** From now on no call is made that may still be under way then. */
  public void endBy(Instant instant) {
    end = instant;
  }

  /**
   * Passes when a call that takes so long would end in time; asked just before it is sent.
   *
   * @throws NotNowException when it would not
   */
  public void requireTime(Duration exchange) {
    requireTime(exchange, end);
  }

  /**
   * The same for a call that has an end of its own.
   *
   * @throws NotNowException when it would not end by then
   */
  public void requireTime(Duration exchange, Instant end) {
    if (gate.now().plus(exchange).isAfter(end)) {
      throw new NotNowException("too much time went by before the call", Duration.ofSeconds(1));
    }
  }

  /**
   * Makes the call, if it may be made now.
   *
   * @throws NotNowException when it may not; nothing was sent
   * @throws ProviderException as the call threw it
   */
  public <T> T call(Supplier<T> call) {
    begin(Need.ONE);
    turns--;
    begun = true;
    return gate.call(call);
  }

  /**
   * Takes the turn of a call that is made again with another token.
   *
   * @throws NotNowException when there is none now
   */
  public void again() {
    begin(Need.ONE);
    turns--;
  }

  /**
   * How far the provider's clock went ahead of ours at its last answer, to a second or two; empty
   * when no answer was dated.
   */
  public Optional<Duration> clockAhead() {
    return gate.ahead();
  }

  private Asker asker() {
    return switch (caller.lane()) {
      case LIVE -> caller.retry() ? Asker.RETRY : Asker.LIVE;
      case BULK -> begun ? Asker.RETRY : Asker.BULK;
    };
  }
}
