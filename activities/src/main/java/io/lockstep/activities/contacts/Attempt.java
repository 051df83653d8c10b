package io.lockstep.activities.contacts;

/**
 * Which attempt of an activity this is.
 *
 * @param number counts from 1; from 2 on an earlier attempt may have written already
 * @param owner names the run; all attempts of one run carry the same, since the engine runs them
 *     one after the other, and a repeated attempt may take over what its predecessor left
 */
public record Attempt(int number, String owner) {

  /** Whether an earlier attempt may have written. */
  public boolean repeated() {
    return number > 1;
  }
}
