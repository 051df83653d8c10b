package io.lockstep.core.mapping;

/** Who wins when both sides changed the same field to different values. */
public enum Policy {
  /** The later edit; the rule's tie decides within two minutes or when a time is unknown. */
  NEWEST,
  CONTACTS,
  REWARDS,
  /** Nobody: a person decides. */
  REVIEW
}
