package io.lockstep.activities.sync;

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
}
