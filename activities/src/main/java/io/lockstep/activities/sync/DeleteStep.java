package io.lockstep.activities.sync;

import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Outcome;
import io.lockstep.ledger.Budget.Need;
import io.lockstep.ledger.PairLedger.Claim;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Deletes the survivor of a pair whose partner was deleted, where the mapping says that deletions
 * propagate. Both are read again first: a partner that is back, or a survivor that was edited,
 * stops it.
 */
public final class DeleteStep {

  private static final Need READ_AND_DELETE = Need.of(2);

  private final Step step;
  private final Predicate<PersonView> untouched;

  /**
   * Of that operation.
   *
   * @param untouched whether a survivor still shows its base in every field; in any doubt it does
   *     not
   */
  public DeleteStep(Step step, Predicate<PersonView> untouched) {
    this.step = step;
    this.untouched = untouched;
  }

  /** Makes the deletion. */
  public Outcome apply() {
    if (step.op().target() == Side.CONTACTS) {
      step.records().begin(READ_AND_DELETE);
    }
    Claim claim = step.claim(0, Map.of());
    if (claim == Claim.BUSY) {
      return Outcome.later(Step.LEASE, "another attempt at this deletion may still be under way");
    }
    String partner = step.op().sourceId();
    boolean partnerIsBack =
        partner == null || step.records().read(step.op().target().other(), partner).isPresent();
    if (partnerIsBack) {
      return step.drop("the deleted record is there again");
    }
    Optional<PersonView> survivor = step.records().read(step.op().target(), step.targetId());
    if (survivor.isPresent()) {
      if (!untouched.test(survivor.get())) {
        return step.drop("the survivor was edited after its partner was deleted");
      }
      Optional<String> moved = delete(survivor.get());
      if (moved.isPresent()) {
        return step.drop(moved.get());
      }
    }
    return commit();
  }

  /** Deletes it; answers why not where it has moved since it was read, which only BHN can tell. */
  private Optional<String> delete(PersonView survivor) {
    try {
      step.records().delete(step.op().target(), step.targetId(), survivor.version());
      return Optional.empty();
    } catch (ProviderException failure) {
      return switch (failure.error().kind()) {
        case GONE -> whyStillThere(); // somebody was faster, or our own call's answer was lost
        case CONFLICT -> Optional.of("the survivor was edited after it was read");
        case TRANSIENT, RATE_LIMITED, AUTH, ALREADY_DONE, REFUSED, BUG -> throw failure;
      };
    }
  }

  /** A failed deletion counts only if a read says that the record is gone. */
  private Optional<String> whyStillThere() {
    return step.records()
        .read(step.op().target(), step.targetId())
        .map(alive -> "the survivor is there, although its provider called it gone");
  }

  private Outcome commit() {
    String reason = "both were deleted";
    var change =
        PairChange.builder()
            .closeIntent(step.op().id())
            .endLink(reason, step.ports().clock().instant())
            .journal(step.journal(Act.DELETED, step.key().contactId(), List.of()));
    boolean isPair = step.op().item() == null;
    if (isPair) { // an item is forgotten with its link
      change.state(PairState.NOT_ELIGIBLE, reason);
    }
    step.record().parked().forEach(parked -> change.unpark(parked.waiting().opId()));
    step.commit(change.build());
    if (isPair || step.request().last()) {
      step.closeMark();
    }
    return Outcome.done();
  }
}
