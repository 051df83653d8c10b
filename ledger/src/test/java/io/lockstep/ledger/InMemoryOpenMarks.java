package io.lockstep.ledger;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The twin of the open marks. */
public final class InMemoryOpenMarks implements OpenMarks {

  private record Mark(Flow flow, FlowKey key) {}

  private final Map<Mark, Instant> marks = new ConcurrentHashMap<>();

  @Override
  public void open(Flow flow, FlowKey key, Instant lookedAt) {
    marks.put(new Mark(flow, key), lookedAt);
  }

  @Override
  public void close(Flow flow, FlowKey key, Instant lookedAt) {
    marks.computeIfPresent(
        new Mark(flow, key), (mark, opened) -> opened.isAfter(lookedAt) ? opened : null);
  }

  @Override
  public boolean isOpen(Flow flow, FlowKey key) {
    return marks.containsKey(new Mark(flow, key));
  }
}
