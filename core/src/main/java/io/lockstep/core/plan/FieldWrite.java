package io.lockstep.core.plan;

import io.lockstep.core.mapping.FieldRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One field of an {@link Op}.
 *
 * @param field rule name; {@code referenceId} for the link mark on a profile
 * @param values what to write: one text, several elements, or none to clear
 * @param baseRevision the revision the base must have when this is applied; 0 when there is no
 *     base. Where one plan holds several operations on the tag set, each counts the ones before it
 *     in
 * @param sourceDigest the source's digest in the look; moves into the base once written. "" in the
 *     first half of a person's edit, which goes to both sides: the other side does not show the
 *     value yet, so the base stays until the second half
 * @param targetDigest the target's digest in the look; the guard writes only over this
 * @param lost the edit this write overwrites; null when it overwrites none
 * @param ruleFingerprint the rule's meaning when this was planned; "" for the link mark, which has
 *     no rule, and from a release that did not say
 */
public record FieldWrite(
    String field,
    List<String> values,
    long baseRevision,
    String sourceDigest,
    String targetDigest,
    @Nullable LostEdit lost,
    String ruleFingerprint) {

  public FieldWrite {
    values = List.copyOf(values);
    ruleFingerprint = ruleFingerprint == null ? "" : ruleFingerprint; // an older history has none
  }

  /** One that no rule speaks of. */
  public FieldWrite(
      String field,
      List<String> values,
      long baseRevision,
      String sourceDigest,
      String targetDigest,
      @Nullable LostEdit lost) {
    this(field, values, baseRevision, sourceDigest, targetDigest, lost, "");
  }

  /** The same, planned under that rule. */
  public FieldWrite under(FieldRule rule) {
    return new FieldWrite(
        field, values, baseRevision, sourceDigest, targetDigest, lost, rule.fingerprint());
  }

  /** Whether it means today what it meant when it was planned. */
  public boolean stands(Optional<FieldRule> today) {
    return ruleFingerprint.isEmpty()
        || today.map(FieldRule::fingerprint).filter(ruleFingerprint::equals).isPresent();
  }

  /** The same write of another value. */
  public FieldWrite with(List<String> others) {
    return new FieldWrite(
        field, others, baseRevision, sourceDigest, targetDigest, lost, ruleFingerprint);
  }

  /**
   * An edit that loses; apply lists it, sealed, before it is overwritten.
   *
   * @param values the losing values as that side spelled them
   * @param why the rule that decided, such as {@code newest} or {@code drift: restore}
   */
  public record LostEdit(List<String> values, String why) {
    public LostEdit {
      values = List.copyOf(values);
    }
  }
}
