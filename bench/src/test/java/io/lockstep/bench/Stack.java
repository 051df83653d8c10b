package io.lockstep.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.engine.keys.KeyFile;
import io.lockstep.quickstart.realengine.Http;
import io.lockstep.quickstart.realengine.Ports;
import io.lockstep.quickstart.realengine.Postgres;
import io.lockstep.quickstart.realengine.Program;
import io.lockstep.quickstart.realengine.TemporalServer;
import io.lockstep.sandbox.SandboxMain;
import io.lockstep.starter.StarterApplication;
import io.lockstep.worker.WorkerApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything a run needs, each part a process of its own on loopback: PostgreSQL, the Temporal
 * server, the sandbox with all its locations, worker and starter-api. They stop with this object.
 */
final class Stack implements AutoCloseable {

  /** The sandbox fills its first connection by itself; this run leaves that one alone. */
  private static final int LEFT_ALONE = 1;

  private static final String PASSWORD = "only-for-this-run";
  private static final Duration START_WITHIN = Duration.ofMinutes(3);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Allowance allowance;
  private final Path folder;
  private final TemporalServer temporal;
  private final Http sandbox;
  private final List<Place> places;
  private final Http operator;
  private final String starterUrl;
  private final Path unsealedWhile;
  private final Map<String, String> workers;
  private final Map<String, String> starters;
  private Program worker;
  private Program starter;

  /**
   * Starts it; webhooks flow once this returns.
   *
   * @param bin the folder of Temporal's programs
   * @param folder where data, configuration and logs go
   */
  static Stack start(Path bin, Path folder, int locations, Allowance allowance) {
    return new Stack(bin, folder, locations, allowance);
  }

