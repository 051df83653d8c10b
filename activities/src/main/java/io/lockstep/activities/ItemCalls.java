package io.lockstep.activities;

import io.lockstep.core.error.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One side's tasks, or one side's notes: the same calls for both kinds and both sides. Records go
 * in and come out in the provider's own shape; {@code personId} is that side's own id of the person
 * they belong to, its {@code contactId}.
 *
 * <p>Each method makes one call unless it says otherwise. Each throws {@link NotNowException} when
 * the call may not be made now, and {@link ProviderException} for what the provider answered
 * instead. GONE names in its {@code field} what is gone: {@code contactId} the person, {@code
 * taskId} or {@code noteId} the item. Of a person who is gone no item is known to be.
 */
public interface ItemCalls {

  /**
   * All items of the person, in the provider's order. A list that is cut short or lacks its records
   * is an exception, but an index that lags may leave out what is there: only {@link #one} proves
   * an absence.
   *
   * @throws ProviderException GONE when the person is
   */
  List<Map<String, Object>> list(String personId);

  /**
   * The item; empty when the provider says that this id does not exist.
   *
   * @throws ProviderException GONE when the person is
   */
  Optional<Map<String, Object>> one(String personId, String itemId);

  /**
   * What the create of that request id made for the person, if it is still there; always empty at a
   * side that knows no request ids. Its index may lag as that of {@link #list} does.
   *
   * @throws ProviderException GONE when the person is
   */
  default Optional<Map<String, Object>> madeBy(String personId, String requestId) {
    return Optional.empty();
  }

  /**
   * Makes an item, answers it as stored. Neither side's answer can be trusted to arrive: a repeat
   * looks first.
   *
   * @throws ProviderException REFUSED with the field where the provider names it; GONE when the
   *     person is; ALREADY_DONE at BHN for a {@code requestId} that was served before
   */
  Map<String, Object> create(String personId, Map<String, Object> body);

  /**
   * Overwrites the named fields, answers the item as stored. Repeatable.
   *
   * @param body at BHN with the {@code version} that was read
   * @throws ProviderException REFUSED with the field where the provider names it; GONE when the
   *     item or the person is; CONFLICT at BHN for a stale version
   */
  Map<String, Object> update(String personId, String itemId, Map<String, Object> body);

  /**
   * Deletes the item, whatever it says by now. Repeatable: the second answer is GONE.
   *
   * @throws ProviderException GONE when the item or the person is
   */
  void delete(String personId, String itemId);

  /**
   * Deletes the item if it still has that version; a side that keeps no versions deletes it as
   * {@link #delete(String, String)} does.
   *
   * @throws ProviderException GONE when the item or the person is; CONFLICT for a stale version
   */
  default void delete(String personId, String itemId, String version) {
    delete(personId, itemId);
  }
}
