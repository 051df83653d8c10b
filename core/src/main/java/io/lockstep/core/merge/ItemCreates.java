package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.item.NoteFooter;
import io.lockstep.core.item.UnknownStatus;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans the missing half of an item, and finds out what became of one whose answer never came.
 *
 * <p>Neither side's list proves that nothing was made while the call may be under way or the index
 * lags, so at HighLevel, which knows no request id, an open create is waited out first.
 */
final class ItemCreates {

  private final ItemsLook look;
  private final ItemContent content;
  private final ItemsDraft draft;

  ItemCreates(ItemsLook look, ItemContent content, ItemsDraft draft) {
    this.look = look;
    this.content = content;
    this.draft = draft;
  }

  /**
   * What became of the open create of that item.
   *
   * @param candidates views of the target side that belong to nobody
   * @return the half it made
   */
  Optional<PersonView> made(PairRecord record, Collection<PersonView> candidates) {
    return record
        .openCreate()
        .flatMap(
            intent ->
                candidates.stream()
                    .filter(view -> view.side() == intent.target())
                    .filter(view -> isMadeBy(intent, view))
                    .findFirst());
  }

  private boolean isMadeBy(Intent intent, PersonView view) {
    String known = look.made().get(intent.opId());
    return known == null
        ? !intent.heldIds().contains(view.id()) && content.isMadeBy(intent, view)
        : known.equals(view.id());
  }

  /**
   * Whether an open create may still show what it made; asks for another look when it would. A
   * refused one may have made something too; it is waited for by apply where a person wants it
   * tried again, so that the wish is not lost.
   */
  boolean isAwaited(ItemRef item, PairRecord record) {
    Duration left =
        record
            .openCreate()
            .filter(intent -> intent.target() == Side.CONTACTS)
            .map(intent -> Duration.between(look.lookedAt(), intent.showsBy()))
            .orElse(Duration.ZERO);
    List<Parked> refused = whole(record);
    boolean retried = !refused.isEmpty() && isRetried(item, refused);
    if (left.compareTo(Duration.ZERO) <= 0 || retried) {
      return false;
    }
    refused.forEach(parked -> draft.waits(item, parked.waiting()));
    draft.branch(ItemBranch.LOST_CREATE_AWAITED);
    draft.again(left);
    return true;
  }

  /** Links both halves as the create would have done, had its answer come. */
  void link(ItemRef item, PairRecord record, String sourceId, PersonView made) {
    Intent intent = record.openCreate().orElseThrow();
    PairChange.Builder change = draft.change(item);
    if (record.link() != null) {
      change.endLink("its other half was deleted and made anew", look.lookedAt());
    }
    change
        .link(halves(sourceId, made))
        .stamp(new Stamp(made.side(), look.lookedAt(), made.updatedAt(), made.version()))
        .journal(linked(made.side()))
        .state(PairState.IN_STEP, "");
    ItemCopy.firstBase(
        change,
        look.mapping().rules(),
        look.digester(),
        look.key(),
        made.side(),
        look.lookedAt(),
        intent.digests(),
        intent.digests());
    draft.take(new ItemsLook.Half(made.side(), made.id()));
    record.intents().forEach(one -> change.closeIntent(one.opId()));
    record.parked().forEach(one -> change.unpark(one.waiting().opId()));
    draft.branch(ItemBranch.LOST_CREATE_FOUND);
    draft.more();
  }

  /** The link of that view and the other side's item of that id. */
  Link halves(String otherId, PersonView view) {
    boolean isContacts = view.side() == Side.CONTACTS;
    return new Link(
        look.key().connection(),
        isContacts ? view.id() : otherId,
        isContacts ? otherId : view.id(),
        look.lookedAt());
  }

  /** Settles and takes off the list whatever is kept of an item that has no link. */
  void forget(ItemRef item, PairRecord record) {
    PairChange.Builder change = draft.change(item);
    record.intents().forEach(one -> change.closeIntent(one.opId()));
    record.parked().forEach(one -> change.unpark(one.waiting().opId()));
    record.accepted().stream()
        .map(AcceptedDifference::field)
        .distinct()
        .forEach(change::withdrawAccepted);
  }

  JournalEntry linked(Side side) {
    return new JournalEntry(
        look.lookedAt(),
        look.key().contactId(),
        JournalEntry.Act.LINKED,
        side,
        List.of(look.kind().word()),
        "lockstep");
  }

