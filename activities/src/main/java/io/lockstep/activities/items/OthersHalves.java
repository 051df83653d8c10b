package io.lockstep.activities.items;

import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.merge.ItemsLook.Half;
import io.lockstep.core.pair.PairChange;
import io.lockstep.ledger.ItemLedger.Owned;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Halves that a contact's lists show and that are linked as items of another contact. HighLevel
 * moves items when it merges two contacts and sends no event of it; and a contact that an import
 * made anew finds the items of the profile under the name of the one before.
 *
 * @param held they belong to a contact that is still linked: what becomes of it is decided first
 * @param released their contact is no longer linked, so they are nobody's from now on
 */
record OthersHalves(Set<Half> held, Set<Half> released) {

  /**
   * Those among these ids. Ends the links of the released ones, and has the flows of the held ones
   * look whether their contact is still there.
   *
   * @param unlinked ids that are linked to nothing of this contact
   */
  static OthersHalves among(
      Ports ports, FlowKey key, ItemKind kind, Map<Side, Set<String>> unlinked, Instant now) {
    OthersHalves found = new OthersHalves(new HashSet<>(), new HashSet<>());
    Map<FlowKey, Boolean> linked = new HashMap<>();
    unlinked.forEach(
        (side, ids) ->
            ports
                .items()
                .owners(key.connection(), kind, side, ids)
                .forEach(
                    (id, owned) -> {
                      boolean held =
                          linked.computeIfAbsent(owned.key(), one -> isLinked(ports, one));
                      (held ? found.held() : found.released()).add(new Half(side, id));
                      if (!held) {
                        release(ports, owned, now);
                      }
                    }));
    linked.forEach(
        (owner, held) -> {
          if (held) {
            ports.hints().hint(Flow.CONTACT_UPSERT, owner, Hint.from(Hint.Source.FLOW));
          }
        });
    return found;
  }

  private static boolean isLinked(Ports ports, FlowKey owner) {
    return ports.pairs().linkOfContact(owner.connection(), owner.contactId()).isPresent();
  }

  private static void release(Ports ports, Owned owned, Instant now) {
    PairChange.Builder change =
        PairChange.builder().endLink("its contact is no longer linked", now);
    ports
        .items()
        .load(owned.key(), owned.item())
        .intents()
        .forEach(open -> change.closeIntent(open.opId()));
    ports.items().commit(owned.key(), Map.of(owned.item(), change.build()));
  }
}
