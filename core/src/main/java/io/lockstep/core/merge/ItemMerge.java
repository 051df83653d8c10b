package io.lockstep.core.merge;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.item.NoteFooter;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.merge.ItemsLook.Half;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Op;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares a contact's tasks, or its notes, on both sides with what the ledger knows of them, and
 * answers a plan. Pure: the same look has the same plan.
 *
 * <p>In this order: linked items are merged field by field, each by itself ({@link PersonMerge}),
 * or ended where a half is proved gone ({@link ItemEnds}); creates whose answer never came are
 * followed up ({@link ItemCreates}); what is left is adopted, one to one and oldest first, where it
 * equals something on the other side; the rest is made there.
 */
public final class ItemMerge {

  private static final Duration EVENT_IS_FRESH = Duration.ofSeconds(60);
  private static final Duration A_LIST_IS_LATE = Duration.ofSeconds(5);

  private final ItemsLook look;
  private final ItemContent content;
  private final ItemsDraft draft;
  private final ItemCreates creates;
  private final ItemEnds ends;
  private final NamelessItems nameless;
  private final MappingProfile itemProfile;
  private final Map<Side, Map<String, PersonView>> present = new EnumMap<>(Side.class);

  private ItemMerge(ItemsLook look) {
    this.look = look;
    this.content = new ItemContent(look);
    this.draft = new ItemsDraft(look.profile());
    this.creates = new ItemCreates(look, content, draft);
    this.ends = new ItemEnds(look, content, creates, draft);
    this.nameless = new NamelessItems(look, creates, draft);
    this.itemProfile = look.profile().speakingOf(look.mapping().rules());
    for (Side side : Side.values()) {
      present.put(side, present(side));
    }
  }

  /** The plan for the items of a linked contact. */
  public static ItemsPlan plan(ItemsLook look) {
    return new ItemMerge(look).plan();
  }

  /**
   * Whether a survivor still shows what both halves agreed on, in every field; false in any doubt.
   */
  public static boolean isUntouched(
      FlowKey key,
      ItemMapping mapping,
      CanonicalForms forms,
      Digester digester,
      PairRecord record,
      PersonView survivor) {
    return new ItemContent(key, mapping.rules(), forms, digester).touched(record, survivor)
        == ItemContent.Touched.NO;
  }

  /** What that side has alive, as its list or a read of the id showed it. */
  private Map<String, PersonView> present(Side side) {
    Map<String, PersonView> alive = new LinkedHashMap<>();
    look.shown(side).forEach(view -> alive.put(view.id(), view));
    look.reads()
        .forEach(
            (half, read) -> {
              if (half.side() == side) {
                read.ifPresentOrElse(
                    view -> alive.put(half.id(), view), () -> alive.remove(half.id()));
              }
            });
    return alive;
  }

  private ItemsPlan plan() {
    if (UnprovedHalves.anyUnread(look)) {
      draft.more();
    }
    look.records()
        .forEach(
            (item, record) -> {
              Link link = record.link();
              if (link != null) {
                linked(item, record, link);
              }
            });
    Map<Side, Map<String, PersonView>> free = free();
    followUpCreates(free);
    adopt(free);
    new ItemStrays(look, content, creates, draft).plan(free);
    nameless.plan();
    lateLists();
    return draft.plan();
  }

  private void linked(ItemRef item, PairRecord record, Link link) {
    PersonView contact = view(Side.CONTACTS, link.contactId());
    PersonView rewards = view(Side.REWARDS, link.profileId());
    if (contact != null && rewards != null) {
      merge(item, record, contact, rewards);
    } else {
      ends.plan(item, record, link, contact, rewards);
    }
  }

  private @Nullable PersonView view(Side side, String id) {
    Map<String, PersonView> alive = present.getOrDefault(side, Map.of());
    PersonView view = alive.get(id);
    if (view != null && look.reads().containsKey(new Half(side, id))) {
      draft.branch(ItemBranch.LIST_LAGGED);
    }
    return view;
  }

  private void merge(ItemRef item, PairRecord record, PersonView contact, PersonView rewards) {
    PersonPlan plan =
        PersonMerge.plan(
            new PersonLook(
                look.key(),
                itemProfile,
                look.forms(),
                look.digester(),
                contact,
                rewards,
                record,
                look.hints(contact, rewards),
                look.decisions(item),
                look.edited(),
                look.lookedAt(),
                item));
    draft.merged(
        item,
        plan,
        op -> !overwritesUnread(op, contact, rewards),
        // A write leaves a note the footer it has; one that a person took away stays away.
        op -> op.ending(NoteFooter.kept(op.target() == Side.CONTACTS ? contact : rewards)));
    record.intents().stream() // both halves are alive: neither is to be made or deleted any more
        .filter(one -> one.kind() == Op.Kind.CREATE || one.kind() == Op.Kind.DELETE)
        .forEach(one -> draft.change(item).closeIntent(one.opId()));
    if (!plan.waiting().isEmpty()) {
      draft.change(item).state(PairState.NEEDS_PERSON, plan.waiting().get(0).reason());
    } else if (!record.parked().isEmpty()) {
      draft.change(item).state(PairState.IN_STEP, "");
    }
  }

