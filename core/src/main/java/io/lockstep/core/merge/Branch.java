package io.lockstep.core.merge;

/** A branch of the merge; the simulation counts them, and one never taken is red. */
public enum Branch {
  UNCHANGED,
  CONTACTS_CHANGED,
  REWARDS_CHANGED,
  BOTH_CHANGED_ALIKE,
  CONFLICT_NEWEST,
  CONFLICT_TIE,
  CONFLICT_CONTACTS,
  CONFLICT_REWARDS,
  CONFLICT_REVIEW,
  CLEARED,
  NOT_SHOWN,
  FIRST_LINK_EQUAL,
  FIRST_LINK_FILLED,
  FIRST_LINK_CONFLICT,
  ONE_WAY_WRITTEN,
  DRIFT_ACCEPTED,
  DRIFT_RESTORED,
  ACCEPTED_QUIET,
  ACCEPTED_WITHDRAWN,
  TAG_ADDED,
  TAG_REMOVED,
  CONSENT_TIGHTENED,
  CONSENT_LOOSENING_KEPT,
  PENDING_WRITE_HAPPENED,
  PENDING_WRITE_DID_NOT_HAPPEN,
  SUSPECT_RETURN,
  OLD_READ_DISCARDED,
  OWN_SUPERSEDED_WRITE,
  FLIP_REVIEW,
  PARKED_QUIET,
  SKIPPED,
  EDITED,
  RESOLVED,
  LOST_EDIT_REVEALED,
  /** The profile did not name its contact yet; the plan writes its {@code referenceId}. */
  LINK_MARKED,
  /** The other side's vocabulary ({@code values}) has no word for a value; it stays where it is. */
  UNMAPPED_KEPT
}
