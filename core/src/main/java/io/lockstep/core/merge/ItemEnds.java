package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.MappingProfile.Deletes;
import io.lockstep.core.merge.ItemsLook.Half;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a linked item one of whose halves no list shows. Only a read of its id proves
 * that it is gone, only an old enough link makes that believable, and only a survivor that nobody
 * has edited since follows it.
 */
final class ItemEnds {

  private final ItemsLook look;
  private final ItemContent content;
  private final ItemCreates creates;
  private final ItemsDraft draft;

  ItemEnds(ItemsLook look, ItemContent content, ItemCreates creates, ItemsDraft draft) {
    this.look = look;
    this.content = content;
    this.creates = creates;
    this.draft = draft;
  }

  /** Plans for an item that lacks one half, or both. */
  void plan(
      ItemRef item,
      PairRecord record,
      Link link,
      @Nullable PersonView contact,
      @Nullable PersonView rewards) {
    boolean proved =
        (contact != null || isGone(Side.CONTACTS, link))
            && (rewards != null || isGone(Side.REWARDS, link));
    if (!proved) {
      keepWaiting(item, record); // its read is left to the next look
      return;
    }
    PersonView survivor = contact == null ? rewards : contact;
    if (isTooYoung(link)) {
      draft.branch(ItemBranch.GONE_TOO_SOON);
      keepWaiting(item, record);
    } else if (survivor == null) {
      draft.branch(ItemBranch.BOTH_GONE);
      end(item, record, "both were deleted", null);
    } else {
      one(item, record, link, survivor);
    }
  }

  private boolean isGone(Side side, Link link) {
    Optional<PersonView> read = look.reads().get(new Half(side, link.id(side)));
    return read != null && read.isEmpty();
  }

  private boolean isTooYoung(Link link) {
    Duration left =
        Duration.between(look.lookedAt(), link.linkedAt().plus(PersonMerge.SETTLE_WINDOW));
    if (left.compareTo(Duration.ZERO) <= 0) {
      return false;
    }
    draft.again(left);
    return true;
  }

  private void one(ItemRef item, PairRecord record, Link link, PersonView survivor) {
    Side gone = survivor.side().other();
    boolean mayDelete = look.mapping().direction().writes(survivor.side());
    boolean mayCreate = look.mapping().direction().writes(gone);
    if (look.mapping().deletes() == Deletes.IGNORE) {
      keep(
          item, record, survivor, "its partner was deleted; the mapping leaves the survivor alone");
      return;
    }
    switch (content.touched(record, survivor)) {
      case YES -> {
        Duration left = content.untilBelieved(record, survivor, look.lookedAt());
        if (left.compareTo(Duration.ZERO) > 0) {
          draft.again(left);
          keepWaiting(item, record);
        } else if (mayCreate) {
          again(item, record, link, survivor);
        } else {
          keep(item, record, survivor, "its partner was deleted; the survivor was edited since");
        }
      }
      case NO -> {
        if (!mayDelete) {
          keep(item, record, survivor, "its partner was deleted; the mapping is one-way");
        } else if (look.mapping().deletes() == Deletes.REVIEW) {
          review(item, record, survivor, "");
        } else {
          delete(item, record, link, survivor);
        }
      }
      case UNKNOWN ->
          review(
              item, record, survivor, ", and nothing proves that the survivor was left as it was");
    }
  }

  /** An edit beats a deletion: the half that is gone is made anew, once its create is settled. */
  private void again(ItemRef item, PairRecord record, Link link, PersonView survivor) {
    Side gone = survivor.side().other();
    List<PersonView> strangers =
        look.shown(gone).stream().filter(view -> isNobodys(gone, view.id())).toList();
    Optional<PersonView> made = creates.made(record, strangers);
    if (made.isPresent()) {
      creates.link(item, record, survivor.id(), made.get());
    } else if (!creates.isAwaited(item, record)) {
      creates.plan(item, record, survivor, link.id(gone), strangers);
    }
  }

  private boolean isNobodys(Side side, String id) {
    Half half = new Half(side, id);
    return !look.ended().deleted().containsKey(half)
        && !look.ended().survivors().contains(half)
        && look.records().values().stream()
            .flatMap(record -> Optional.ofNullable(record.link()).stream())
            .noneMatch(link -> link.id(side).equals(id));
  }

  private void delete(ItemRef item, PairRecord record, Link link, PersonView survivor) {
    Side target = survivor.side();
    String opId = name(item, "delete", link, target);
    List<Parked> held =
        record.parked().stream().filter(one -> one.waiting().opId().equals(opId)).toList();
    if (!held.isEmpty() && !creates.isRetried(item, held)) {
      draft.branch(ItemBranch.QUIET);
      held.forEach(one -> draft.waits(item, one.waiting()));
      return;
    }
    draft.branch(ItemBranch.DELETED);
    draft.op(
        new Op(
            opId,
            Op.Kind.DELETE,
            target,
            survivor.id(),
            survivor.version(),
            link.id(target.other()),
            List.of(),
            "delete a " + look.kind().word() + " at " + target.word() + ", as its partner was",
            !held.isEmpty(),
            item));
  }

  private void review(ItemRef item, PairRecord record, PersonView survivor, String more) {
    Side gone = survivor.side().other();
    Link link = record.link();
    String opId = link == null ? "" : name(item, "gone", link, gone);
    boolean skipped =
        look.decisions(item).stream()
            .anyMatch(answer -> answer.kind() == Decision.Kind.SKIP && opId.equals(answer.opId()));
    if (skipped) {
      keep(item, record, survivor, "its partner was deleted; a person keeps the survivor");
      return;
    }
    draft.branch(ItemBranch.DELETION_REVIEWED);
    if (record.parked().stream().anyMatch(one -> one.waiting().opId().equals(opId))) {
      keepWaiting(item, record);
      return;
    }
    String reason =
        "the "
            + look.kind().word()
            + " at "
            + gone.word()
            + " was deleted"
            + more
            + "; delete the other one by hand, or skip to keep it as it is";
    draft.park(
        item,
        new Parked(
            new Waiting(opId, Waiting.WHOLE, Waiting.Kind.REVIEW, reason),
            "",
            "",
            look.lookedAt()));
  }

  private void keep(ItemRef item, PairRecord record, PersonView survivor, String reason) {
    draft.branch(ItemBranch.SURVIVOR_KEPT);
    end(item, record, reason, survivor.side());
  }

  private void end(ItemRef item, PairRecord record, String reason, @Nullable Side survivor) {
    var change = draft.change(item);
    if (survivor == null) {
      change.endLink(reason, look.lookedAt());
    } else {
      change.endLink(reason, look.lookedAt(), survivor);
    }
    record.intents().forEach(one -> change.closeIntent(one.opId()));
    record.parked().forEach(one -> change.unpark(one.waiting().opId()));
  }

  private void keepWaiting(ItemRef item, PairRecord record) {
    record.parked().forEach(one -> draft.waits(item, one.waiting()));
  }

  private String name(ItemRef item, String what, Link link, Side side) {
    return look.digester()
        .name(
            what, link.connection(), item.text(), side.word(), link.contactId(), link.profileId());
  }
}
