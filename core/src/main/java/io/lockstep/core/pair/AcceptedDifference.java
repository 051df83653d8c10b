package io.lockstep.core.pair;

import java.time.Instant;

/**
 * A difference somebody or some rule has accepted. Quiet while both digests and the rule stand;
 * always listed.
 *
 * @param element digest of the set member; "" for a plain field
 * @param contacts digest of the contacts side's value when it was accepted
 * @param rewards the same for rewards
 * @param who an operator's name, or {@code lockstep}
 */
public record AcceptedDifference(
    String field,
    String element,
    String contacts,
    String rewards,
    String ruleFingerprint,
    Reason reason,
    String who,
    Instant at) {

  /** Why the two sides may differ. */
  public enum Reason {
    SKIPPED,
    REWRITTEN,
    UNMAPPED,
    /** One side must have a value the other does not have; Lockstep invented it. */
    DEFAULT,
    ONE_WAY,
    /** Law L11: a loosening is a person's act on each side. */
    CONSENT,
    /** Of a whole record: it has no partner, and the mapping has none made. */
    NO_PARTNER
  }
}
