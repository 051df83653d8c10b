package io.lockstep.activities.connection;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.sync.NotNow;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Lane;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.LedgerRights;
import io.lockstep.workflows.connection.ConnectReport;
import io.lockstep.workflows.connection.ConnectRequest;
import io.lockstep.workflows.connection.ConnectionActivities;
import io.lockstep.workflows.connection.DoctorReport;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.ValuesRequest;
import io.lockstep.workflows.reconcile.Rhythm;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Answers questions while somebody waits: what cannot be found out at once is said so. */
public final class ConnectionActivitiesImpl implements ConnectionActivities {

  /** Who waits has 15 s: a longer wait for a turn is an answer. */
  private static final Duration WORTH_WAITING = Duration.ofSeconds(5);

  private final Ports ports;
  private final LiveRead live;
  private final Doctor doctor;
  private final FieldDefinitions fields;

  /**
   * @param rights what this worker may not do in the ledger
   * @param rhythms how often each connection, by its id, is compared and polled
   */
  public ConnectionActivitiesImpl(
      Ports ports, LedgerRights rights, Function<String, Rhythm> rhythms) {
    this.ports = ports;
    this.live = new LiveRead(ports);
    this.doctor = new Doctor(ports, rights, rhythms);
    this.fields = new FieldDefinitions(ports);
  }

  @Override
  public LiveValues values(ValuesRequest request) {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    try {
      return values(request, caller(info, false));
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

  @Override
  public DoctorReport doctor(String connection) {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    // Brief calls: one side that hangs must not use up the time of all other findings.
    return doctor(connection, caller(info, true));
  }

  /** The same for that caller. */
  DoctorReport doctor(String connection, CallContext caller) {
    return doctor.examine(connection, caller);
  }

  @Override
  public DoctorReport defineCustomFields(String connection) {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    try {
      Instant asked = Instant.ofEpochMilli(info.getScheduledTimestamp());
      return fields.define(connection, caller(info, false), asked);
    } catch (NotNowException notNow) {
      throw NotNow.comeBack(notNow);
    }
  }

  @Override
  public ConnectReport connect(String connection, ConnectRequest request) {
    Connection known = ports.connection(connection);
    return ports.providers().connecting(known).connect(request, ports.pairs()::record);
  }

  private LiveValues notRead(String why, Duration retryIn) {
    return LiveValues.notRead(ports.clock().instant(), why, retryIn);
  }

  private static CallContext caller(ActivityInfo info, boolean brief) {
    String owner =
        info.getWorkflowId() + "/" + info.getWorkflowRunId() + "/" + info.getActivityId();
    return new CallContext(Lane.LIVE, info.getAttempt() > 1, brief, owner);
  }
}
