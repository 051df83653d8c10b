package io.lockstep.core.pair;

/**
 * What both sides showed, each in its own digest, when they last agreed on one field.
 *
 * <p>A set (tags) has one row with an empty {@code element}, which says that the set has a base at
 * all, and one row per member both sides had, whose {@code element} is the member's digest.
 *
 * @param field rule name
 * @param element digest of the member; "" for a plain field and for a set's head row
 * @param contacts keyed digest of the contacts side's canonical value
 * @param rewards the same for rewards
 * @param canonVersion version of the canonical forms the digests were made under
 * @param ruleFingerprint the rule's meaning then; another fingerprint today means: no base
 * @param revision counts up with each move of the field; a set counts on its head row
 */
public record BaseRow(
    String field,
    String element,
    String contacts,
    String rewards,
    int canonVersion,
    String ruleFingerprint,
    long revision) {}
