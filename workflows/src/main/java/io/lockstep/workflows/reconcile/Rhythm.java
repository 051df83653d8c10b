package io.lockstep.workflows.reconcile;

import java.time.Duration;
import java.util.Optional;

/**
 * How often one connection is compared, and asked for changes.
 *
 * @param sweepEvery the pause between passes that read lists
 * @param verifyEvery the pause between passes that look at every pair
 * @param pollHighLevel the pause between polls of HighLevel; empty: its webhooks say what changed
 * @param pollRewards likewise of BHN Rewards
 */
public record Rhythm(
    Duration sweepEvery,
    Duration verifyEvery,
    Optional<Duration> pollHighLevel,
    Optional<Duration> pollRewards) {

  /** The same, HighLevel polled that often. */
  public Rhythm pollingHighLevel(Duration every) {
    return new Rhythm(sweepEvery, verifyEvery, Optional.of(every), pollRewards);
  }
}
