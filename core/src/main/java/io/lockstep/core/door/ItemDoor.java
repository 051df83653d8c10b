package io.lockstep.core.door;

import io.lockstep.core.FlowKey;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile.TagFilter;
import io.lockstep.core.pair.PairRecord;
import java.util.List;
import java.util.Map;

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
    return isLinked(sighting, record) ? base.decide(contact, sighting, record) : Verdict.NOT_LINKED;
  }

  /** What the event showed, as a hint carries it: rule name to keyed digest. */
  public Map<String, String> digests(FlowKey contact, Sighting sighting) {
    return base.digests(contact, sighting);
  }

  private static boolean isLinked(Sighting sighting, PairRecord record) {
    return record.link() != null
        && record.link().id(sighting.view().side()).equals(sighting.view().id());
  }
}
