package io.lockstep.workflows.sync;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.workflows.contacts.ContactUpsertActivities;
import io.lockstep.workflows.notes.NoteBridgeActivities;
import io.lockstep.workflows.tasks.TaskLifecycleActivities;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What a flow keeps in step, in memory: the contacts side's value wins, one operation per field. A
 * test says by a method what goes wrong; each such method speaks of the next calls in order.
 */
public abstract class SidesInMemory implements SyncActivities {

  private final Map<String, String> contacts = new LinkedHashMap<>();
  private final Map<String, String> rewards = new LinkedHashMap<>();
  private final List<LookRequest> looks = new ArrayList<>();
  private final List<ApplyRequest> applies = new ArrayList<>();
  private final List<List<Hint>> asked = new ArrayList<>();
  private final Deque<Supplier<Plan>> nextLooks = new ArrayDeque<>();
  private final Deque<Supplier<Outcome>> nextApplies = new ArrayDeque<>();
  private final List<Waiting> waiting = new ArrayList<>();

  private String refusal = "";
  private boolean nothingNew;
  private Runnable during = () -> {};
  private Runnable duringAWrite = () -> {};

  private SidesInMemory() {}

  /** That flow's; they differ in the names of their activities alone. */
  public static SidesInMemory of(Flow flow) {
    return switch (flow) {
      case CONTACT_UPSERT -> new OfContact();
      case TASK_LIFECYCLE -> new OfTasks();
      case NOTE_BRIDGE -> new OfNotes();
    };
  }

  /** What the names of that flow's activities begin with. */
  public static String prefix(Flow flow) {
    return switch (flow) {
      case CONTACT_UPSERT -> "Contact";
      case TASK_LIFECYCLE -> "Task";
      case NOTE_BRIDGE -> "Note";
    };
  }

  private static final class OfContact extends SidesInMemory implements ContactUpsertActivities {}

  private static final class OfTasks extends SidesInMemory implements TaskLifecycleActivities {}

  private static final class OfNotes extends SidesInMemory implements NoteBridgeActivities {}

  /** The contacts side shows this. */
  public synchronized SidesInMemory contacts(String field, String value) {
    contacts.put(field, value);
    return this;
  }

  /** What the rewards side shows. */
  public synchronized Map<String, String> rewards() {
    return Map.copyOf(rewards);
  }

  /** Writes are refused from now on. */
  public synchronized SidesInMemory refusing(String sentence) {
    refusal = sentence;
    return this;
  }

  /** Writes are accepted again. */
  public synchronized void accepting() {
    refusal = "";
    waiting.clear();
  }

  /** Looks find this undecided. */
  public synchronized SidesInMemory undecided(String field) {
    waiting.add(new Waiting("op-" + field, field, Waiting.Kind.REVIEW, "Two people match."));
    return this;
  }

  /** A person decided. */
  public synchronized void decided() {
    waiting.clear();
  }

  /** The next looks answer this and do nothing. */
  public synchronized SidesInMemory answering(Plan.Verdict verdict, int times) {
    return answering(verdict, Duration.ZERO, times);
  }

  /** Likewise, and name a time. */
  public synchronized SidesInMemory answering(Plan.Verdict verdict, Duration again, int times) {
    return nextLooks(
        times,
        () -> new Plan(verdict, Instant.EPOCH, List.of(), List.of(), again, false, "not looked"));
  }

  /** The next looks do not believe what they read. */
  public synchronized SidesInMemory unsure(Duration again, int times) {
    return nextLooks(
        times,
        () ->
            new Plan(
                Plan.Verdict.PLANNED, Instant.EPOCH, List.of(), List.of(), again, false, "unsure"));
  }

  /** The next looks throw. */
  public synchronized SidesInMemory blind(int times) {
    return nextLooks(
        times,
        () -> {
          throw new IllegalStateException("no answer from the provider");
        });
  }

  /** The next looks find no turn of a budget. */
  public synchronized SidesInMemory withoutATurn(int times) {
    return nextLooks(
        times,
        () -> {
          throw ApplicationFailure.newBuilder()
              .setType("NotNow")
              .setMessage("no call may be made now")
              .setCategory(ApplicationErrorCategory.BENIGN)
              .build();
        });
  }

  /** The next looks are refused for good, with this sentence. */
  public synchronized SidesInMemory refusingToShow(String sentence, int times) {
    return nextLooks(
        times,
        () -> {
          throw ApplicationFailure.newNonRetryableFailure(sentence, "REFUSED");
        });
  }

