package io.lockstep.activities.sync;

import io.lockstep.activities.NotNowException;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.LookRequest;
import io.lockstep.workflows.sync.SyncActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.util.List;

/**
 * Look and apply as activities; decides who sits out a wait, and how long the run counts as at
 * work. One that waits a moment for its turn at a provider keeps its place: would it make room, a
 * flood would start all its runs before the first is done.
 */
public abstract class FlowActivities implements SyncActivities {

  private final Flow flow;
  private final Ports ports;
  private final WorkPlaces places;

  protected FlowActivities(Flow flow, Ports ports, WorkPlaces places) {
    this.flow = flow;
    this.ports = ports;
    this.places = places;
  }

  /** Looks. */
  protected abstract Plan look(LookRequest request, Attempt attempt);

  /** Applies. */
  protected abstract Outcome apply(ApplyRequest request, Attempt attempt);

  /** Whether these hints say anything beyond the base. */
  protected abstract boolean isNews(FlowKey key, List<Hint> hints);

  @Override
  public final Plan look(LookRequest request) {
    Plan plan = lookNow(request);
    if (sleepsOrParks(plan)) {
      places.giveBack(flow, request.key(), plan.lookedAt());
    } else if (plan.ops().isEmpty()) {
      places.settled(request.key().connection());
    }
    return plan;
  }

  private Plan lookNow(LookRequest request) {
    try {
      return look(request, attempt());
    } catch (NotNowException notNow) {
      if (!request.brief() && NotNow.isShort(notNow)) {
        throw NotNow.comeBack(notNow);
      }
      return NotNow.plan(notNow, ports.clock().instant());
    }
  }

  // A plan that settles has given the place back already, with its mark.
  private static boolean sleepsOrParks(Plan plan) {
    return switch (plan.verdict()) {
      case NOT_NOW -> plan.again().compareTo(NotNow.ENGINE_WAITS_UP_TO) > 0;
      case PLANNED -> plan.ops().isEmpty() && !(plan.waiting().isEmpty() && plan.again().isZero());
      case PAUSED, NOT_ELIGIBLE, HANDED_ON -> false;
    };
  }

  @Override
  public final Outcome apply(ApplyRequest request) {
    Outcome outcome = applyNow(request);
    boolean settled = request.last() && outcome.next() == Outcome.Next.DONE;
    if (outcome.next() == Outcome.Next.STALE || (request.end() && !settled)) {
      places.giveBack(flow, request.key(), request.lookedAt());
    } else if (settled) {
      places.settled(request.key().connection());
    }
    return outcome;
  }

  @Override
  public final boolean news(FlowKey key, List<Hint> hints) {
    boolean news = isNews(key, hints);
    if (!news) { // it was let in for these, and settles without a look
      places.giveBack(flow, key, ports.clock().instant());
    }
    return news;
  }

  private Outcome applyNow(ApplyRequest request) {
    try {
      return request.op().copiesFiles() ? applyBeating(request) : apply(request, attempt());
    } catch (NotNowException notNow) {
      if (NotNow.isShort(notNow)) {
        throw NotNow.comeBack(notNow);
      }
      return Outcome.later(notNow.in(), NotNow.reason(notNow));
    }
  }

  private Outcome applyBeating(ApplyRequest request) {
    try (Heartbeat beats = Heartbeat.of(Activity.getExecutionContext())) {
      return apply(request, attempt());
    }
  }

  private static Attempt attempt() {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    return new Attempt(info.getAttempt(), info.getWorkflowId() + "/" + info.getWorkflowRunId());
  }
}
