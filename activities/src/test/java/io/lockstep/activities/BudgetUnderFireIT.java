package io.lockstep.activities;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.grant.HighLevelApp;
import io.lockstep.activities.testing.SandboxClient;
import io.lockstep.activities.testing.SandboxConnection;
import io.lockstep.activities.testing.SettableClock;
import io.lockstep.core.Lane;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.ledger.Breakers;
import io.lockstep.ledger.Budget;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Grants;
import io.lockstep.ledger.LedgerConfiguration;
import io.lockstep.ledger.LedgerDataSource;
import io.lockstep.ledger.Sealer;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxAnswer;
import io.lockstep.sandbox.SandboxCall;
import io.lockstep.sandbox.SandboxOptions;
import io.lockstep.sandbox.highlevel.RateLimits;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * HighLevel's limits with two processes on one real ledger and the sandbox that counts strictly.
 * Time is the sandbox's and moves only when nobody has anything to do; who may not call now comes
 * back when it was told to. The two processes call at the same moment, each on a thread.
 */
class BudgetUnderFireIT {

  private static final EmbeddedPostgres SERVER = server();
  private static final String KEYSET = Sealer.newKeysetJson();
  private static final Duration NEIGHBOURS_PACE = Duration.ofMillis(200); // half of the bucket
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);

  private final SettableClock clock = SettableClock.atEight();

  @AfterAll
  static void stop() throws IOException {
    THREADS.shutdownNow();
    SERVER.close();
  }

  @Test // law L8: steady state meets no 429
  void twoProcessesAtTheLimitMeetNo429AndLoseTwoPercent() throws Exception {
    try (Fire fire = new Fire("limit", RateLimits.PUBLISHED)) {
      fire.live(1_200);
      fire.burn();
      double floor = (1_200 - 100) / 10.0;
      double ratio = fire.lasted().toMillis() / 1_000.0 / floor;
      System.out.printf(
          "two processes, 1,200 calls: %.3f times the floor of %.0f s%n", ratio, floor);
      assertThat(fire.answered(429)).isZero();
      assertThat(fire.answered(200)).isEqualTo(1_200);
      assertThat(ratio).isBetween(0.999, 1.05); // virtual time: it depends on no machine
    }
  }

  @Test
  void aNeighbourThatTakesHalfOfTheBucketCostsUnderOnePercent429AndLosesNothing() throws Exception {
    try (Fire fire = new Fire("neighbour", RateLimits.PUBLISHED)) {
      fire.neighbourComes(Duration.ofSeconds(10)); // and has its half before we begin
      fire.live(500);
      fire.burn();
      System.out.printf(
          "beside a neighbour: 500 calls in %d s, %d met a 429; the neighbour's %d of %d passed%n",
          fire.lasted().toSeconds(), fire.answered(429), fire.passed, fire.neighbours);
      assertThat(fire.answered(200)).isEqualTo(500);
      assertThat(fire.answered(429)).isLessThan(5);
      assertThat(fire.passed).as("it kept its half").isGreaterThan(fire.neighbours * 8 / 10);
    }
  }

  @Test
  void nearTheDaysEndLiveCallsPassAndBulkSaysWhenItGoesOn() throws Exception {
    var nearly = new RateLimits(100, Duration.ofSeconds(10), 20_020);
    try (Fire fire = new Fire("day", nearly)) {
      fire.live(30);
      fire.burn();

      NotNowException bulk = fire.refused(new CallContext(Lane.BULK, false, false, "sweep"));

      assertThat(bulk.in()).isEqualTo(untilTomorrow());
      assertThat(bulk.why()).contains("kept for live changes");
      fire.live(60);
      fire.burn();
      assertThat(fire.answered(200)).isEqualTo(90);
      clock.advance(untilTomorrow());
      assertThat(fire.call(new CallContext(Lane.BULK, false, false, "sweep"))).isEmpty();
    }
  }

  @Test
  void onceTheDayIsSpentNobodyCallsUntilHighLevelsResetAndNothingIsLost() throws Exception {
    try (Fire fire = new Fire("spent", new RateLimits(100, Duration.ofSeconds(10), 40))) {
      fire.live(50);
      Instant tomorrow = clock.instant().plus(untilTomorrow());
      fire.burn();
      assertThat(fire.answered(200)).isEqualTo(50);
      assertThat(fire.answered(429)).as("found out by few calls").isLessThan(5);
      assertThat(fire.lastAt).isAfterOrEqualTo(tomorrow);
      assertThat(fire.sentBetween(tomorrow.minus(Duration.ofHours(1)), tomorrow)).isLessThan(10);
    }
  }

  private Duration untilTomorrow() {
    return Duration.ofHours(24).minusMillis(clock.instant().toEpochMilli() % 86_400_000L);
  }

  /** Work that waits its turn. */
  private record Ask(Instant at, int process, String owner, boolean retry) {}

  /** A location under load. */
  private final class Fire implements AutoCloseable {

    private Instant start = clock.instant();
    private final Sandbox sandbox;
    private final Connection connection;
    private final String contact;
    private final List<AnnotationConfigApplicationContext> ledgers = new ArrayList<>();
    private final List<Providers> processes = new ArrayList<>();
    private final List<CallListener.Call> calls = new CopyOnWriteArrayList<>();
    private final List<Instant> sent = new CopyOnWriteArrayList<>();
    private final PriorityQueue<Ask> asks =
        new PriorityQueue<>(Comparator.comparing(Ask::at).thenComparing(Ask::owner));
    private int owners;
    private Optional<Instant> neighbourComes = Optional.empty();
    private int neighbours;
    private int passed;
    private Instant lastAt = start;

    Fire(String id, RateLimits limits) throws Exception {
      sandbox = Sandbox.inProcess(new SandboxOptions(clock, 7).withLimits(limits));
      var access = sandbox.access();
      connection = SandboxConnection.of(id, access, access.highlevel().token(), "", true);
      contact = contactOf(access.highlevel().personToken(), access.highlevel().locationId());
      for (int process = 0; process < 2; process++) {
        ledgers.add(ledger(id));
        processes.add(providers(ledgers.get(process)));
      }
    }

    private Providers providers(AnnotationConfigApplicationContext ledger) {
      Connections connections = ledger.getBean(Connections.class);
      connections.register(connection);
      return new Providers(
          any -> new SandboxClient(sandbox),
          ledger.getBean(Budget.class),
          ledger.getBean(Breakers.class),
          connections,
          ledger.getBean(Grants.class),
          HighLevelApp.NONE,
          call -> {
            calls.add(call);
            sent.add(clock.instant());
          },
          clock);
    }

    /** A person makes it, from a bucket of their own. */
    private String contactOf(String token, String location) {
      var body = "{\"locationId\":\"%s\",\"email\":\"ann@example.com\"}".formatted(location);
      String answer = new String(said("POST", "/contacts/", token, body).body(), UTF_8);
      return answer.replaceAll("(?s).*\"contact\":\\{\"id\":\"(\\w+)\".*", "$1");
    }

    private SandboxAnswer said(String method, String path, String token, String body) {
      var headers =
          Map.of(
              "Authorization",
              "Bearer " + token,
              "Version",
              "2021-07-28",
              "Content-Type",
              "application/json");
      try {
        var call = new SandboxCall(method, "/highlevel" + path, headers, body.getBytes(UTF_8));
        return sandbox.call(call);
      } catch (IOException cut) {
        throw new UncheckedIOException(cut);
      }
    }

    /** So many live changes at once, of one call each, half of them in each process. */
    void live(int changes) {
      for (int i = 0; i < changes; i++) {
        asks.add(new Ask(clock.instant(), i % 2, "run-" + owners++, false));
      }
    }

    /** From now on somebody else calls with the same app's token, five times a second. */
    void neighbourComes(Duration before) {
      neighbourComes = Optional.of(clock.instant());
      neighbourUntil(clock.instant().plus(before));
      start = clock.instant();
    }

    /** Until all work is done. */
    void burn() throws Exception {
      while (!asks.isEmpty()) {
        Ask first = asks.remove();
        neighbourUntil(first.at());
        moveTo(first.at());
        List<Callable<Optional<Ask>>> together = new ArrayList<>();
        together.add(() -> tried(first));
        Ask second = asks.peek();
        if (second != null
            && second.process() != first.process()
            && !second.at().isAfter(clock.instant())) {
          asks.remove();
          together.add(() -> tried(second));
        }
        for (Future<Optional<Ask>> again : THREADS.invokeAll(together)) {
          again.get().ifPresent(asks::add);
        }
        lastAt = clock.instant();
      }
    }

    private void neighbourUntil(Instant until) {
      while (neighbourComes.filter(at -> !at.isAfter(until)).isPresent()) {
        moveTo(neighbourComes.get());
        boolean answered =
            said("GET", "/contacts/" + contact, connection.highLevel().token(), "").status() == 200;
        passed += answered ? 1 : 0;
        neighbours++;
        neighbourComes = neighbourComes.map(at -> at.plus(NEIGHBOURS_PACE));
      }
    }

    private void moveTo(Instant at) {
      if (at.isAfter(clock.instant())) {
        clock.advance(Duration.between(clock.instant(), at));
      }
    }

    /** Empty when it was made; otherwise when it comes back. */
    private Optional<Ask> tried(Ask ask) {
      var caller = new CallContext(Lane.LIVE, ask.retry(), false, ask.owner());
      return call(ask.process(), caller)
          .map(
              wait ->
                  new Ask(
                      clock.instant().plus(wait.in()),
                      ask.process(),
                      ask.owner(),
                      ask.retry() || wait.met429()));
    }

    private record Wait(Duration in, boolean met429) {}

    Optional<Duration> call(CallContext caller) {
      return call(0, caller).map(Wait::in);
    }

    private Optional<Wait> call(int process, CallContext caller) {
      try {
        processes.get(process).of(connection, caller).highLevel().contact(contact);
        return Optional.empty();
      } catch (NotNowException notNow) {
        return Optional.of(new Wait(notNow.in(), false));
      } catch (ProviderException failure) {
        assertThat(failure.error().kind()).isEqualTo(Kind.RATE_LIMITED);
        return Optional.of(new Wait(failure.error().retryIn(), true));
      }
    }

    NotNowException refused(CallContext caller) {
      try {
        processes.get(1).of(connection, caller).highLevel().contact(contact);
        throw new AssertionError("it was let through");
      } catch (NotNowException refused) {
        return refused;
      }
    }

    Duration lasted() {
      return Duration.between(start, lastAt);
    }

    long answered(int status) {
      return calls.stream().filter(call -> call.status() == status).count();
    }

    long sentBetween(Instant from, Instant to) {
      return sent.stream().filter(at -> at.isAfter(from) && at.isBefore(to)).count();
    }

    @Override
    public void close() {
      ledgers.forEach(AnnotationConfigApplicationContext::close);
    }
  }

  /** A process's own pool and ports; both share the database. */
  private AnnotationConfigApplicationContext ledger(String name) throws Exception {
    try (var connection = SERVER.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var known =
            statement.executeQuery(
                "select 1 from pg_database where datname = '" + name + "fire'")) {
      if (!known.next()) {
        try (var creating = connection.createStatement()) {
          creating.execute("create database " + name + "fire");
        }
      }
    }
    String url = "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + name + "fire";
    var context = new AnnotationConfigApplicationContext();
    context.registerBean(DataSource.class, () -> LedgerDataSource.open(url, "postgres", "", 4));
    context.registerBean(Sealer.class, () -> Sealer.of(KEYSET));
    context.registerBean(InstantSource.class, () -> clock);
    context.register(LedgerConfiguration.class);
    context.refresh();
    return context;
  }

  private static EmbeddedPostgres server() { // it stops itself when the JVM ends
    try {
      return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
