package io.lockstep.core.mapping;

/** What becomes of an edit on the side a one-way field is written to. */
public enum Drift {
  /** It stays, as an accepted difference. */
  ACCEPT,
  /** The source's value is written back; the edit goes to the conflict list. */
  RESTORE
}
