package io.lockstep.core.item;

import io.lockstep.core.error.ProviderException;
import io.lockstep.core.field.Reading;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One kind of item of one side, between its JSON and our rules. */
public interface ItemForm {

  /** An item of a list, or the answer to a get, a create or an update: all the same shape. */
  PersonView read(Map<String, Object> item);

  /**
   * The body of a webhook. A deletion, or an event we do not know, shows nothing but the item's id.
   */
  PersonView event(Map<String, Object> webhookBody);

  /**
   * The rules this event lacks because one of another type reports them: their absence is no doubt
   * about them.
   */
  Set<String> reportedElsewhere(Map<String, Object> webhookBody);

  /**
   * The body that creates an item.
   *
   * @param writes values in this side's spelling
   * @param requestId the same for each attempt at this create; for a side that knows such a thing
   * @param contactId HighLevel's id of the contact, with which a rewards note is tagged
   * @throws ProviderException REFUSED, when this side has no word for a value
   */
  Map<String, Object> createBody(List<FieldWrite> writes, String requestId, String contactId);

  /**
   * The body that updates an item: the named fields and nothing else.
   *
   * @param writes values in this side's spelling; no value clears the field
   * @param version as read; null for a side that keeps none
   * @throws ProviderException REFUSED, when this side has no word for a value
   */
  Map<String, Object> updateBody(List<FieldWrite> writes, @Nullable String version);

  /**
   * What a reading shows of these writes beside their rules, under names that no rule has: by it a
   * lost create is known again, whatever the rules make of it by then.
   */
  default Map<String, Reading> shownBeside(List<FieldWrite> writes) {
    return Map.of();
  }
}
