package io.lockstep.core.person;

import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contact or a profile as one read showed it, by rule name.
 *
 * @param id the provider's id
 * @param fields rule name to reading, {@code tags} and {@code consent.*} included; a rule that is
 *     missing here counts as not shown
 * @param updatedAt {@code dateUpdated} or {@code updatedAt}; null when this read did not show it
 * @param version BHN's version; null at HighLevel, which has none
 * @param counterpart the other side's id this record itself names: a profile's {@code referenceId},
 *     a contact's profile mark; null when it names none
 */
public record PersonView(
    Side side,
    String id,
    Map<String, Reading> fields,
    @Nullable Instant updatedAt,
    @Nullable String version,
    @Nullable String counterpart) {

  public PersonView {
    fields = Map.copyOf(fields);
  }

  /** The reading of that rule, {@link Reading#notShown()} when this read had none. */
  public Reading field(String ruleName) {
    return fields.getOrDefault(ruleName, Reading.notShown());
  }
}
