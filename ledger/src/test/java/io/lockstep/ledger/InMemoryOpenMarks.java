package io.lockstep.ledger;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The twin of the open marks and of the places, which share their rows. */
public final class InMemoryOpenMarks implements OpenMarks, Places {

  private record Run(Flow flow, FlowKey key) {}

  private record Mark(@Nullable Instant opened, Instant worksUntil) {}

  private record Line(String connection, Lane lane) {}

  private final Map<Run, Mark> marks = new HashMap<>();
  private final Map<Line, Instant> queues = new HashMap<>();
  private final int most;

  public InMemoryOpenMarks() {
    this(4);
  }

  InMemoryOpenMarks(int most) {
    this.most = most;
  }

  @Override
  public synchronized boolean open(Flow flow, FlowKey key, Instant lookedAt) {
    Mark before =
        marks.put(new Run(flow, key), new Mark(lookedAt, lookedAt.plus(Duration.ofSeconds(60))));
    return before != null && before.opened() != null;
  }

  @Override
  public synchronized void close(Flow flow, FlowKey key, Instant lookedAt) {
    marks.computeIfPresent(
        new Run(flow, key),
        (run, mark) -> mark.opened() != null && mark.opened().isAfter(lookedAt) ? mark : null);
  }

  @Override
  public synchronized boolean isOpen(Flow flow, FlowKey key) {
    Mark mark = marks.get(new Run(flow, key));
    return mark != null && mark.opened() != null;
  }

  @Override
  public boolean take(Flow flow, FlowKey key, Lane lane, Instant now) {
    return take(flow, key, lane, false, now);
  }

  @Override
  public boolean takeForQueued(Flow flow, FlowKey key, Lane lane, Instant now) {
    return take(flow, key, lane, true, now);
  }

  private synchronized boolean take(
      Flow flow, FlowKey key, Lane lane, boolean fromQueue, Instant now) {
    Run run = new Run(flow, key);
    Mark before = marks.get(run);
    if (before != null && before.worksUntil().isAfter(now)) {
      return true;
    }
    if (!fromQueue
        && (waits(key.connection(), Lane.LIVE, now) || waits(key.connection(), lane, now))) {
      return false;
    }
    long atWork =
        marks.entrySet().stream()
            .filter(one -> one.getKey().key().connection().equals(key.connection()))
            .filter(one -> one.getValue().worksUntil().isAfter(now))
            .count();
    if (atWork >= PostgresPlaces.room(lane, most)) {
      return false;
    }
    Instant until = now.plus(Duration.ofSeconds(15));
    marks.put(run, new Mark(before == null ? null : before.opened(), until));
    return true;
  }

  private boolean waits(String connection, Lane lane, Instant now) {
    return queues.getOrDefault(new Line(connection, lane), Instant.MIN).isAfter(now);
  }

  @Override
  public synchronized void giveBack(Flow flow, FlowKey key, Instant lookedAt) {
    marks.computeIfPresent(
        new Run(flow, key),
        (run, mark) -> {
          if (mark.opened() == null) {
            return null;
          }
          return mark.opened().isAfter(lookedAt) ? mark : new Mark(mark.opened(), Instant.MIN);
        });
  }

  @Override
  public synchronized void waitInQueue(String connection, Lane lane, Instant until) {
    queues.put(new Line(connection, lane), until);
  }
}
