package io.lockstep.activities.sync;

import io.lockstep.activities.CallContext;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.LinkTakenException;
import io.lockstep.ledger.StaleBaseException;
import io.lockstep.workflows.sync.ApplyRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes one write and moves the base with it. In this order: is the plan still worth anything (the
 * ledger alone), may it be done (brakes), what is recorded before the call (intent, the edit that
 * loses), does the target still show what the look saw (guard), the call, and one commit of link,
 * base, intent and journal.
 *
 * <p>Any step may be the last one before a crash. What a crash leaves is an open intent, and the
 * next attempt or look finds out what became of it.
 *
 * @param <R> the kind of record written
 */
public abstract class Apply<R extends Records> {

  private static final Duration PLAN_LASTS = Duration.ofMinutes(5);

  private final Ports ports;
  private final Flow flow;

  protected Apply(Ports ports, Flow flow) {
    this.ports = ports;
    this.flow = flow;
  }

  /** Where the ledger keeps what this operation writes. */
  protected abstract Book book(ApplyRequest request);

  /** The connection's records, opened for that caller. */
  protected abstract R open(Connection connection, ApplyRequest request, CallContext caller);

  /** Why nothing of this kind may be written there now; empty when it may. The ledger's word. */
  protected Optional<String> whyFrozen(Connection connection, FlowKey key) {
    return Optional.empty();
  }

  /** Makes the write. */
  protected abstract Outcome perform(Step step, R records);

  /**
   * Applies one operation. Repeating it changes nothing more.
   *
   * @throws io.lockstep.activities.NotNowException when no call may be made now; nothing was sent
   * @throws io.lockstep.core.error.ProviderException for a passing fault; an open intent remembers
   *     what may have happened
   */
  public final Outcome apply(ApplyRequest request, Attempt attempt) {
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
    Book book = book(request);
    PairRecord record = book.load();
    Optional<String> stale =
        whyFrozen(connection, request.key()).or(() -> whyStale(request, record, now));
    if (stale.isPresent()) {
      return Outcome.stale(stale.get());
    }
    if (request.op().target() == Side.CONTACTS && connection.highLevel().isReadOnly()) {
      return Outcome.stale(Permission.WAITS); // planned before it was forbidden
    }
    R records = open(connection, request, caller(request, attempt));
    Optional<String> otherRule = whyOtherRule(request.op(), records);
    if (otherRule.isPresent()) {
      return Outcome.stale(otherRule.get());
    }
    var step = new Step(ports, flow, records, book, request, attempt, record);
    Optional<String> held = held(step, now);
    if (held.isPresent()) {
      return step.parkWhole(Waiting.Kind.HELD, held.get());
    }
    try {
      return request.op().kind() == Op.Kind.UNKNOWN
          ? step.parkWhole(
              Waiting.Kind.PARKED,
              "a newer release planned this; let it finish the work, then retry")
          : perform(step, records);
    } catch (StaleBaseException | LinkTakenException moved) {
      // The intent stays open: the next look finds out what became of it.
      return Outcome.stale("another run moved link or base meanwhile");
    }
  }

  /** What may have been sent already is followed up, whatever the brakes say by now. */
  private static Optional<String> held(Step step, Instant now) {
    return step.op().released() || step.mayBeSent()
        ? Optional.empty()
        : new Brakes(
                step.ports().pairs(), step.records().mapping().brakes(), step.key().connection())
            .hold(step.op(), now);
  }

  private CallContext caller(ApplyRequest request, Attempt attempt) {
    return new CallContext(
        request.lane(),
        attempt.repeated(),
        false,
        flow.workflowId(request.key()) + "/" + request.op().id());
  }

  private static Optional<String> whyStale(ApplyRequest request, PairRecord record, Instant now) {
    if (request.lookedAt().plus(PLAN_LASTS).isBefore(now)) {
      return Optional.of("the plan is older than five minutes");
    }
    Op op = request.op();
    if (op.kind() == Op.Kind.CREATE) {
      return Optional.empty(); // what it makes has no base yet
    }
    Link link = record.link();
    if (link == null || !link.id(op.target()).equals(op.targetId())) {
      return Optional.of("the link is no longer what it was");
    }
    return op.writes().stream()
        .filter(write -> revision(write.field(), record) != write.baseRevision())
        .map(write -> "the base of " + write.field() + " has moved")
        .findFirst();
  }

  /** A value planned under a rule of before may belong elsewhere, or in other words. */
  private static Optional<String> whyOtherRule(Op op, Records records) {
    return op.writes().stream()
        .filter(write -> !write.stands(records.mapping().rule(write.field())))
        .map(write -> "the mapping of " + write.field() + " has changed")
        .findFirst();
  }

  private static long revision(String field, PairRecord record) {
    return record.base(field).map(BaseRow::revision).orElse(0L);
  }
}
