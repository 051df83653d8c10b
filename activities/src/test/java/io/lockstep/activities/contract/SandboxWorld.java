package io.lockstep.activities.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import feign.Client;
import io.lockstep.activities.bhn.Bhn;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.http.JdkClient;
import io.lockstep.activities.testing.SandboxClient;
import io.lockstep.activities.testing.SettableClock;
import io.lockstep.activities.testing.TestConnection;
import io.lockstep.ledger.Connection;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxAccess;
import io.lockstep.sandbox.SandboxAnswer;
import io.lockstep.sandbox.SandboxCall;
import io.lockstep.sandbox.SandboxOptions;
import io.lockstep.sandbox.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An empty sandbox, a connection to it, and its control API. */
final class SandboxWorld implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SEED = 7;

  private final Sandbox sandbox;
  private final Client client;
  private final SettableClock clock;
  private final @Nullable SandboxServer server;
  final TestConnection test;

  /** A world whose calls travel without a socket, as the simulation calls. */
  static SandboxWorld inProcess() {
    SettableClock clock = SettableClock.atEight();
    Sandbox sandbox = Sandbox.inProcess(new SandboxOptions(clock, SEED));
    return new SandboxWorld(sandbox, new SandboxClient(sandbox), clock, null);
  }

  /** A world whose calls travel over HTTP, as the worker calls. */
  static SandboxWorld overHttp() {
    SettableClock clock = SettableClock.atEight();
    Sandbox sandbox = Sandbox.inProcess(new SandboxOptions(clock, SEED));
    try { // before the access is asked for: the server tells it where it listens
      SandboxServer server = SandboxServer.start(sandbox, 0);
      return new SandboxWorld(sandbox, JdkClient.shared(), clock, server);
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  private SandboxWorld(
      Sandbox sandbox, Client client, SettableClock clock, @Nullable SandboxServer server) {
    this.sandbox = sandbox;
    this.client = client;
    this.clock = clock;
    this.server = server;
    this.test = new TestConnection(client, connection(sandbox.access(), ""), clock);
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }

  HighLevel highLevel() {
    return test.calls().highLevel();
  }

  Bhn bhn() {
    return test.calls().bhn();
  }

  /** A connection to the same world whose token and secret are wrong. */
  TestConnection withWrongSecrets() {
    return new TestConnection(client, connection(sandbox.access(), "wrong-"), clock);
  }

  private static Connection connection(SandboxAccess access, String prefix) {
    return new Connection(
        "acme",
        "US",
        new Connection.HighLevel(
            access.highlevel().baseUrl(),
            access.highlevel().locationId(),
            prefix + access.highlevel().token(),
            List.of()),
        new Connection.Bhn(
            access.bhn().baseUrl(),
            access.bhn().accountId(),
            access.bhn().clientId(),
            prefix + access.bhn().clientSecret(),
            access.bhn().webhookSecret()),
        "",
        true,
        false,
        "");
  }

  /** From now on, the next calls to that side meet that fault. */
  void fault(String side, String kind, int times) {
    control(
        "PUT",
        "/control/faults",
        List.of(Map.of("side", side, "route", "*", "kind", kind, "chance", 1, "times", times)));
  }

  /** The calls the sandbox has seen on that side, oldest first: {@code 200 GET /contacts/c1}. */
  List<String> log(String side) {
    List<String> lines = new ArrayList<>();
    for (JsonNode entry : control("GET", "/control/log", null)) {
      if (entry.get("side").asText().equals(side)) {
        lines.add(
            "%s %s %s"
                .formatted(
                    entry.get("status").asText(),
                    entry.get("method").asText(),
                    entry.get("path").asText()));
      }
    }
    return lines;
  }

  /** What is at that place (a JSON pointer) of what both sides hold now. */
  String state(String pointer) {
    return control("GET", "/control/state", null).at(pointer).toString();
  }

  private JsonNode control(String method, String path, @Nullable Object body) {
    try {
      byte[] bytes = body == null ? new byte[0] : JSON.writeValueAsBytes(body);
      var headers = Map.of("Content-Type", "application/json");
      SandboxAnswer answer = sandbox.call(new SandboxCall(method, path, headers, bytes));
      if (answer.status() != 200) {
        throw new IllegalStateException(
            "%s %s: %d %s"
                .formatted(method, path, answer.status(), new String(answer.body(), UTF_8)));
      }
      return JSON.readTree(answer.body());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
