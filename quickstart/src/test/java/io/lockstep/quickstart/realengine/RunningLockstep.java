package io.lockstep.quickstart.realengine;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.engine.keys.KeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Lockstep as it runs in production, on loopback: PostgreSQL, Temporal, worker and starter-api as
 * processes of their own, and the sandbox for both providers. Every part but the sandbox can be
 * killed and started again.
 */
public final class RunningLockstep implements AutoCloseable {

  private static final String PASSWORD = "only-for-this-test";

  private final Deque<AutoCloseable> started;
  private final List<Program> supervised = new ArrayList<>();
  private final Postgres postgres;
  private final TemporalServer temporal;
  private final Program worker;
  private final Program starter;
  private final Http sandbox;
  private final List<JsonNode> accesses;
  private final Http workerHealth;
  private final Http operator;
  private final List<String> codec;

  /**
   * Starts everything; webhooks flow once this returns. Connection {@code sandbox-1} is seeded,
   * {@code sandbox-2} is empty, and both link at once.
   *
   * @param bin the folder of Temporal's programs
   * @param folder where data, configuration and logs go
   * @param properties of worker and starter-api, over the defaults of this harness
   */
  public static RunningLockstep start(Path bin, Path folder, Map<String, String> properties) {
    Deque<AutoCloseable> started = new ArrayDeque<>();
    try {
      return new RunningLockstep(started, bin, folder, properties);
    } catch (RuntimeException | Error e) { // nobody else could stop what did start
      stop(started);
      throw e;
    }
  }

  private RunningLockstep(
      Deque<AutoCloseable> started, Path bin, Path folder, Map<String, String> properties) {
    this.started = started;
    postgres = keep(Postgres.start(folder, Ports.free()));
    postgres.execute("create database lockstep");
    temporal = keep(TemporalServer.start(bin, folder, postgres, Ports.block(12)));
    int sandboxPort = Ports.block(3);
    int starterPort = sandboxPort + 1;
    int workerPort = sandboxPort + 2;
    keep(
        Program.start(
            "sandbox",
            folder,
            Map.of(),
            java(
                "sandbox",
                Map.of("sandbox.port", String.valueOf(sandboxPort), "sandbox.connections", "2"))));
    sandbox = new Http("http://127.0.0.1:" + sandboxPort, Map.of());
    awaitUp(sandbox, "/control/access");
    accesses = accesses();

    KeyFile.readOrCreate(folder.resolve("keys.json"));
    Map<String, String> shared = new LinkedHashMap<>();
    shared.put("lockstep.ledger.url", postgres.jdbcUrl("lockstep"));
    shared.put("lockstep.ledger.user", "postgres");
    shared.put("lockstep.engine", temporal.target());
    shared.put("lockstep.keys.file", folder.resolve("keys.json").toString());
    shared.put("lockstep.operator.password", PASSWORD);
    shared.put("server.address", "127.0.0.1");
    shared.put("spring.application.json", connectionsJson());
    shared.putAll(properties);
    worker =
        keep(
            Program.start(
                "worker", folder, Map.of(), java("worker", withPort(shared, workerPort))));
    starter =
        keep(
            Program.start(
                "starter-api",
                folder,
                Map.of(),
                java("starter-api", withPort(shared, starterPort))));
    supervised.addAll(List.of(worker, starter));
    workerHealth = new Http("http://127.0.0.1:" + workerPort, Map.of());
    Map<String, String> login = Http.basic("operator", PASSWORD);
    operator = new Http("http://127.0.0.1:" + starterPort, login);
    codec =
        List.of(
            "--codec-endpoint",
            "http://127.0.0.1:" + starterPort + "/codec",
            "--codec-auth",
            String.join("", login.values()));
    awaitUp();
    sandbox.put(
        "/control/webhooks",
        """
        {"highlevel": "http://127.0.0.1:%1$d/webhooks/highlevel", "bhn": "http://127.0.0.1:%1$d/webhooks/bhn"}
        """
            .formatted(starterPort));
  }

  /** The parts a test may kill. */
  public enum Part {
    WORKER,
    STARTER,
    TEMPORAL,
    POSTGRES;

    /** Whom to kill: each as often as the others, in rounds of all four, each round shuffled. */
    static List<Part> victims(int kills, Random random) {
      List<Part> victims = new ArrayList<>();
      while (victims.size() < kills) {
        List<Part> round = new ArrayList<>(List.of(values()));
        Collections.shuffle(round, random);
        victims.addAll(round);
      }
      return victims.subList(0, kills);
    }
  }

