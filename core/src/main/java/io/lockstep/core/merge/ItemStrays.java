package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to become of items only one side has: made on the other, unless the mapping keeps them, a
 * person does, or they equal something Lockstep made there a short while ago. Such a surplus is
 * what a lost answer can leave behind, and a copy of it would come back to where it is from.
 */
final class ItemStrays {

  private static final Duration SURPLUS_WITHIN = Duration.ofDays(1);

  private final ItemsLook look;
  private final ItemContent content;
  private final ItemCreates creates;
  private final ItemsDraft draft;

  ItemStrays(ItemsLook look, ItemContent content, ItemCreates creates, ItemsDraft draft) {
    this.look = look;
    this.content = content;
    this.creates = creates;
    this.draft = draft;
  }

  /** Plans for what is free on either side. */
  void plan(Map<Side, Map<String, PersonView>> free) {
    boolean any = free.values().stream().anyMatch(views -> !views.isEmpty());
    Map<Side, Map<List<Object>, String>> ours = any ? madeByUs() : Map.of();
    free.forEach(
        (side, views) ->
            views
                .values()
                .forEach(
                    view ->
                        one(
                            view,
                            ours.getOrDefault(side, Map.of()),
                            free.getOrDefault(side.other(), Map.of()).values())));
  }

  /** What Lockstep has made on each side within a day: what it says, and its id there. */
  private Map<Side, Map<List<Object>, String>> madeByUs() {
    Map<Side, Map<List<Object>, String>> ours = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      Set<String> ids = new HashSet<>();
      look.records()
          .forEach(
              (item, record) -> {
                Link link = record.link();
                if (link != null && isMadeByUs(item, record, link, side)) {
                  ids.add(link.id(side));
                }
              });
      Map<List<Object>, String> made = new HashMap<>();
      look.shown(side).stream()
          .filter(view -> ids.contains(view.id()))
          .forEach(view -> content.of(view).ifPresent(says -> made.put(says, view.id())));
      ours.put(side, made);
    }
    return ours;
  }

  private boolean isMadeByUs(ItemRef item, PairRecord record, Link link, Side side) {
    boolean recent = link.linkedAt().plus(SURPLUS_WITHIN).isAfter(look.lookedAt());
    // Whichever half bears the item's own id was a person's; the other has our write's stamp.
    boolean persons = item.madeAt() == side && item.id().equals(link.id(side));
    return recent && !persons && record.stamp(side).isPresent();
  }

  private void one(PersonView view, Map<List<Object>, String> ours, Collection<PersonView> others) {
    ItemRef item = new ItemRef(look.kind(), view.side(), view.id());
    PairRecord record = look.records().getOrDefault(item, PairRecord.unknown());
    if (isKept(item, record, view)) {
      draft.branch(ItemBranch.QUIET);
    } else if (!look.mapping().direction().writes(view.side().other())) {
      draft.branch(ItemBranch.STAYS);
    } else if (isSurplus(item, record, view, ours)) {
      surplus(item, record, view, content.of(view).map(ours::get).orElse(""));
    } else {
      creates.plan(item, record, view, null, others);
    }
  }

  /** Whether a person keeps it alone; a skip that comes now is remembered. */
  private boolean isKept(ItemRef item, PairRecord record, PersonView view) {
    boolean accepted =
        record.accepted().stream()
            .filter(row -> row.field().equals(Waiting.WHOLE))
            .anyMatch(row -> content.isFingerprint(row.contacts() + row.rewards(), view));
    List<Parked> whole = ItemCreates.whole(record);
    boolean retried = creates.isRetried(item, whole);
    if (accepted && !isReopened(item)) {
      return true;
    }
    if (accepted) {
      draft.change(item).withdrawAccepted(Waiting.WHOLE);
      return false;
    }
    boolean skipped =
        !retried
            && look.decisions(item).stream()
                .filter(answer -> answer.kind() == Decision.Kind.SKIP)
                .anyMatch(
                    answer ->
                        whole.stream().anyMatch(one -> one.waiting().opId().equals(answer.opId())));
    if (skipped) {
      keep(item, record, view);
    }
    return skipped;
  }

  private boolean isReopened(ItemRef item) {
    return look.decisions(item).stream()
        .anyMatch(
            answer -> answer.kind() == Decision.Kind.RETRY && Waiting.WHOLE.equals(answer.field()));
  }

  private void keep(ItemRef item, PairRecord record, PersonView view) {
    String shown = content.fingerprint(view);
    boolean atContacts = view.side() == Side.CONTACTS;
    creates.forget(item, record);
    draft
        .change(item)
        .accept(
            new AcceptedDifference(
                Waiting.WHOLE,
                "",
                atContacts ? shown : "",
                atContacts ? "" : shown,
                "",
                AcceptedDifference.Reason.SKIPPED,
                "operator",
                look.lookedAt()));
  }

  private boolean isSurplus(
      ItemRef item, PairRecord record, PersonView view, Map<List<Object>, String> ours) {
    List<Parked> waits =
        record.parked().stream()
            .filter(one -> one.waiting().opId().equals(surplusId(item)))
            .toList();
    if (!waits.isEmpty()) {
      boolean stands = waits.stream().anyMatch(one -> creates.stands(one, view));
      return stands && !creates.isRetried(item, waits);
    }
    return content.of(view).filter(ours::containsKey).isPresent();
  }

  private void surplus(ItemRef item, PairRecord record, PersonView view, String twin) {
    String shown = content.fingerprint(view);
    boolean atContacts = view.side() == Side.CONTACTS;
    draft.branch(ItemBranch.SURPLUS);
    if (record.parked().stream().anyMatch(one -> creates.stands(one, view))) {
      ItemCreates.whole(record).forEach(one -> draft.waits(item, one.waiting()));
      return;
    }
    record.intents().forEach(one -> draft.change(item).closeIntent(one.opId()));
    draft.park(
        item,
        new Parked(
            new Waiting(
                surplusId(item), Waiting.WHOLE, Waiting.Kind.REVIEW, whichToDelete(view, twin)),
            atContacts ? shown : "",
            atContacts ? "" : shown,
            look.lookedAt()));
  }

  /** The other one has a partner, which would follow it. */
  private String whichToDelete(PersonView view, String twin) {
    String where = view.side().word();
    return ("it equals a %s that Lockstep made at %s within a day; delete this one there (id %s),"
            + " not that one (id %s), which has its partner at %s; or skip to leave this one alone,"
            + " or retry to copy it as well")
        .formatted(look.kind().word(), where, view.id(), twin, view.side().other().word());
  }

  private String surplusId(ItemRef item) {
    return look.digester()
        .name("surplus", look.key().connection(), look.key().contactId(), item.text());
  }
}