  /** The next looks answer more than a history takes. */
  public synchronized SidesInMemory answeringTooMuch(int times) {
    return nextLooks(
        times,
        () -> {
          byte[] noise = new byte[2_000_000];
          new Random(7).nextBytes(noise);
          FieldWrite large = write("notes", Base64.getEncoder().encodeToString(noise));
          return plan(List.of(op("notes", List.of(large))), false);
        });
  }

  /** The next plans are cut to one operation each and say so. */
  public synchronized SidesInMemory cutting(int times) {
    return nextLooks(
        times,
        () -> {
          List<Op> all = ops();
          return plan(all.subList(0, Math.min(1, all.size())), all.size() > 1);
        });
  }

  /** The next writes throw. */
  public synchronized SidesInMemory failingTimes(int times) {
    return nextApplies(
        times,
        () -> {
          throw new IllegalStateException("no answer from the provider");
        });
  }

  /** Writes succeed again. */
  public synchronized void succeeding() {
    nextApplies.clear();
  }

  /** The next writes do not happen. */
  public synchronized SidesInMemory answering(Outcome outcome, int times) {
    return nextApplies(times, () -> outcome);
  }

  /** From now on, hints say nothing beyond the base. */
  public synchronized SidesInMemory withNothingNew() {
    nothingNew = true;
    return this;
  }

  /** Happens once, in the middle of the next look. */
  public synchronized SidesInMemory duringALook(Runnable event) {
    during = event;
    return this;
  }

  /** Happens once, in the middle of the next write. */
  public synchronized SidesInMemory duringTheNextWrite(Runnable event) {
    duringAWrite = event;
    return this;
  }

  /** The looks so far. */
  public synchronized List<LookRequest> looks() {
    return List.copyOf(looks);
  }

  /** The writes asked for so far, attempts counted. */
  public synchronized List<ApplyRequest> applies() {
    return List.copyOf(applies);
  }

  /** What {@code news} was asked so far. */
  public synchronized List<List<Hint>> asked() {
    return List.copyOf(asked);
  }

  @Override
  public Plan look(LookRequest request) {
    Runnable event;
    synchronized (this) {
      looks.add(request);
      event = during;
      during = () -> {};
    }
    event.run(); // outside the lock: it may wait for a flow that calls here
    synchronized (this) {
      return nextLooks.isEmpty() ? plan(ops(), false) : nextLooks.poll().get();
    }
  }

  @Override
  public synchronized Outcome apply(ApplyRequest request) {
    applies.add(request);
    duringAWrite.run();
    duringAWrite = () -> {};
    if (!nextApplies.isEmpty()) {
      return nextApplies.poll().get();
    }
    Op op = request.op();
    if (!refusal.isEmpty()) {
      var refused = new Waiting(op.id(), fieldOf(op), Waiting.Kind.PARKED, refusal);
      waiting.add(refused);
      return Outcome.park(List.of(refused), refusal);
    }
    op.writes().forEach(write -> rewards.put(write.field(), write.values().get(0)));
    return Outcome.done();
  }

  @Override
  public synchronized boolean news(FlowKey key, List<Hint> hints) {
    asked.add(hints);
    return !nothingNew;
  }

  private Plan plan(List<Op> ops, boolean more) {
    return new Plan(
        Plan.Verdict.PLANNED,
        Instant.EPOCH,
        ops,
        waiting,
        Duration.ZERO,
        more,
        ops.isEmpty() ? "In step." : ops.size() + " to write.");
  }

  private List<Op> ops() {
    return contacts.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(rewards.get(entry.getKey())))
        .filter(entry -> waiting.stream().noneMatch(one -> one.field().equals(entry.getKey())))
        .map(entry -> op(entry.getKey(), List.of(write(entry.getKey(), entry.getValue()))))
        .toList();
  }

  private static Op op(String field, List<FieldWrite> writes) {
    return new Op(
        "op-" + field, Op.Kind.UPDATE, Side.REWARDS, "p1", "1", "c1", writes, "update rewards");
  }

  private static FieldWrite write(String field, String value) {
    return new FieldWrite(field, List.of(value), 1, "k1:aa", "k1:bb", null);
  }

  private static String fieldOf(Op op) {
    return op.writes().get(0).field();
  }

  private SidesInMemory nextLooks(int times, Supplier<Plan> answer) {
    for (int i = 0; i < times; i++) {
      nextLooks.add(answer);
    }
    return this;
  }

  private SidesInMemory nextApplies(int times, Supplier<Outcome> answer) {
    for (int i = 0; i < times; i++) {
      nextApplies.add(answer);
    }
    return this;
  }
}