  /** What belongs to no item yet and may be linked or copied. */
  private Map<Side, Map<String, PersonView>> free() {
    Map<Side, Map<String, PersonView>> free = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      Map<String, PersonView> views = new LinkedHashMap<>(present.getOrDefault(side, Map.of()));
      look.records().values().stream()
          .flatMap(record -> Optional.ofNullable(record.link()).stream())
          .forEach(link -> views.remove(link.id(side)));
      views.keySet().removeIf(id -> isOver(new Half(side, id)));
      free.put(side, views);
    }
    return free;
  }

  private boolean isOver(Half half) {
    if (draft.isTaken(half)) {
      return true;
    }
    if (look.ended().survivors().contains(half)) {
      draft.branch(ItemBranch.TOMBSTONED);
      return true;
    }
    Instant deletedAt = look.ended().deleted().get(half);
    if (deletedAt == null) {
      return false;
    }
    boolean alive = look.reads().getOrDefault(half, Optional.empty()).isPresent();
    boolean believed = alive && isSettled(deletedAt);
    draft.branch(believed ? ItemBranch.UNDELETED : ItemBranch.TOMBSTONED);
    return !believed;
  }

  /** Right after a deletion a read may still show what was there; a later one decides. */
  private boolean isSettled(Instant deletedAt) {
    Duration left = Duration.between(look.lookedAt(), deletedAt.plus(PersonMerge.SETTLE_WINDOW));
    if (left.compareTo(Duration.ZERO) <= 0) {
      return true;
    }
    draft.again(left);
    return false;
  }

  private void followUpCreates(Map<Side, Map<String, PersonView>> free) {
    look.records()
        .forEach(
            (item, record) -> {
              if (record.link() == null && !nameless.includes(item)) {
                followUp(item, record, free);
              }
            });
  }

  private void followUp(ItemRef item, PairRecord record, Map<Side, Map<String, PersonView>> free) {
    Map<String, PersonView> sources = free.getOrDefault(item.madeAt(), Map.of());
    Map<String, PersonView> targets = free.getOrDefault(item.madeAt().other(), Map.of());
    Optional<PersonView> made = creates.made(record, targets.values());
    if (made.isPresent()) {
      // Also where the source is gone by now: linked, the half it left behind follows it.
      creates.link(item, record, item.id(), made.get());
      sources.remove(item.id());
      targets.remove(made.get().id());
    } else if (creates.isAwaited(item, record)) {
      sources.remove(item.id());
    } else if (!sources.containsKey(item.id())) {
      creates.forget(item, record);
    }
  }

  /** Equal items of both sides are one from now on: one to one, oldest first. */
  private void adopt(Map<Side, Map<String, PersonView>> free) {
    Map<String, PersonView> contacts = free.getOrDefault(Side.CONTACTS, Map.of());
    Map<String, PersonView> rewards = free.getOrDefault(Side.REWARDS, Map.of());
    Map<List<Object>, List<PersonView>> byContent = new LinkedHashMap<>();
    rewards
        .values()
        .forEach(
            view ->
                content
                    .of(view)
                    .ifPresent(
                        says ->
                            byContent.computeIfAbsent(says, none -> new ArrayList<>()).add(view)));
    for (PersonView contact : List.copyOf(contacts.values())) {
      List<PersonView> equal =
          content
              .of(contact)
              .map(says -> byContent.getOrDefault(says, List.of()))
              .orElse(List.of());
      if (!equal.isEmpty()) {
        PersonView other = equal.remove(0);
        adopt(contact, other);
        contacts.remove(contact.id());
        rewards.remove(other.id());
      }
    }
  }

  private void adopt(PersonView contact, PersonView other) {
    ItemRef item = new ItemRef(look.kind(), Side.CONTACTS, contact.id());
    draft.branch(ItemBranch.ADOPTED);
    ItemRef stranger = new ItemRef(look.kind(), Side.REWARDS, other.id());
    for (ItemRef known : List.of(item, stranger)) {
      PairRecord record = look.records().get(known);
      if (record != null) {
        creates.forget(known, record);
      }
    }
    draft
        .change(item)
        .link(creates.halves(contact.id(), other))
        .journal(creates.linked(Side.REWARDS))
        .state(PairState.IN_STEP, "");
    merge(item, PairRecord.unknown(), contact, other);
  }

  /**
   * A fresh event of an item that no list shows yet: the list may lag, so a second look decides.
   */
  private void lateLists() {
    boolean late =
        look.hints().stream().anyMatch(hint -> isFresh(hint) && showsMoreThanTheList(hint));
    if (late) {
      draft.again(A_LIST_IS_LATE);
    }
  }

  /** A write over what a fresh event has shown and the list has not waits for that second look. */
  private boolean overwritesUnread(Op op, PersonView contact, PersonView rewards) {
    PersonView target = op.target() == Side.CONTACTS ? contact : rewards;
    return look.hints(contact, rewards).stream()
        .filter(hint -> hint.side() == op.target() && isFresh(hint))
        .anyMatch(hint -> content.showsOtherThan(hint.digests(), target));
  }

  private boolean isFresh(Hint hint) {
    Instant at = hint.eventTime();
    return at != null && at.plus(EVENT_IS_FRESH).isAfter(look.lookedAt());
  }

  private boolean showsMoreThanTheList(Hint hint) {
    Side side = hint.side();
    String id = hint.entityId();
    if (side == null || id == null || hint.digests().isEmpty()) {
      return false;
    }
    PersonView view = present.getOrDefault(side, Map.of()).get(id);
    if (look.nameless().contains(new Half(side, id))) {
      return false;
    }
    return view == null
        ? !look.ended().deleted().containsKey(new Half(side, id))
        : content.showsOtherThan(hint.digests(), view);
  }
}
