package io.lockstep.core.merge;

import io.lockstep.core.item.ItemRef;
import io.lockstep.core.merge.ItemsLook.Half;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Waiting;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Items that a list shows under an id that is none: the ledger could not keep it, and no call could
 * name it. Each waits for a person under a name of our own, and all the others go on.
 */
final class NamelessItems {

  private final ItemsLook look;
  private final ItemCreates creates;
  private final ItemsDraft draft;
  private final Map<ItemRef, Half> items = new LinkedHashMap<>();

  NamelessItems(ItemsLook look, ItemCreates creates, ItemsDraft draft) {
    this.look = look;
    this.creates = creates;
    this.draft = draft;
    look.nameless().stream()
        .filter(half -> look.mapping().direction().writes(half.side().other()))
        .forEach(half -> items.put(ItemRef.nameless(look.kind(), half.side(), half.id()), half));
  }

  /** Whether that is the name of one of them. */
  boolean includes(ItemRef item) {
    return items.containsKey(item);
  }

  /** Lists each, unless a person has said to leave it alone. */
  void plan() {
    items.forEach(this::one);
  }

  private void one(ItemRef item, Half half) {
    PairRecord record = look.records().getOrDefault(item, PairRecord.unknown());
    String opId =
        look.digester()
            .name("nameless", look.key().connection(), look.key().contactId(), item.text());
    if (!record.accepted().isEmpty()) {
      draft.branch(ItemBranch.QUIET);
    } else if (isSkipped(item, record)) {
      creates.forget(item, record);
      draft.change(item).accept(accepted(item));
    } else if (record.parked().isEmpty()) {
      Waiting waiting = new Waiting(opId, Waiting.WHOLE, Waiting.Kind.REVIEW, reason(half));
      draft.park(item, new Parked(waiting, "", "", look.lookedAt()));
    } else {
      record.parked().forEach(parked -> draft.waits(item, parked.waiting()));
    }
  }

  private boolean isSkipped(ItemRef item, PairRecord record) {
    return look.decisions(item).stream()
        .filter(decision -> decision.kind() == Decision.Kind.SKIP)
        .anyMatch(
            decision ->
                record.parked().stream()
                    .anyMatch(parked -> parked.waiting().opId().equals(decision.opId())));
  }

  private AcceptedDifference accepted(ItemRef item) {
    return new AcceptedDifference(
        Waiting.WHOLE,
        "",
        item.id(),
        item.id(),
        "",
        AcceptedDifference.Reason.SKIPPED,
        "operator",
        look.lookedAt());
  }

  private String reason(Half half) {
    return ("a %s at %s is listed as %s, which is no id: one has up to 64 letters, digits, _ and"
            + " -; it stays there alone; make it anew there and delete this one, or skip")
        .formatted(look.kind().word(), half.side().word(), ItemRef.shown(half.id()));
  }
}
