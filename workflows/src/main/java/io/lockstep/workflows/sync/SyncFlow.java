package io.lockstep.workflows.sync;

import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;

/** The signals, update and query every sync flow has. */
public interface SyncFlow {

  /** Look again; the hint says who said so. */
  @SignalMethod(description = "Look at this contact again")
  void changed(Hint hint);

  /** Try again what is parked; always looks again, never replays an old plan. */
  @SignalMethod(description = "Try again; needs no argument")
  void retry();

  /** Leave that difference. */
  @SignalMethod(description = "Leave this difference as it is")
  void skip(String opId);

  /** Write the values sealed under that id to both sides. */
  @SignalMethod(description = "Write corrected values to both sides")
  void edit(String opId, String editId);

  /** In this field's conflict, that side wins. */
  @SignalMethod(description = "Decide a conflict")
  void resolve(String field, Side side);

  /** Look now; answers after one look and apply. */
  @UpdateMethod
  SyncStatus syncNow();

  /** Where the run stands. */
  @QueryMethod
  SyncStatus status();
}
