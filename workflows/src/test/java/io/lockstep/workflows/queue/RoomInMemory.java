package io.lockstep.workflows.queue;

import io.lockstep.core.Lane;
import java.util.ArrayList;
import java.util.List;

/** Room that a test makes. */
public final class RoomInMemory implements QueueActivities {

  private final List<String> letIn = new ArrayList<>();
  private final List<String> passes = new ArrayList<>();
  private int room;
  private int failures;
  private Runnable duringThePasses = () -> {};

  public RoomInMemory(int room) {
    this.room = room;
  }

  /** The next so many calls fail. */
  public RoomInMemory failing(int calls) {
    failures = calls;
    return this;
  }

  /** This happens while the passes are started. */
  RoomInMemory duringThePasses(Runnable act) {
    duringThePasses = act;
    return this;
  }

  /** Room for so many more. */
  public synchronized void make(int more) {
    room += more;
    notifyAll();
  }

  /** Everybody let in so far, as lane and contact, in that order. */
  public synchronized List<String> letIn() {
    return List.copyOf(letIn);
  }

  synchronized List<String> passes() {
    return List.copyOf(passes);
  }

  @Override
  public synchronized int letIn(String connection, Lane lane, List<Queued> next, boolean more) {
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("the ledger is away");
    }
    try {
      while (room == 0) {
        wait();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return 0;
    }
    int done = Math.min(room, next.size());
    next.stream().limit(done).forEach(one -> letIn.add(lane + " " + one.contactId()));
    room -= done;
    return done;
  }

  @Override
  public void lookAtAll(String connection) {
    duringThePasses.run();
    synchronized (this) {
      passes.add(connection);
    }
  }
}
