package io.lockstep.sandbox.bhn;

/** Tasks and notes. Both are ours: BHN has neither (docs/contracts). */
enum ItemKind {
  TASK("task"),
  NOTE("note");

  private final String word;

  ItemKind(String word) {
    this.word = word;
  }

  /** {@code task} or {@code note}: the first part of its error codes. */
  String word() {
    return word;
  }

  /** {@code taskId} or {@code noteId}. */
  String idName() {
    return word + "Id";
  }

  /** Where a contact's are added, to tell apart what request ids were used for. */
  String of(String contactId) {
    return word + "s of " + contactId;
  }
}
