package io.lockstep.sandbox.control;

import io.lockstep.sandbox.world.Times;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who called what, oldest first. A query is never kept: it may hold an e-mail address. */
public final class CallLog {

  // An hour at full speed of three locations; older entries fall off.
  private static final int KEPT = 100_000;

  /**
   * One call.
   *
   * @param status 0 when the connection was cut
   * @param remaining the caller's remaining burst budget, empty where there is no budget
   */
  public record Entry(
      Instant time,
      String caller,
      String side,
      String method,
      String path,
      int status,
      String remaining) {

    Map<String, Object> shape() {
      Map<String, Object> shape = new LinkedHashMap<>();
      shape.put("time", Times.text(time));
      shape.put("caller", caller);
      shape.put("side", side);
      shape.put("method", method);
      shape.put("path", path);
      shape.put("status", status);
      shape.put("rateLimitRemaining", remaining.isEmpty() ? null : Integer.valueOf(remaining));
      return shape;
    }
  }

  private final Deque<Entry> entries = new ArrayDeque<>();

  public void add(Entry entry) {
    entries.addLast(entry);
    if (entries.size() > KEPT) {
      entries.removeFirst();
    }
  }

  List<Map<String, Object>> since(Instant time) {
    return entries.stream()
        .filter(entry -> !entry.time().isBefore(time))
        .map(Entry::shape)
        .toList();
  }
}
