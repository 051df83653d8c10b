package io.lockstep.core.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of an {@link Op}.
 *
 * @param field rule name; {@code referenceId} for the link mark on a profile
 * @param values what to write: one text, several elements, or none to clear
 * @param baseRevision the base's revision when this was planned; 0 when there was no base
 * @param sourceDigest the source's digest in the look; moves into the base once written
 * @param targetDigest the target's digest in the look; the guard writes only over this
 * @param lost the edit this write overwrites; null when it overwrites none
 */
public record FieldWrite(
    String field,
    List<String> values,
    long baseRevision,
    String sourceDigest,
    String targetDigest,
    @Nullable LostEdit lost) {

  public FieldWrite {
    values = List.copyOf(values);
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
