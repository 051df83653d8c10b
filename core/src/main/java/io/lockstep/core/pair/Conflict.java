package io.lockstep.core.pair;

import io.lockstep.core.Side;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An edit that lost, or two edits between which a person must choose. The values are sealed in the
 * ledger; in memory they are clear.
 *
 * @param id stable for the same pair of values, so that listing it twice lists it once
 * @param loser the side whose edit lost; null while undecided
 * @param contacts the contacts side's values; empty when unknown or empty
 * @param rewards the rewards side's values
 * @param why the policy or rule that decided, or asks
 */
public record Conflict(
    String id,
    String field,
    State state,
    @Nullable Side loser,
    List<String> contacts,
    List<String> rewards,
    String why,
    Instant at) {

  /** Where it stands. */
  public enum State {
    /** Waits for {@code resolve}. */
    OPEN,
    /** Decided by policy or person; kept for reading. */
    DECIDED
  }

  public Conflict {
    contacts = List.copyOf(contacts);
    rewards = List.copyOf(rewards);
  }
}
