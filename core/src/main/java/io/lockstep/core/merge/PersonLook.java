package io.lockstep.core.merge;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one merge of a linked pair, or of a linked item, sees.
 *
 * @param record base, pending writes, accepted differences, conflicts and parked of the pair
 * @param hints the news that led here; they date edits, nothing else
 * @param decisions a person's answers, oldest first
 * @param edited for each EDIT decision, by edit id: the values to write, unsealed
 * @param lookedAt when the first of the two reads began; the only clock the merge knows
 * @param item the item whose halves these are; null for a contact and its profile
 */
public record PersonLook(
    FlowKey key,
    MappingProfile profile,
    CanonicalForms forms,
    Digester digester,
    PersonView contact,
    PersonView profileView,
    PairRecord record,
    List<Hint> hints,
    List<Decision> decisions,
    Map<String, List<String>> edited,
    Instant lookedAt,
    @Nullable ItemRef item) {

  public PersonLook {
    hints = List.copyOf(hints);
    decisions = List.copyOf(decisions);
    edited = Map.copyOf(edited);
  }

  /** Of a contact and its profile. */
  public PersonLook(
      FlowKey key,
      MappingProfile profile,
      CanonicalForms forms,
      Digester digester,
      PersonView contact,
      PersonView profileView,
      PairRecord record,
      List<Hint> hints,
      List<Decision> decisions,
      Map<String, List<String>> edited,
      Instant lookedAt) {
    this(
        key,
        profile,
        forms,
        digester,
        contact,
        profileView,
        record,
        hints,
        decisions,
        edited,
        lookedAt,
        null);
  }

  /** The view of one side. */
  public PersonView view(Side side) {
    return side == Side.CONTACTS ? contact : profileView;
  }
}
