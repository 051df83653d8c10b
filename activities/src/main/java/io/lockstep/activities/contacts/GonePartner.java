package io.lockstep.activities.contacts;

import io.lockstep.activities.sync.GoneReview;
import io.lockstep.activities.sync.Permission;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.door.Door;
import io.lockstep.core.door.Sighting;
import io.lockstep.core.merge.PersonMerge;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.core.plan.Withheld;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What becomes of a pair one of whose records is gone: its provider said so by id, which is the
 * only proof. Never made anew, and never deleted on the other side unless the mapping says so.
 */
final class GonePartner {

  private final Looking looking;
  private final PairRecord record;
  private final Link link;

  GonePartner(Looking looking, PairRecord record, Link link) {
    this.looking = looking;
    this.record = record;
    this.link = link;
  }

  /** Both are gone: the pair is over. */
  Plan both() {
    return end("both were deleted");
  }

  /** One is gone. */
  Plan one(Side gone, PersonView survivor) {
    Duration young =
        Duration.between(looking.lookedAt(), link.linkedAt().plus(PersonMerge.SETTLE_WINDOW));
    if (!young.isNegative() && !young.isZero()) {
      return looking.lookAgain(young, "the link is too young to believe that a record is gone");
    }
    return switch (looking.bench().mapping().deletes()) {
      case IGNORE -> end("its partner was deleted; the mapping leaves the survivor alone");
      case REVIEW -> review(gone, "");
      case PROPAGATE ->
          isUntouched(looking.bench(), looking.key(), record, survivor)
              ? delete(gone, survivor)
              : review(gone, ", and nothing proves that the survivor was left as it was");
    };
  }

  private Plan review(Side gone, String more) {
    String opId = GoneReview.id(looking.bench().digester(), link, gone);
    if (skips(opId)) {
      return end("its partner was deleted; a person keeps the survivor");
    }
    String reason =
        "the record at "
            + gone.word()
            + " was deleted"
            + more
            + "; delete the other one by hand, or skip to keep it as it is";
    var waiting = new Waiting(opId, Waiting.WHOLE, Waiting.Kind.REVIEW, reason);
    looking
        .ports()
        .pairs()
        .commit(
            looking.key(),
            PairChange.builder()
                .park(new Parked(waiting, "", "", looking.lookedAt()))
                .state(PairState.NEEDS_PERSON, reason)
                .build());
    return looking.planned(List.of(), List.of(waiting), "waits: " + reason);
  }

  private boolean skips(String opId) {
    return looking.request().decisions().stream()
        .anyMatch(
            decision -> decision.kind() == Decision.Kind.SKIP && opId.equals(decision.opId()));
  }

  private Plan delete(Side gone, PersonView survivor) {
    Side target = gone.other();
    String opId =
        looking
            .bench()
            .digester()
            .name("delete", link.connection(), target.word(), link.contactId(), link.profileId());
    List<Parked> held =
        record.parked().stream().filter(item -> item.waiting().opId().equals(opId)).toList();
    if (!held.isEmpty() && !isRetried()) {
      List<Waiting> waiting = held.stream().map(Parked::waiting).toList();
      return looking.planned(List.of(), waiting, "waits: " + waiting.get(0).reason());
    }
    var op =
        new Op(
            opId,
            Op.Kind.DELETE,
            target,
            survivor.id(),
            survivor.version(),
            gone == Side.CONTACTS ? link.contactId() : link.profileId(),
            List.of(),
            "delete at " + target.word() + ", as its partner was",
            !held.isEmpty(),
            null);
    if (!looking.bench().mapping().mayWrite(target)) {
      return withheld(op);
    }
    return looking.planned(List.of(op), List.of(), op.summary());
  }

  private Plan withheld(Op op) {
    looking.withhold(List.of(Withheld.of(op)));
    String reason = op.summary() + ": " + Permission.WAITS;
    looking
        .ports()
        .pairs()
        .commit(looking.key(), PairChange.builder().state(PairState.NOT_ELIGIBLE, reason).build());
    return looking.notEligible(reason);
  }

  private boolean isRetried() {
    return looking.request().decisions().stream()
        .anyMatch(decision -> decision.kind() == Decision.Kind.RETRY);
  }

  private Plan end(String reason) {
    var change =
        PairChange.builder()
            .endLink(reason, looking.lookedAt())
            .state(PairState.NOT_ELIGIBLE, reason);
    record.parked().forEach(parked -> change.unpark(parked.waiting().opId()));
    record.intents().forEach(intent -> change.closeIntent(intent.opId()));
    looking.ports().pairs().commit(looking.key(), change.build());
    looking.withhold(List.of());
    looking.ports().marks().close(Flow.CONTACT_UPSERT, looking.key(), looking.lookedAt());
    return looking.notEligible(reason);
  }

  /** Whether a survivor still shows its base in every field. */
  static boolean isUntouched(
      Workbench bench, FlowKey pair, PairRecord record, PersonView survivor) {
    var door = new Door(bench.mapping(), bench.forms(), bench.digester());
    // A field that is not shown may have been edited: no proof, no deletion (law L5).
    return !door.decide(pair, new Sighting(false, survivor, Set.of()), false, record).looks();
  }
}
