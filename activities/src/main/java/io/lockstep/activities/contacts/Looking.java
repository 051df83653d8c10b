package io.lockstep.activities.contacts;

import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.Permission;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.core.plan.Withheld;
import io.lockstep.workflows.sync.LookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One look on its way, and the answers it can give.
 *
 * @param underWay whether an earlier look of the run has not settled
 */
record Looking(
    Ports ports,
    Workbench bench,
    LookRequest request,
    Attempt attempt,
    Instant lookedAt,
    boolean underWay) {

  FlowKey key() {
    return request.key();
  }

  /** Lists what the look found right to write where the connection may only read. */
  void withhold(List<Withheld> writes) {
    Permission.list(ports, Flow.CONTACT_UPSERT, key(), writes, lookedAt);
  }

  /** What to do. */
  Plan planned(List<Op> ops, List<Waiting> waiting, String summary) {
    return new Plan(Plan.Verdict.PLANNED, lookedAt, ops, waiting, Duration.ZERO, false, summary);
  }

  /** Nothing to do yet; a read is not believed. */
  Plan lookAgain(Duration in, String summary) {
    return ContactLook.answer(Plan.Verdict.PLANNED, lookedAt, in, summary);
  }

  Plan notNow(Duration in, String summary) {
    return ContactLook.answer(Plan.Verdict.NOT_NOW, lookedAt, in, summary);
  }

  Plan notEligible(String summary) {
    return ContactLook.answer(Plan.Verdict.NOT_ELIGIBLE, lookedAt, Duration.ZERO, summary);
  }

  Plan handedOn(String summary) {
    return ContactLook.answer(Plan.Verdict.HANDED_ON, lookedAt, Duration.ZERO, summary);
  }
}