  private Stack(Path bin, Path folder, int locations, Allowance allowance) {
    this.allowance = allowance;
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "bench-stop")); // Ctrl-C
    this.unsealedWhile = folder.resolve("unsealed");
    try {
      Postgres postgres = keep(Postgres.start(folder, Ports.free()));
      postgres.execute("create database lockstep");
      temporal = keep(TemporalServer.start(bin, folder, postgres, Ports.block(12)));
      int sandboxPort = Ports.block(3);
      int starterPort = sandboxPort + 1;
      int workerPort = sandboxPort + 2;

      launch(
          SandboxMain.class,
          Map.of(
              "sandbox.port", String.valueOf(sandboxPort),
              "sandbox.connections", String.valueOf(LEFT_ALONE + locations)));
      sandbox = new Http("http://127.0.0.1:" + sandboxPort, Map.of());
      awaitUp(sandbox, "/control/access");
      JsonNode access = sandbox.get("/control/access");
      places = places(access);

      Map<String, String> shared = shared(postgres, access);
      workers = with(shared, Map.of("server.port", String.valueOf(workerPort)));
      starters = with(shared, Map.of("server.port", String.valueOf(starterPort)));
      starterUrl = "http://127.0.0.1:" + starterPort;
      operator = new Http(starterUrl, Http.basic("operator", PASSWORD));
      worker = launch(WorkerApplication.class, workers);
      awaitUp(workerHealth(), "/actuator/health");
      starter = launch(StarterApplication.class, starters);
      awaitUp(operator, "/actuator/health");
      sendWebhooksTo(starterUrl);
    } catch (RuntimeException failed) {
      close(); // no process outlives a start that failed
      throw failed;
    }
  }

  private static List<Place> places(JsonNode access) {
    List<Place> places = new ArrayList<>();
    int number = LEFT_ALONE;
    for (JsonNode one : access.path("more")) {
      number++;
      places.add(Place.of("sandbox-" + number, number, one));
    }
    return List.copyOf(places);
  }

  private Map<String, String> shared(Postgres postgres, JsonNode access) {
    Path keys = folder.resolve("keys.json");
    KeyFile.readOrCreate(keys);
    Map<String, String> shared = new LinkedHashMap<>();
    shared.put("lockstep.ledger.url", postgres.jdbcUrl("lockstep"));
    shared.put("lockstep.ledger.user", "postgres");
    shared.put("lockstep.engine", temporal.target());
    shared.put("lockstep.keys.file", keys.toString());
    shared.put("lockstep.operator.password", PASSWORD);
    shared.put("lockstep.sweep.at-start", "false"); // nothing may run beside what is measured
    shared.put("lockstep.sweep.scheduled", "false");
    shared.put("server.address", "127.0.0.1");
    int number = LEFT_ALONE;
    for (JsonNode one : access.path("more")) {
      number++;
      String prefix = "lockstep.connections.sandbox-" + number + ".";
      JsonNode highLevel = one.path("highlevel");
      JsonNode bhn = one.path("bhn");
      shared.put(prefix + "region", "US");
      shared.put(prefix + "first-link", "auto");
      shared.put(prefix + "high-level.base-url", text(highLevel, "baseUrl"));
      shared.put(prefix + "high-level.location-id", text(highLevel, "locationId"));
      shared.put(prefix + "high-level.token", text(highLevel, "token"));
      shared.put(prefix + "high-level.webhook-public-keys[0]", text(highLevel, "webhookPublicKey"));
      shared.put(prefix + "bhn.base-url", text(bhn, "baseUrl"));
      shared.put(prefix + "bhn.account-id", text(bhn, "accountId"));
      shared.put(prefix + "bhn.client-id", text(bhn, "clientId"));
      shared.put(prefix + "bhn.client-secret", text(bhn, "clientSecret"));
      shared.put(prefix + "bhn.webhook-secret", text(bhn, "webhookSecret"));
    }
    return shared;
  }

  private static String text(JsonNode access, String name) {
    return access.path(name).asText();
  }

  private static Map<String, String> with(Map<String, String> shared, Map<String, String> more) {
    Map<String, String> own = new LinkedHashMap<>(shared);
    own.putAll(more);
    return own;
  }

  // On the class path of this very build, so that what is measured is what was just compiled.
  private Program launch(Class<?> main, Map<String, String> properties) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-Dlockstep.home=" + folder.resolve(main.getSimpleName()));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return keep(Program.start(main.getSimpleName(), folder, Map.of(), command));
  }

  private void awaitUp(Http http, String path) {
    if (!allowance.await(START_WITHIN, () -> isUp(http, path))) {
      throw new IllegalStateException("no answer from " + path + "; see the logs in " + folder);
    }
  }

  private static boolean isUp(Http http, String path) {
    try {
      return http.send("GET", path, null).statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private Http workerHealth() {
    return new Http("http://127.0.0.1:" + workers.get("server.port"), Map.of());
  }

  /** From now on worker and starter-api are such that {@link #seal} means something to. */
  void restartWithASwitch() {
    worker.close();
    starter.close();
    Map<String, String> switched = Map.of(SwitchedSealing.PROPERTY, unsealedWhile.toString());
    worker = launch(SwitchedSealing.Worker.class, with(workers, switched));
    awaitUp(workerHealth(), "/actuator/health");
    starter = launch(SwitchedSealing.Starter.class, with(starters, switched));
    awaitUp(operator, "/actuator/health");
  }

  /** Whether what is written to a history is encrypted from now on. */
  void seal(boolean sealed) {
    try {
      if (sealed) {
        Files.deleteIfExists(unsealedWhile);
      } else {
        Files.writeString(unsealedWhile, "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every call for that location and its account is answered so late from now on. */
  void slowDown(Place place, Duration by) {
    String fault = "{\"side\": \"%s\", \"kind\": \"slow\", \"by\": \"%s\", \"home\": \"%s\"}";
    sandbox.put(
        "/control/faults",
        "["
            + fault.formatted("highlevel", by, place.locationId())
            + ","
            + fault.formatted("bhn", by, place.accountId())
            + "]");
  }

  /** No call fails or is late any more. */
  void mendAll() {
    sandbox.put("/control/faults", "[]");
  }

  /** The locations, empty at first; each is a connection of its own. */
  List<Place> places() {
    return places;
  }

  /** The sandbox's control API. */
  Http sandbox() {
    return sandbox;
  }

  /** The operator API, logged in. */
  Http operator() {
    return operator;
  }

  /** Where the starter-api listens. */
  String starterUrl() {
    return starterUrl;
  }

  /** Where Temporal clients connect. */
  String engine() {
    return temporal.target();
  }

  /** Both senders' webhooks go there from now on. */
  void sendWebhooksTo(String base) {
    sandbox.put(
        "/control/webhooks",
        """
        {"highlevel": "%1$s/webhooks/highlevel", "bhn": "%1$s/webhooks/bhn"}
        """
            .formatted(base));
  }

  /** What happens from now on is told to nobody. */
  void sendWebhooksNowhere() {
    sandbox.put("/control/webhooks", "{\"highlevel\": null, \"bhn\": null}");
  }

  /** Held webhooks wait in the sandbox; released, all of them are due. */
  void holdWebhooks(boolean hold) {
    sandbox.put("/control/webhooks", "{\"hold\": " + hold + "}");
  }

  /** Whether every webhook was delivered and answered 2xx. */
  boolean allWebhooksDelivered() {
    JsonNode webhooks = sandbox.get("/control/webhooks");
    return webhooks.path("waiting").asInt() == 0 && webhooks.path("handedOut").asInt() == 0;
  }

  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a part did not stop", e);
      }
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }
}
