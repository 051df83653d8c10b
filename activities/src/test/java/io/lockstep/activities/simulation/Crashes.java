package io.lockstep.activities.simulation;

/** Counts the steps of every attempt (a ledger write, a provider call) and dies at a chosen one. */
final class Crashes {

  private int in = -1;
  private int happened;

  /** The next step but this many is the last one of its attempt; 0: the very next. */
  void arm(int steps) {
    in = steps;
  }

  void disarm() {
    in = -1;
  }

  int happened() {
    return happened;
  }

  /** One step is about to happen, or has just happened. */
  void step(String where) {
    if (in == 0) {
      in = -1;
      happened++;
      throw new Crash(where);
    }
    if (in > 0) {
      in--;
    }
  }
}
