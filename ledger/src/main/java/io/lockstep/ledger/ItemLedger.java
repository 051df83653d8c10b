package io.lockstep.ledger;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.ledger.PairLedger.Claim;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Lockstep remembers of the items of a contact. One item is kept as one pair is: its link (the
 * ids of both halves), base, intents, differences, conflicts and what waits.
 */
public interface ItemLedger {

  /**
   * All that is known of that kind of item of one contact, by the items' own names: linked ones,
   * and those of which something is open, accepted or waiting. Costs the same few statements for
   * one item and for two thousand.
   */
  Map<ItemRef, PairRecord> load(FlowKey key, ItemKind kind);

  /** All that is known of one item; {@link PairRecord#unknown()} for a stranger. */
  PairRecord load(FlowKey key, ItemRef item);

  /**
   * Writes these changes in one transaction, each as {@link PairLedger#commit} writes one of a
   * pair. A link that ends leaves a tombstone of both ids, and the item is forgotten but for them,
   * its open intents, its conflicts and the journal; a link made in the same change makes one half
   * anew, on a base that begins at revision 0. What a half waited for while it stood alone under
   * its own name is over once it is linked under another.
   *
   * @throws StaleBaseException when a base row has moved since it was read; nothing was written
   * @throws LinkTakenException when one of the halves is linked to another; nothing was written
   */
  void commit(FlowKey key, Map<ItemRef, PairChange> changes);

  /** Records an intent before its call, as {@link PairLedger#claim} does for a pair. */
  Claim claim(FlowKey key, ItemRef item, Intent intent, Instant now);

  /** Those of the given ids that are a half of an item whose link has ended. */
  Map<String, ItemTombstone> tombstones(
      String connection, ItemKind kind, Side side, Set<String> ids);

  /** Whose items those of the given ids are; one that is not linked has no entry. */
  Map<String, Owned> owners(String connection, ItemKind kind, Side side, Set<String> ids);

  /** Whose item that is; empty for one that is not linked. A task's event may not say. */
  default Optional<Owned> owner(String connection, ItemKind kind, Side side, String id) {
    return Optional.ofNullable(owners(connection, kind, side, Set.of(id)).get(id));
  }

  /**
   * The items of one contact as pages list them, linked and waiting ones, in order of their names.
   */
  List<ItemSummary> items(FlowKey key);

  /**
   * Half of an item whose link has ended.
   *
   * @param survivor whether this half was alive then, and is not to be copied back; otherwise it
   *     was deleted, and if it is ever read alive the link's end is undone
   */
  record ItemTombstone(String id, boolean survivor, String reason, Instant at) {}

  /** An item and the contact it belongs to. */
  record Owned(FlowKey key, ItemRef item) {}

  /**
   * One item in a list.
   *
   * @param contactsId HighLevel's id; null while it has none there
   * @param rewardsId BHN's id; null while it has none there
   * @param reason why it needs a person; "" when it does not
   * @param agreedAt when both sides were last recorded as equal; null when never
   */
  record ItemSummary(
      ItemRef item,
      @Nullable String contactsId,
      @Nullable String rewardsId,
      PairState state,
      String reason,
      @Nullable Instant agreedAt) {}
}
