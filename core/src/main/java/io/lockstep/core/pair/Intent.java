package io.lockstep.core.pair;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.plan.Op;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A write that was about to be sent. It is recorded before the call and closed with the base, so a
 * crash between the two leaves a trace that the next look follows.
 *
 * @param opId the operation's id; for a create, one per source item and generation
 * @param target side written to
 * @param targetId record written to; null for a create
 * @param sourceId record the values come from
 * @param generation counts up each time the same source item is created anew; 0 for other kinds
 * @param digests field to what was being written over what
 * @param heldIds for the create of an item: what the target held when it was planned and nobody
 *     owned, and that says the same. A probe must not take it for what this create made
 * @param owner who sent it: an opaque id of the attempt
 * @param sentAt when the call may first have left
 * @param leaseUntil until then the owner's call may still be under way: wait, do not probe
 */
public record Intent(
    String opId,
    Op.Kind kind,
    Side target,
    @Nullable String targetId,
    @Nullable String sourceId,
    int generation,
    Map<String, Wrote> digests,
    List<String> heldIds,
    String owner,
    Instant sentAt,
    Instant leaseUntil) {

  /** How far HighLevel's lists and search may lag behind; "a few seconds", taken generously. */
  public static final Duration INDEX_LAG = Duration.ofSeconds(30);

  /** From when on what a list does not show was not made: it is late, and the call is over. */
  public Instant showsBy() {
    return leaseUntil.plus(INDEX_LAG);
  }

  /**
   * One field of a pending write.
   *
   * @param source the source's digest in the look that planned it
   * @param before the target's digest in that look
   * @param after the digest the target shows once the write has happened
   * @param ruleFingerprint the rule's meaning then; "" for the link mark, which has no rule, and
   *     from a release that did not say
   */
  public record Wrote(String source, String before, String after, String ruleFingerprint) {

    /** One that no rule speaks of. */
    public Wrote(String source, String before, String after) {
      this(source, before, after, "");
    }

    /** Whether that rule, as it is today, is the one these digests were made under. */
    public boolean isUnder(FieldRule rule) {
      return ruleFingerprint.isEmpty() || ruleFingerprint.equals(rule.fingerprint());
    }
  }

  public Intent {
    digests = Map.copyOf(digests);
    heldIds = List.copyOf(heldIds);
  }
}
