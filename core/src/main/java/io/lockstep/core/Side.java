package io.lockstep.core;

/** One of the two systems a pair lives in. */
public enum Side {
  /** HighLevel: contacts of one location. */
  CONTACTS,
  /** BHN Rewards: profiles of one account. */
  REWARDS;

  /** The side across from this one. */
  public Side other() {
    return this == CONTACTS ? REWARDS : CONTACTS;
  }

  /** How a mapping profile, a page and a sentence spell this side. */
  public String word() {
    return this == CONTACTS ? "contacts" : "rewards";
  }
}
