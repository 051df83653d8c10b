package io.lockstep.starter.api;

import io.lockstep.core.FlowKey;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.ItemLedger.ItemSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tasks and notes of one contact: ids, field names and states, never a value. */
@Component
final class ItemViews {

  private final ItemLedger items;

  ItemViews(ItemLedger items) {
    this.items = items;
  }

  /**
   * One task or note.
   *
   * @param item how {@code item=} names it: {@code task/c:abc} was first seen at contacts, {@code
   *     task/r:abc} at rewards
   * @param kind {@code task} or {@code note}
   * @param contactsId HighLevel's id; absent while it has none there
   * @param rewardsId BHN's id; absent while it has none there
   * @param reason why it needs a person; absent when it does not
   * @param agreedAt when both sides were last recorded as equal; absent when never
   * @param differences differences that stay as they are, and why
   */
  record ItemView(
      String item,
      String kind,
      @Nullable String contactsId,
      @Nullable String rewardsId,
      PairState state,
      @Nullable String reason,
      @Nullable Instant agreedAt,
      List<Waiting> waiting,
      List<Difference> differences,
      List<String> conflicts) {}

  /** Those the ledger lists, in order of their names. */
  List<ItemView> of(FlowKey key) {
    List<ItemSummary> listed = items.items(key);
    if (listed.isEmpty()) {
      return List.of();
    }
    Map<ItemRef, PairRecord> records = new HashMap<>();
    for (ItemKind kind : ItemKind.values()) {
      records.putAll(items.load(key, kind));
    }
    List<ItemView> views = new ArrayList<>();
    for (ItemSummary one : listed) {
      views.add(view(one, records.getOrDefault(one.item(), PairRecord.unknown())));
    }
    return views;
  }

  private static ItemView view(ItemSummary listed, PairRecord record) {
    return new ItemView(
        listed.item().text(),
        listed.item().kind().word(),
        listed.contactsId(),
        listed.rewardsId(),
        listed.state(),
        listed.reason().isEmpty() ? null : listed.reason(),
        listed.agreedAt(),
        record.parked().stream().map(Parked::waiting).toList(),
        record.accepted().stream().map(Difference::of).toList(),
        record.conflicts().stream().map(each -> each.field()).distinct().sorted().toList());
  }
}
