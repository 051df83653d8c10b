package io.lockstep.workflows.connection;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Both sides as far as the marked person is concerned; he never arrives unless told. */
public final class RoundInMemory implements RoundActivities {

  private static final Duration BY_ITSELF = Duration.ofSeconds(30);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger there = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private List<Finding> refusals = List.of();
  private int seenAfter = Integer.MAX_VALUE;
  private boolean seenOnRequest;
  private boolean makeFails;

  /** He is seen at that look. */
  public RoundInMemory seenAfter(int looks) {
    seenAfter = looks;
    return this;
  }

  /** He is seen once a look was asked for. */
  public RoundInMemory seenOnRequest() {
    seenOnRequest = true;
    return this;
  }

  /** An earlier round has left so many records. */
  public RoundInMemory leftOver(int records) {
    there.set(records);
    return this;
  }

  /** He is made, and the answer says no. */
  public RoundInMemory failingToMake() {
    makeFails = true;
    return this;
  }

  /** He cannot travel. */
  public RoundInMemory refusing(Finding why) {
    refusals = List.of(why);
    return this;
  }

  /** What was asked for, in order. */
  public List<String> asked() {
    return asked;
  }

  /** How many records of him are there. */
  public int left() {
    return there.get();
  }

  @Override
  public RoundStart prepare(String connection) {
    asked.add("prepare");
    return new RoundStart(refusals, BY_ITSELF);
  }

  @Override
  public String make(String connection) {
    asked.add("make");
    there.incrementAndGet();
    if (makeFails) {
      throw ApplicationFailure.newNonRetryableFailure("the scope is missing", "REFUSED");
    }
    return "c1";
  }

  @Override
  public RoundSight look(String connection, String contactId) {
    asked.add("look");
    boolean seen =
        looks.incrementAndGet() >= seenAfter || (seenOnRequest && asked.contains("hint"));
    return new RoundSight(seen, seen ? "" : "a brake holds it");
  }

  @Override
  public void hint(String connection, String contactId) {
    asked.add("hint");
  }

  @Override
  public int clear(String connection) {
    asked.add("clear");
    return there.getAndSet(0);
  }
}
