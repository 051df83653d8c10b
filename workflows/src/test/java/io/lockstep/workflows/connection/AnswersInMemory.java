package io.lockstep.workflows.connection;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Knows one field of every pair, or fails; answers at once, or when it is let. */
public final class AnswersInMemory implements ConnectionActivities {

  /** When everything was read. */
  public static final Instant READ_AT = Instant.parse("2026-11-24T12:00:00Z");

  private final List<ValuesRequest> asked = new ArrayList<>();
  private final CountDownLatch let = new CountDownLatch(1);
  private String refusal = "";

  private AnswersInMemory() {}

  /** Answers at once. */
  public static AnswersInMemory atOnce() {
    var answers = new AnswersInMemory();
    answers.let();
    return answers;
  }

  /** Answers nothing before {@link #let}. */
  public static AnswersInMemory held() {
    return new AnswersInMemory();
  }

  /** Every question fails for good. */
  public AnswersInMemory refusing(String sentence) {
    refusal = sentence;
    return this;
  }

  /** Answers from now on. */
  public void let() {
    let.countDown();
  }

  /** What was asked, in order. */
  public synchronized List<ValuesRequest> asked() {
    return List.copyOf(asked);
  }

  @Override
  public LiveValues values(ValuesRequest request) {
    note(request);
    awaitLeave();
    if (!refusal.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(refusal, "REFUSED");
    }
    var email = new LiveValues.Field("email", new LiveValues.Shown(List.of("n@example.org")), null);
    return new LiveValues(
        READ_AT,
        request.key().contactId(),
        null,
        List.of(email),
        List.of(),
        null,
        List.of(),
        null,
        Duration.ZERO);
  }

  @Override
  public DoctorReport doctor(String connection) {
    if (!refusal.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(refusal, "REFUSED");
    }
    return new DoctorReport(List.of(Finding.ok("highlevel.token", connection + " is well.")));
  }

  @Override
  public DoctorReport defineCustomFields(String connection) {
    awaitLeave();
    return doctor(connection);
  }

  @Override
  public ConnectReport connect(String connection, ConnectRequest request) {
    if (!refusal.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(refusal, "REFUSED");
    }
    return new ConnectReport(true, connection + " is connected.");
  }

  private synchronized void note(ValuesRequest request) {
    asked.add(request);
  }

  private void awaitLeave() {
    try {
      let.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody let it answer", e);
    }
  }
}