  /**
   * Plans the half that side lacks, unless an earlier try at it waits for a person.
   *
   * @param replaces the id of the half that was deleted; null when there was none
   * @param strangers views of the side that lacks it that belong to nobody
   */
  void plan(
      ItemRef item,
      PairRecord record,
      PersonView source,
      @Nullable String replaces,
      Collection<PersonView> strangers) {
    Side target = source.side().other();
    int generation = record.generation();
    String opId =
        ItemCopy.opId(look.digester(), look.key(), item, target, source.id(), replaces, generation);
    List<Parked> whole = whole(record);
    boolean retried = isRetried(item, whole);
    if (!retried && whole.stream().anyMatch(parked -> stands(parked, source))) {
      draft.branch(ItemBranch.QUIET);
      whole.forEach(parked -> draft.waits(item, parked.waiting()));
      return;
    }
    Optional<List<FieldWrite>> writes = writes(source, target);
    if (writes.isEmpty()) {
      draft.again(OldReads.AGAIN);
      return;
    }
    draft.branch(replaces == null ? ItemBranch.CREATED : ItemBranch.EDIT_WINS);
    boolean planned =
        draft.op(
            new Op(
                opId,
                Op.Kind.CREATE,
                target,
                null,
                null,
                source.id(),
                writes.get(),
                "create a " + look.kind().word() + " at " + target.word(),
                retried && !whole.isEmpty(),
                item,
                held(target, writes.get(), strangers),
                look.mapping().footer() ? NoteFooter.ofCopy(source) : ""));
    if (planned) { // or it would be planned anew as if nobody had let it pass
      whole.forEach(parked -> draft.change(item).unpark(parked.waiting().opId()));
      if (target == Side.CONTACTS && isOfUnknownStatus(source)) {
        draft.more(); // the next look asks a person about it
      }
    }
  }

  /**
   * Whatever a probe could mistake for what these writes make. Most of what is equal has been
   * adopted by now; what is left was not comparable in full, or stands beside a half that is made
   * anew.
   */
  private List<String> held(
      Side target, List<FieldWrite> writes, Collection<PersonView> strangers) {
    return draft.isFull() // the next look asks again
        ? List.of()
        : content.showing(target, writes, strangers).map(PersonView::id).toList();
  }

  /** What waits about the item as a whole. */
  static List<Parked> whole(PairRecord record) {
    return record.parked().stream()
        .filter(parked -> parked.waiting().field().equals(Waiting.WHOLE))
        .toList();
  }

  /** Whether a person wants one of these tried again. */
  boolean isRetried(ItemRef item, List<Parked> whole) {
    return look.decisions(item).stream()
        .filter(decision -> decision.kind() == Decision.Kind.RETRY)
        .anyMatch(
            decision ->
                decision.opId() == null
                    || whole.stream()
                        .anyMatch(one -> one.waiting().opId().equals(decision.opId())));
  }

  /** Whether the source still says what it said when that was parked. */
  boolean stands(Parked parked, PersonView source) {
    String shown = source.side() == Side.CONTACTS ? parked.contacts() : parked.rewards();
    return content.isFingerprint(shown, source)
        || writes(source, source.side().other())
            .map(writes -> ItemCopy.shown(look.digester(), look.key(), writes))
            .filter(shown::equals)
            .isPresent();
  }

  /**
   * What the source shows, as the target spells it; empty when the read does not show it all. An
   * empty field is not sent, but both halves agree on it, and its echo says nothing new.
   */
  private Optional<List<FieldWrite>> writes(PersonView source, Side target) {
    List<FieldWrite> writes = new ArrayList<>();
    for (FieldRule rule : content.rules()) {
      SideValue value = content.value(rule, source);
      if (!value.shown()) {
        return Optional.empty();
      }
      if (!rule.direction().writes(target)) {
        continue;
      }
      if (value.empty()) {
        writes.add(invented(rule, target, value).orElseGet(() -> copied(rule, List.of(), value)));
      } else if (target == Side.CONTACTS && UnknownStatus.isOne(rule, value.raw())) {
        writes.add(copied(rule, List.of(UnknownStatus.ofCopy(source)), value));
      } else {
        content
            .spelledFor(target, rule, value)
            .ifPresent(wanted -> writes.add(copied(rule, wanted.raw().texts(), value)));
      }
    }
    return Optional.of(writes);
  }

  private boolean isOfUnknownStatus(PersonView source) {
    return content.rules().stream()
        .anyMatch(rule -> UnknownStatus.isOne(rule, source.field(rule.name())));
  }

  /** HighLevel has no task without a due date; the source of an invented one shows none. */
  private Optional<FieldWrite> invented(FieldRule rule, Side target, SideValue none) {
    if (target != Side.CONTACTS || !rule.name().equals(FieldRule.TASK_DUE)) {
      return Optional.empty();
    }
    Instant today = look.lookedAt().truncatedTo(ChronoUnit.SECONDS);
    return look.mapping()
        .due()
        .map(ahead -> today.plus(ahead).toString())
        .map(due -> copied(rule, List.of(due), none));
  }

  private static FieldWrite copied(FieldRule rule, List<String> values, SideValue source) {
    return new FieldWrite(rule.name(), values, 0, source.digest(), "", null).under(rule);
  }
}
