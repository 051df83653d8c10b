package io.lockstep.starter.api;

import io.lockstep.core.FlowKey;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.ItemLedger;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What waits for a person under one contact: of the contact itself and of its items. */
@Component
final class Waits {

  private final Chosen chosen;
  private final ItemLedger items;

  Waits(Chosen chosen, ItemLedger items) {
    this.chosen = chosen;
    this.items = items;
  }

  /**
   * One thing that waits.
   *
   * @param waiting its field by rule name
   */
  record One(Concern concern, Waiting waiting) {

    /** Its field as lists name it. */
    String field() {
      return concern.field(waiting.field());
    }
  }

  /** All of them; a problem when nobody knows that contact. */
  List<One> all(FlowKey key) {
    List<One> all = new ArrayList<>(of(Concern.CONTACT, chosen.known(key)));
    for (ItemKind kind : ItemKind.values()) {
      items.load(key, kind).forEach((item, record) -> all.addAll(of(new Concern(item), record)));
    }
    return all;
  }

  /** The one of that id; a problem when nothing waits under it. */
  One one(FlowKey key, String opId) {
    return all(key).stream()
        .filter(each -> each.waiting().opId().equals(opId))
        .findFirst()
        .orElseThrow(
            () ->
                Problems.notFound(
                    "Nothing waits under that id",
                    "It was decided meanwhile, or a value moved and it was planned anew.",
                    "GET /api/v1/parked lists what waits now."));
  }

  private static List<One> of(Concern concern, PairRecord record) {
    return record.parked().stream().map(each -> new One(concern, each.waiting())).toList();
  }
}
