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
  public void open(Flow flow, FlowKey key, Instant now) {
    marks.put(new Mark(flow, key), now);
  }

  @Override
  public void close(Flow flow, FlowKey key) {
    marks.remove(new Mark(flow, key));
  }

  @Override
  public boolean isOpen(Flow flow, FlowKey key) {
    return marks.containsKey(new Mark(flow, key));
  }
}
