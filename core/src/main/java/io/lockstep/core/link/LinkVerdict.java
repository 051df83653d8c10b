package io.lockstep.core.link;

import io.lockstep.core.Side;

/** What linking came to. Every reason is a sentence that names no value. */
public sealed interface LinkVerdict {

  /**
   * These two are one person.
   *
   * @param by what proved it: {@code ledger}, {@code referenceId}, {@code profile mark} or a match
   *     key
   */
  record Linked(String contactId, String profileId, String by) implements LinkVerdict {}

  /** Nobody there is this person; the mapping says to make the partner. */
  record Create(Side on) implements LinkVerdict {}

  /** A person decides. */
  record Review(String reason) implements LinkVerdict {}

  /** Nothing is to be linked, and nobody waits. */
  record NotEligible(String reason) implements LinkVerdict {}

  /** This read cannot tell; look again. */
  record Wait(String reason) implements LinkVerdict {}
}
