package io.lockstep.activities.sync;

import io.lockstep.core.pair.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which attempt of an activity this is.
 *
 * @param number counts from 1; from 2 on an earlier attempt may have written already
 * @param owner names the run; all attempts of one run carry the same, so that a repeated one may
 *     take over what its predecessor left. The engine starts the next when the time of the one
 *     before is up, whether or not that one has ended: two may overlap, so nothing is sent that
 *     would outlast its claim's lease, and a create trusts no intent it did not find at its start
 */
public record Attempt(int number, String owner) {

  /** Whether an earlier attempt may have written. */
  public boolean repeated() {
    return number > 1;
  }

  /**
   * How long a look has to wait for others: a write of another run may still be under way, and its
   * outcome is waited for, not guessed. Empty when there is none.
   *
   * @param intents the open ones of what is looked at
   */
  public Optional<Duration> waitForOthers(Stream<Intent> intents, Instant lookedAt) {
    return intents
        .filter(intent -> !intent.owner().equals(owner))
        .filter(intent -> intent.leaseUntil().isAfter(lookedAt))
        .map(intent -> Duration.between(lookedAt, intent.leaseUntil()))
        .max(Duration::compareTo);
  }
}
