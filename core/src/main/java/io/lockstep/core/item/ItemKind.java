package io.lockstep.core.item;

import io.lockstep.core.Flow;

/** What hangs on a contact, one by one, on both sides. */
public enum ItemKind {
  TASK("task", Flow.TASK_LIFECYCLE),
  NOTE("note", Flow.NOTE_BRIDGE);

  private final String word;
  private final Flow flow;

  ItemKind(String word, Flow flow) {
    this.word = word;
    this.flow = flow;
  }

  /** {@code task} or {@code note}, as rule names and ledger keys begin. */
  public String word() {
    return word;
  }

  /** The flow that keeps items of this kind in step. */
  public Flow flow() {
    return flow;
  }
}
