package io.lockstep.core.merge;

import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Decision.Kind;
import io.lockstep.core.plan.Waiting;
import java.util.List;
import java.util.Optional;

/** What a person answered to what waits. */
final class Answers {

  private final List<Decision> decisions;
  private final List<Parked> parked;

  Answers(List<Decision> decisions, List<Parked> parked) {
    this.decisions = decisions;
    this.parked = parked;
  }

  /** The last skip, edit or resolve that speaks of this field. */
  Optional<Decision> on(String field) {
    return decisions.stream()
        .filter(decision -> speaksOf(decision, field))
        .reduce((earlier, later) -> later);
  }

  /** Whether this is to be tried again. */
  boolean retried(String opId) {
    return decisions.stream()
        .filter(decision -> decision.kind() == Kind.RETRY && decision.field() == null)
        .anyMatch(decision -> decision.opId() == null || decision.opId().equals(opId));
  }

  /** Whether something about this field, or everything, is to be tried again. */
  boolean retriedField(String field) {
    return parked.stream()
        .filter(item -> item.waiting().field().equals(field))
        .anyMatch(item -> retried(item.waiting().opId()));
  }

  /** Whether the accepted differences of this field are to be planned again; {@code *}: all. */
  boolean reopened(String field) {
    return decisions.stream()
        .filter(decision -> decision.kind() == Kind.RETRY)
        .anyMatch(
            decision -> field.equals(decision.field()) || Waiting.WHOLE.equals(decision.field()));
  }

  /** Whether the operation of that id is to be left alone. */
  boolean skipped(String opId) {
    return decisions.stream()
        .anyMatch(decision -> decision.kind() == Kind.SKIP && opId.equals(decision.opId()));
  }

  private boolean speaksOf(Decision decision, String field) {
    return switch (decision.kind()) {
      case RETRY -> false;
      case RESOLVE -> field.equals(decision.field());
      case SKIP -> waited(decision, field);
      case EDIT -> field.equals(decision.field()) || waited(decision, field);
    };
  }

  private boolean waited(Decision decision, String field) {
    return parked.stream()
        .filter(item -> item.waiting().opId().equals(decision.opId()))
        .anyMatch(item -> item.waiting().field().equals(field));
  }
}
