package io.lockstep.activities.connection;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.sync.NotNow;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Lane;
import io.lockstep.workflows.connection.RoundActivities;
import io.lockstep.workflows.connection.RoundSight;
import io.lockstep.workflows.connection.RoundStart;
import io.lockstep.workflows.reconcile.Rhythm;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Duration;
import java.util.function.Function;

/** Sends the marked person round, call by call; a call that has no turn now comes back for it. */
public final class RoundActivitiesImpl implements RoundActivities {

  /** A webhook comes within seconds; a poll, within one interval and these. */
  private static final Duration BESIDES = Duration.ofSeconds(30);

  /** Whoever waits for the round is told of a look on request rather than of a slower poll. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Ports ports;
  private final MarkedPerson person;
  private final Function<String, Rhythm> rhythms;

  /**
   * @param rhythms how often each connection, by its id, is compared and polled
   */
  public RoundActivitiesImpl(Ports ports, Function<String, Rhythm> rhythms) {
    this.ports = ports;
    this.person = new MarkedPerson(ports);
    this.rhythms = rhythms;
  }

  @Override
  public RoundStart prepare(String connection) {
    Duration poll = rhythms.apply(connection).pollHighLevel().orElse(Duration.ZERO);
    boolean webhooks = !ports.connection(connection).highLevel().webhookPublicKeys().isEmpty();
    Duration byItself = webhooks || !poll.isZero() ? BESIDES : Duration.ZERO;
    Duration told = webhooks ? byItself : byItself.plus(poll);
    return new RoundStart(
        person.refusals(connection), told.compareTo(LONGEST) < 0 ? told : LONGEST);
  }

  @Override
  public String make(String connection) {
    try {
      return person.make(connection, caller());
    } catch (NotNowException notNow) {
      throw NotNow.comeBack(notNow);
    }
  }

  @Override
  public RoundSight look(String connection, String contactId) {
    try {
      return person.look(connection, contactId, caller());
    } catch (NotNowException notNow) {
      throw NotNow.comeBack(notNow);
    }
  }

  @Override
  public void hint(String connection, String contactId) {
    person.hint(connection, contactId);
  }

  @Override
  public int clear(String connection) {
    try {
      return person.clear(connection, caller());
    } catch (NotNowException notNow) {
      throw NotNow.comeBack(notNow);
    }
  }

  private static CallContext caller() {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    String owner =
        info.getWorkflowId() + "/" + info.getWorkflowRunId() + "/" + info.getActivityId();
    return new CallContext(Lane.LIVE, info.getAttempt() > 1, false, owner);
  }
}
