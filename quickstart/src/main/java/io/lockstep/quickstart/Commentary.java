package io.lockstep.quickstart;

import io.lockstep.core.pair.PairState;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.PairLedger.ListedEntry;
import io.lockstep.ledger.PairLedger.WaitingItem;
import io.lockstep.workflows.start.WorkflowStarts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;

/** Tells a newcomer what is going on, in plain lines: ids and field names, never a value. */
final class Commentary implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final Duration GLANCE = Duration.ofMillis(300);
  private static final Duration CONVERGE_WITHIN = Duration.ofMinutes(5);
  private static final Duration PROGRESS = Duration.ofSeconds(15);

  // A run that waits for a turn has no pair yet; it comes back within ten seconds.
  private static final Duration QUIET = Duration.ofSeconds(12);

  private static final int AT_ONCE = 200;

  private final PairLedger ledger;
  private final String connection;
  private final WorkflowStarts starts;
  private final PrintStream out;
  private final CountDownLatch stopped = new CountDownLatch(1);

  Commentary(PairLedger ledger, String connection, WorkflowStarts starts, PrintStream out) {
    this.ledger = ledger;
    this.connection = connection;
    this.starts = starts;
    this.out = out;
  }

  /** Waits until everything is in step or waits for a person, then says where to look. */
  void welcome(Settings settings, Home home, EmbeddedSandbox sandbox) {
    out.println(
        "\nLockstep is linking the sandbox's contacts and profiles; about three minutes the first time,"
            + " for HighLevel allows 100 calls in 10 s ...");
    boolean settled = awaitSettled();
    Map<PairState, Integer> counts = answer(() -> ledger.counts(connection));
    out.printf(
        "%n%s%n%n  in step          %4d pairs%n  need a person    %4d%n  not eligible     %4d%n",
        settled ? "Everything is in step that can be." : "Still at work; this is how far it is.",
        counts.getOrDefault(PairState.IN_STEP, 0),
        counts.getOrDefault(PairState.NEEDS_PERSON, 0),
        counts.getOrDefault(PairState.NOT_ELIGIBLE, 0));
    for (WaitingItem item : answer(() -> ledger.waiting(connection, AT_ONCE))) {
      out.printf(
          "    %s  %s: %s%n",
          item.contactId(), item.parked().waiting().field(), item.parked().waiting().reason());
    }
    out.printf(
        """

        Look at it     http://localhost:%1$d/   (user operator, password in %2$s)
        Its runs       %3$s
        The sandbox    http://localhost:%4$d/control/access   tokens and ids of both simulated sides
        Start over     stop, delete %5$s, start again

        Try this in another terminal:
        %6$s
        Every change is one line from here on. Ctrl-C stops everything in order.

        """,
        settings.starterPort(),
        home.folder().resolve("operator-password"),
        runs(settings),
        settings.sandboxPort(),
        home.folder(),
        suggestions(settings, home, sandbox));
  }

  private String suggestions(Settings settings, Home home, EmbeddedSandbox sandbox) {
    return answer(() -> ledger.pairs(connection, "", AT_ONCE)).stream()
        .filter(pair -> pair.state() == PairState.IN_STEP && pair.profileId() != null)
        .findFirst()
        .map(
            pair ->
                TryScript.write(
                    home,
                    settings,
                    sandbox.access(),
                    pair.contactId(),
                    String.valueOf(pair.profileId())))
        .map(
            script ->
                """
                  %s
                  hl  -X PUT $HL/contacts/$C  -d '{"firstName": "Robin"}'
                  bhn -X PUT $BHN/contacts/$P -d '{"lastName": "Okafor"}'
                  hl  -X POST $HL/contacts/$C/tags -d '{"tags": ["vip"]}'
                """
                    .formatted(reading(script)))
        .orElse("  (no pair is in step yet; docs/sandbox.md has commands to try)\n");
  }

  /** How a shell reads that file, on Windows too: any name in quotes, and no backslash. */
  static String reading(Path script) {
    String path = script.toString().replace(script.getFileSystem().getSeparator(), "/");
    return ". '" + path.replace("'", "'\\''") + "'";
  }

  /** Prints one line per change until closed. */
  void follow() {
    try {
      long seen = answer(this::newest);
      while (!awaitStop()) {
        long last = seen;
        for (ListedEntry entry : answer(() -> ledger.journalAfter(connection, last, AT_ONCE))) {
          out.println(line(entry));
          seen = entry.number();
        }
      }
    } catch (DataAccessException away) {
      // stopped, and the ledger before this
    }
  }

  /**
   * What the ledger says once it answers: a laptop may have slept, or be busy with a build.
   *
   * @throws DataAccessException when it does not, and this is to stop
   */
  private <T> T answer(Supplier<T> question) {
    while (true) {
      try {
        return question.get();
      } catch (DataAccessException away) {
        if (awaitStop()) {
          throw away;
        }
      }
    }
  }

  @Override
  public void close() {
    stopped.countDown();
  }

  private static String runs(Settings settings) {
    if (settings.embeddedEngine()) {
      return "the embedded Temporal has no web page; -Dlockstep.engine=127.0.0.1:7233 uses a running one";
    }
    return settings.pageOfRuns()
        + "/namespaces/lockstep/workflows (where temporal server start-dev serves its page)";
  }

  private boolean awaitSettled() {
    CompletableFuture<Object> pass =
        starts.reconcileStub(connection, "contacts").getResultAsync(Object.class);
    Instant deadline = Instant.now().plus(CONVERGE_WITHIN);
    Instant told = Instant.now();
    Instant moved = Instant.now();
    Map<PairState, Integer> before = Map.of();
    while (Instant.now().isBefore(deadline)) {
      Map<PairState, Integer> counts = answer(() -> ledger.counts(connection));
      if (!counts.equals(before)) {
        before = counts;
        moved = Instant.now();
      }
      boolean quiet = moved.plus(QUIET).isBefore(Instant.now());
      if (pass.isDone() && quiet && counts.getOrDefault(PairState.SYNCING, 0) == 0) {
        return true;
      }
      if (told.plus(PROGRESS).isBefore(Instant.now())) {
        out.printf("  %d pairs in step%n", counts.getOrDefault(PairState.IN_STEP, 0));
        told = Instant.now();
      }
      if (awaitStop()) {
        return false;
      }
    }
    return false;
  }

  private long newest() {
    return ledger.journal(connection, 1).stream().mapToLong(ListedEntry::number).max().orElse(0);
  }

  private static String line(ListedEntry listed) {
    var entry = listed.entry();
    String where = entry.side() == null ? "" : entry.side().word() + " ";
    String fields = entry.fields().isEmpty() ? "" : ": " + String.join(", ", entry.fields());
    String who = entry.who().equals("lockstep") ? "" : " by " + entry.who();
    return "%s  %s  %s%s%s%s"
        .formatted(
            TIME.format(entry.at()),
            entry.contactId(),
            where,
            entry.act().name().toLowerCase(Locale.ROOT),
            fields,
            who);
  }

  private boolean awaitStop() {
    try {
      return stopped.await(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
