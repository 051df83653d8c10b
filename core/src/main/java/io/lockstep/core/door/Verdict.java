package io.lockstep.core.door;

/** What the door made of an event. All but {@link #NOTHING_NEW} start a look. */
public enum Verdict {
  /** Every field shows its base, and no run is open: no run, no call. */
  NOTHING_NEW,
  /** A run of that contact is between its first read and its settling; the base may be moving. */
  RUN_OPEN,
  /** The ledger links that record to nobody, or the record names another partner. */
  NOT_LINKED,
  /** A deletion nobody has buried yet. */
  DELETED,
  /** A mapped field that no event reports: an echo cannot be told from a change. */
  FIELD_NEVER_REPORTED,
  /** A field has no base under today's rule. */
  NO_BASE,
  /** A field does not show its base. */
  DIFFERS,
  /** The pair is frozen out of scope, and this may be its return. Never of {@link Door}. */
  FROZEN,
  /** Others of its connection wait before it, so its run weighs it. Never of {@link Door}. */
  UNWEIGHED,
  /** The ledger could not be asked, or a key is missing. Never the answer of {@link Door}. */
  LEDGER_UNSURE;

  /** Whether the contact must be looked at. */
  public boolean looks() {
    return this != NOTHING_NEW;
  }
}
