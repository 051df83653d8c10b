package io.lockstep.bench;

import io.lockstep.bench.CallLog.Call;
import io.lockstep.core.Side;
import java.util.List;
import java.util.Locale;

/** Lockstep's calls, and of how many changes or events. */
record Counts(int of, int highLevel, int bhn) {

  static final Counts NONE = new Counts(0, 0, 0);

  Counts plus(List<Call> calls) {
    return new Counts(of + 1, highLevel + at(calls, Side.CONTACTS), bhn + at(calls, Side.REWARDS));
  }

  private static int at(List<Call> calls, Side side) {
    return (int) calls.stream().filter(call -> call.isLocksteps() && call.isAt(side)).count();
  }

  /** Adds them as a row. */
  void add(Table table, String what, String bar) {
    table.add("HighLevel and BHN calls for " + what, text(), bar + " at HighLevel");
  }

  /** The mean at each side. */
  String text() {
    return String.format(Locale.ROOT, "%.2f and %.2f", (double) highLevel / of, (double) bhn / of);
  }
}
