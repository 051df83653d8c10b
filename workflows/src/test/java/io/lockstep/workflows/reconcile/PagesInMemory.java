package io.lockstep.workflows.reconcile;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** So many pages of 100 records, one of which is hinted. */
public final class PagesInMemory implements ReconcileActivities {

  private final int pages;
  private final List<String> read = new ArrayList<>();
  private int failures;
  private int asked;
  private int refusedFrom = Integer.MAX_VALUE;
  private String refusal = "";
  private Duration pause = Duration.ZERO;
  private String padding = "";

  public PagesInMemory(int pages) {
    this.pages = pages;
  }

  /** The next reads throw. */
  public synchronized PagesInMemory failingTimes(int times) {
    failures = times;
    return this;
  }

  /** Every read from this page on is refused for good. */
  public synchronized PagesInMemory refusingFrom(int page, String sentence) {
    refusedFrom = page;
    refusal = sentence;
    return this;
  }

  /** How often a page was asked for. */
  public synchronized int asked() {
    return asked;
  }

  /** Every page asks for that pause before the next. */
  public synchronized PagesInMemory pausing(Duration pause) {
    this.pause = pause;
    return this;
  }

  /** Every cursor is 100 KB of what cannot be packed smaller. */
  public synchronized PagesInMemory withLongCursors() {
    byte[] noise = new byte[75_000];
    new Random(1).nextBytes(noise);
    padding = " " + Base64.getEncoder().encodeToString(noise);
    return this;
  }

  /** The cursors of the pages that were read. */
  public synchronized List<String> read() {
    return List.copyOf(read);
  }

  @Override
  public synchronized Page page(String connection, String what, @Nullable String cursor) {
    asked++;
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("no answer from the provider");
    }
    int page = cursor == null ? 0 : Integer.parseInt(cursor.replace(padding, ""));
    if (page >= refusedFrom) {
      throw ApplicationFailure.newNonRetryableFailure(refusal, "REFUSED");
    }
    read.add(connection + "/" + what + "/" + page);
    return new Page(
        page + 1 < pages ? (page + 1) + padding : null, new ReconcileReport(100, 99, 1, 2), pause);
  }
}
