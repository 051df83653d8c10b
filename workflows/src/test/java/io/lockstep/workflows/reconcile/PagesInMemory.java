package io.lockstep.workflows.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** So many pages of 100 records, one of which is hinted. */
public final class PagesInMemory implements ReconcileActivities {

  private final int pages;
  private final List<String> read = new ArrayList<>();
  private int failures;
  private Duration pause = Duration.ZERO;

  public PagesInMemory(int pages) {
    this.pages = pages;
  }

  /** The next reads throw. */
  public synchronized PagesInMemory failingTimes(int times) {
    failures = times;
    return this;
  }

  /** Every page asks for that pause before the next. */
  public synchronized PagesInMemory pausing(Duration pause) {
    this.pause = pause;
    return this;
  }

  /** The cursors of the pages that were read. */
  public synchronized List<String> read() {
    return List.copyOf(read);
  }

  @Override
  public synchronized Page page(String connection, String what, @Nullable String cursor) {
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("no answer from the provider");
    }
    int page = cursor == null ? 0 : Integer.parseInt(cursor);
    read.add(connection + "/" + what + "/" + page);
    return new Page(
        page + 1 < pages ? Integer.toString(page + 1) : null,
        new ReconcileReport(100, 99, 1, 2),
        pause);
  }
}