  /** SIGKILL. */
  public void kill(Part part) {
    switch (part) {
      case WORKER -> worker.kill();
      case STARTER -> starter.kill();
      case TEMPORAL -> temporal.kill();
      case POSTGRES -> postgres.kill();
    }
  }

  /** Starts what was killed. */
  public void startAgain(Part part) {
    switch (part) {
      case WORKER -> worker.startAgain();
      case STARTER -> starter.startAgain();
      case TEMPORAL -> temporal.startAgain();
      case POSTGRES -> postgres.startAgain();
    }
  }

  /** As a supervisor would: a process that gave up, say without its database, starts again. */
  public void restartWhatDied() {
    for (Program program : supervised) {
      if (!program.isAlive()) {
        program.startAgain();
      }
    }
  }

  /** Waits until worker and starter-api report themselves and all they need as up. */
  public void awaitUp() {
    awaitUp(workerHealth, "/actuator/health");
    awaitUp(operator, "/actuator/health");
  }

  private void awaitUp(Http http, String path) {
    Awaitility.await(path)
        .atMost(Duration.ofMinutes(8))
        .ignoreExceptions() // nobody listens yet
        .until(
            () -> {
              restartWhatDied();
              return http.send("GET", path, null).statusCode() == 200;
            });
  }

  /**
   * A person with hands at both sides of a connection.
   *
   * @param number from 1; the connection is {@code sandbox-<number>}
   */
  public Hands hands(int number) {
    return new Hands(sandbox, accesses.get(number - 1));
  }

  /** The sandbox's control API and both providers' APIs. */
  public Http sandbox() {
    return sandbox;
  }

  /** The operator API, logged in. */
  public Http operator() {
    return operator;
  }

  /** Everything worker and starter-api have printed. */
  public String logs() {
    return worker.printed() + starter.printed();
  }

  /** The database server of ledger and engine; the ledger is the database {@code lockstep}. */
  public Postgres postgres() {
    return postgres;
  }

  /** The Temporal server. */
  public TemporalServer temporal() {
    return temporal;
  }

  /** As {@link TemporalServer#ours}, with the starter-api's codec opening what is sealed. */
  public String inClear(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(codec);
    return temporal.ours(all.toArray(String[]::new));
  }

  @Override
  public void close() {
    stop(started);
  }

  /** Last first, and all of them, whatever one of them says. */
  private static void stop(Deque<AutoCloseable> started) {
    var failures = new IllegalStateException("not every part stopped in order");
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        failures.addSuppressed(e);
      }
    }
    if (failures.getSuppressed().length > 0) {
      throw failures;
    }
  }

  private List<JsonNode> accesses() {
    List<JsonNode> all = new ArrayList<>();
    JsonNode first = sandbox.get("/control/access");
    all.add(first);
    first.path("more").forEach(all::add);
    return all;
  }

  private String connectionsJson() {
    List<String> connections = new ArrayList<>();
    int number = 1;
    for (JsonNode access : accesses) {
      JsonNode highLevel = access.path("highlevel");
      JsonNode bhn = access.path("bhn");
      connections.add(
          """
          "sandbox-%d": {"region": "US", "first-link": "auto",
            "high-level": {"base-url": %s, "location-id": %s, "token": %s, "webhook-public-keys": [%s]},
            "bhn": {"base-url": %s, "account-id": %s, "client-id": %s, "client-secret": %s, "webhook-secret": %s}}
          """
              .formatted(
                  number++,
                  highLevel.path("baseUrl"),
                  highLevel.path("locationId"),
                  highLevel.path("token"),
                  highLevel.path("webhookPublicKey"),
                  bhn.path("baseUrl"),
                  bhn.path("accountId"),
                  bhn.path("clientId"),
                  bhn.path("clientSecret"),
                  bhn.path("webhookSecret")));
    }
    return "{\"lockstep\": {\"connections\": {" + String.join(",", connections) + "}}}";
  }

  private static Map<String, String> withPort(Map<String, String> shared, int port) {
    Map<String, String> own = new LinkedHashMap<>(shared);
    own.put("server.port", String.valueOf(port));
    return own;
  }

  private static List<String> java(String room, Map<String, String> properties) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // They start often and live for minutes: quick code soon beats the best code later.
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-jar", jar(room).toString()));
    return command;
  }

  /** The room's runnable jar, as this very build made it. */
  private static Path jar(String room) {
    Path target = Path.of("..", room, "target");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("no runnable jar in " + target + ": mvn verify"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }
}
