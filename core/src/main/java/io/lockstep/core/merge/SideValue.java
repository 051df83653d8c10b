package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one side shows of one field, in the forms the merge needs.
 *
 * @param raw as the side spells it
 * @param canonical its canonical form in the side's own vocabulary; what its digests are made of
 * @param common its canonical form in the contacts side's vocabulary; what two sides are compared
 *     in; null when that vocabulary has no word for it
 * @param digest of {@code canonical}, under today's key and version; "" when not shown
 */
record SideValue(
    Side side, Reading raw, Reading canonical, @Nullable Reading common, String digest) {

  boolean shown() {
    return raw.shown();
  }

  boolean empty() {
    return canonical instanceof Reading.Empty;
  }

  /** Whether both mean the same; the order of a set means nothing. */
  boolean equalTo(SideValue other) {
    return common != null
        && other.common != null
        && common.getClass() == other.common.getClass()
        && Set.copyOf(common.texts()).equals(Set.copyOf(other.common.texts()));
  }
}
