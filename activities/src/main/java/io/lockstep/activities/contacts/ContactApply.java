package io.lockstep.activities.contacts;

import io.lockstep.activities.CallContext;
import io.lockstep.core.Flow;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.LinkTakenException;
import io.lockstep.ledger.StaleBaseException;
import io.lockstep.workflows.sync.ApplyRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes one write and moves the base with it. In this order: is the plan still worth anything (the
 * ledger alone), may it be done (brakes, consent), what is recorded before the call (intent, the
 * edit that loses), does the target still show what the look saw (guard), the call, and one commit
 * of link, base, intent and journal.
 *
 * <p>Any step may be the last one before a crash. What a crash leaves is an open intent, and the
 * next attempt or look finds out what became of it.
 */
public final class ContactApply {

  private static final Duration PLAN_LASTS = Duration.ofMinutes(5);

  private final ContactPorts ports;
  private final Workbenches workbenches;

  public ContactApply(ContactPorts ports) {
    this.ports = ports;
    this.workbenches = new Workbenches(ports);
  }

  /**
   * Applies one operation. Repeating it changes nothing more.
   *
   * @throws io.lockstep.activities.NotNowException when no call may be made now; nothing was sent
   * @throws io.lockstep.core.error.ProviderException for a passing fault; an open intent remembers
   *     what may have happened
   */
  public Outcome apply(ApplyRequest request, Attempt attempt) {
    Outcome outcome = tryOnce(request, attempt);
    return outcome.next() == Outcome.Next.STALE && attempt.repeated()
        ? Outcome.staleAfterFailures(outcome.reason())
        : outcome;
  }

  private Outcome tryOnce(ApplyRequest request, Attempt attempt) {
    Instant now = ports.clock().instant();
    Connection connection = ports.connection(request.key());
    if (connection.paused()) {
      return Outcome.stale("the connection is paused");
    }
    PairRecord record = ports.pairs().load(request.key());
    Optional<String> stale = whyStale(request, record, now);
    if (stale.isPresent()) {
      return Outcome.stale(stale.get());
    }
    Op op = request.op();
    requireNoLoosening(op);
    Workbench bench = workbenches.open(connection, caller(request, attempt));
    var step = new Step(ports, bench, request, attempt, record, now);
    Optional<String> held = held(step, now);
    if (held.isPresent()) {
      return step.parkWhole(Waiting.Kind.REVIEW, held.get());
    }
    try {
      return perform(step);
    } catch (StaleBaseException | LinkTakenException moved) {
      // The intent stays open: the next look finds out what became of it.
      return Outcome.stale("another run moved link or base meanwhile");
    }
  }

  /** What may have been sent already is followed up, whatever the brakes say by now. */
  private static Optional<String> held(Step step, Instant now) {
    return step.op().released() || step.mayBeSent()
        ? Optional.empty()
        : new Brakes(step.ports().pairs(), step.bench().mapping().brakes(), step.key().connection())
            .hold(step.op(), now);
  }

  private static Outcome perform(Step step) {
    return switch (step.op().kind()) {
      case CREATE -> new CreateStep(step).apply();
      case UPDATE -> new UpdateStep(step).apply();
      case ADD_TAGS, REMOVE_TAGS -> new TagStep(step).apply();
      case DELETE -> new DeleteStep(step).apply();
      case UNKNOWN ->
          step.parkWhole(
              Waiting.Kind.PARKED,
              "a newer release planned this; let it finish the work, then retry");
    };
  }

  private CallContext caller(ApplyRequest request, Attempt attempt) {
    return new CallContext(
        request.lane(),
        attempt.repeated(),
        false,
        Flow.CONTACT_UPSERT.workflowId(request.key()) + "/" + request.op().id());
  }

  private static Optional<String> whyStale(ApplyRequest request, PairRecord record, Instant now) {
    if (request.lookedAt().plus(PLAN_LASTS).isBefore(now)) {
      return Optional.of("the plan is older than five minutes");
    }
    Op op = request.op();
    if (op.kind() != Op.Kind.CREATE && !isOfThisPair(op, record)) {
      return Optional.of("the link is no longer what it was");
    }
    return op.writes().stream()
        .filter(write -> revision(write.field(), record) != write.baseRevision())
        .map(write -> "the base of " + write.field() + " has moved")
        .findFirst();
  }

  private static boolean isOfThisPair(Op op, PairRecord record) {
    if (record.link() == null) {
      return false;
    }
    String linked =
        switch (op.target()) {
          case CONTACTS -> record.link().contactId();
          case REWARDS -> record.link().profileId();
        };
    return linked.equals(op.targetId());
  }

  private static long revision(String field, PairRecord record) {
    return record.base(field).map(BaseRow::revision).orElse(0L);
  }

  /**
   * The last gate of law L11: whatever planned it, nothing that makes a person reachable leaves.
   */
  private static void requireNoLoosening(Op op) {
    for (FieldWrite write : op.writes()) {
      boolean consent = write.field().startsWith(FieldRule.CONSENT_PREFIX);
      if (consent && !write.values().equals(List.of(FieldRule.DND))) {
        throw new IllegalStateException(
            "a write of " + write.field() + " would make a person reachable; it was not sent");
      }
    }
  }
}
