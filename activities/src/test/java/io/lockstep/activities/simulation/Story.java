package io.lockstep.activities.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happened in a history, line by line; for whoever reads one that failed. */
final class Story {

  private record Line(Instant at, Object what) {}

  private final Timeline time;
  private final Instant start;
  private final List<Line> lines = new ArrayList<>();

  Story(Timeline time) {
    this.time = time;
    this.start = time.instant();
  }

  /**
   * Tells what happens now.
   *
   * @param what spelled out only when the story is read, which that of most histories never is
   */
  void tell(Object what) {
    lines.add(new Line(time.instant(), what));
  }

  List<String> lines() {
    return lines.stream()
        .map(
            line ->
                "%8.3f  %s"
                    .formatted(Duration.between(start, line.at()).toMillis() / 1e3, line.what()))
        .toList();
  }
}
