package io.lockstep.activities.sync;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.ledger.Places;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells who waits for room in this process that a run has left its place, so that nobody need ask
 * the ledger over and over. Runs that leave in other processes are found by asking now and then.
 */
public final class WorkPlaces {

  private final Places places;
  private final ConcurrentHashMap<String, Departures> departures = new ConcurrentHashMap<>();

  private static final class Departures {
    long count; // guarded by this
  }

  public WorkPlaces(Places places) {
    this.places = places;
  }

  /** The ledger's word on who may come in. */
  public Places ledger() {
    return places;
  }

  /** The run sleeps or is parked, as the look of that time says, or a write it planned. */
  void giveBack(Flow flow, FlowKey key, Instant lookedAt) {
    places.giveBack(flow, key, lookedAt);
    settled(key.connection());
  }

  /** A run of that connection gave its place back with its mark. */
  void settled(String connection) {
    Departures here = of(connection);
    synchronized (here) {
      here.count++;
      here.notifyAll();
    }
  }

  /** How many have left so far: ask before you look for room, so that none is missed after. */
  public long left(String connection) {
    Departures here = of(connection);
    synchronized (here) {
      return here.count;
    }
  }

  /** Waits until more have left than that, or for so long. */
  public void awaitMore(String connection, long left, Duration longest)
      throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    Departures here = of(connection);
    synchronized (here) {
      for (long rest = longest.toMillis(); here.count == left && rest > 0; ) {
        here.wait(rest);
        rest = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
    }
  }

  private Departures of(String connection) {
    return departures.computeIfAbsent(connection, first -> new Departures());
  }
}
