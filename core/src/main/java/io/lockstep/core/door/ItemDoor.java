package io.lockstep.core.door;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile.TagFilter;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * As {@link Door}, for items of one kind. What is kept of an item is compared with what an event
 * showed of one half; the digests are scoped to the item's contact.
 *
 * <p>A completion needs no rule of its own: its event shows a task that is completed, and only a
 * base that is completed equals it.
 */
public final class ItemDoor {

  private static final TagFilter NO_TAGS = new TagFilter(List.of(), List.of());

  private final BaseCheck base;

  /** A door for one connection and kind. */
  public ItemDoor(ItemMapping items, CanonicalForms forms, Digester digester) {
    this.base = new BaseCheck(items.rules(), NO_TAGS, forms, digester);
  }

  /**
   * What to do with an event.
   *
   * @param contact the pair whose item it is
   * @param runOpen whether the flow's open mark stood before {@code record} was read
   * @param record what the ledger knows of the item
   * @throws Digester.MissingKeyException when a base was made with a key that is not here; look
   */
  public Verdict decide(FlowKey contact, Sighting sighting, boolean runOpen, PairRecord record) {
    if (runOpen) {
      return Verdict.RUN_OPEN;
    }
    if (sighting.deleted()) {
      return Verdict.DELETED;
    }
    return isLinked(sighting.view(), record)
        ? base.decide(contact, sighting, record)
        : Verdict.NOT_LINKED;
  }

  /** Whether what it shows may prove alone that nothing is new: it shows every field. */
  public boolean mayProve(Sighting sighting) {
    return !sighting.deleted() && base.isComplete(sighting);
  }

  /** What the event showed, as a hint carries it: rule name to keyed digest. */
  public Map<String, String> digests(FlowKey contact, Sighting sighting) {
    return base.digests(contact, sighting);
  }

  /**
   * Whether a list shows more of an item than is known of it. What the list does not show is not
   * judged, and a difference that stays or waits as it is shown is no news: a list is read again
   * and again.
   *
   * @param contact the pair whose item it is
   */
  public boolean isNews(FlowKey contact, PersonView listed, PairRecord record) {
    return !isLinked(listed, record)
        || base.differing(contact, listed, record).stream()
            .anyMatch(rule -> !stands(contact, rule, listed, record));
  }

  private boolean stands(FlowKey contact, FieldRule rule, PersonView listed, PairRecord record) {
    boolean contacts = listed.side() == Side.CONTACTS;
    Stream<String> accepted =
        record.accepted().stream()
            .filter(known -> known.field().equals(rule.name()))
            .filter(known -> known.ruleFingerprint().equals(rule.fingerprint()))
            .map(known -> contacts ? known.contacts() : known.rewards());
    Stream<String> waiting =
        record.parked().stream()
            .filter(parked -> parked.waiting().field().equals(rule.name()))
            .map(parked -> contacts ? parked.contacts() : parked.rewards());
    return Stream.concat(accepted, waiting)
        .anyMatch(digest -> base.shows(contact, rule, listed, digest));
  }

  private static boolean isLinked(PersonView shown, PairRecord record) {
    return record.link() != null && record.link().id(shown.side()).equals(shown.id());
  }
}
