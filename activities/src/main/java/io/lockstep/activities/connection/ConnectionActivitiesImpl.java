package io.lockstep.activities.connection;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.sync.NotNow;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Lane;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.workflows.connection.ConnectionActivities;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.ValuesRequest;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Duration;

/** Answers questions while somebody waits: what cannot be found out at once is said so. */
public final class ConnectionActivitiesImpl implements ConnectionActivities {

  /** Who waits has 15 s: a longer wait for a turn is an answer. */
  private static final Duration WORTH_WAITING = Duration.ofSeconds(5);

  private final Ports ports;
  private final LiveRead live;

  public ConnectionActivitiesImpl(Ports ports) {
    this.ports = ports;
    this.live = new LiveRead(ports);
  }

  @Override
  public LiveValues values(ValuesRequest request) {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    try {
      return values(request, caller(info));
    } catch (NotNowException notNow) {
      throw NotNow.comeBack(notNow);
    }
  }

  /**
   * The same for that caller.
   *
   * @throws NotNowException when a turn comes soon enough to wait for it
   */
  LiveValues values(ValuesRequest request, CallContext caller) {
    try {
      return live.read(request, caller);
    } catch (NotNowException notNow) {
      if (notNow.in().compareTo(WORTH_WAITING) <= 0) {
        throw notNow;
      }
      return notRead(notNow.why(), notNow.in());
    } catch (ProviderException failure) {
      ProviderError error = failure.error();
      return notRead(error.sentence(), error.retryIn());
    }
  }

  private LiveValues notRead(String why, Duration retryIn) {
    return LiveValues.notRead(ports.clock().instant(), why, retryIn);
  }

  private static CallContext caller(ActivityInfo info) {
    String owner =
        info.getWorkflowId() + "/" + info.getWorkflowRunId() + "/" + info.getActivityId();
    return new CallContext(Lane.LIVE, info.getAttempt() > 1, false, owner);
  }
}
