package io.lockstep.activities.grant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import feign.Client;
import io.lockstep.activities.CallContext;
import io.lockstep.activities.CallListener;
import io.lockstep.activities.Providers;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.testing.SandboxClient;
import io.lockstep.activities.testing.SandboxConnection;
import io.lockstep.activities.testing.SettableClock;
import io.lockstep.core.Lane;
import io.lockstep.ledger.Budget;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.Grants;
import io.lockstep.ledger.InMemoryBreakers;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxAccess;
import io.lockstep.sandbox.SandboxAnswer;
import io.lockstep.sandbox.SandboxCall;
import io.lockstep.sandbox.SandboxOptions;
import io.lockstep.sandbox.highlevel.RateLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sandbox with two locations whose people let the app in, and a clock set by hand. */
final class Marketplace {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CallContext LIVE = new CallContext(Lane.LIVE, false, false, "run-1");

  final SettableClock clock = SettableClock.atEight();
  private final Sandbox sandbox =
      Sandbox.inProcess(
          new SandboxOptions(clock, 7)
              .withConnections(2)
              .withLimits(new RateLimits(100_000, Duration.ofSeconds(10), 1_000_000)));
  private final Client client = new SandboxClient(sandbox);

  /** Every call may be made at once: it is not the budget that is looked at. */
  private static final Budget UNLIMITED =
      new Budget() {
        @Override
        public Turn take(String location, Asker asker, Need need, String owner, Instant now) {
          return new Turn(true, Duration.ZERO);
        }

        @Override
        public void correct(
            String location, int remaining, int dailyRemaining, Instant sent, Instant now) {}
      };

  HighLevelApp app() {
    SandboxAccess.HighLevelAccess access = sandbox.access().highlevel();
    return new HighLevelApp(access.clientId(), access.clientSecret());
  }

  /** One process of ours. */
  Providers process(Connections connections, Grants grants) {
    return process(connections, grants, app());
  }

  Providers process(Connections connections, Grants grants, HighLevelApp app) {
    return new Providers(
        any -> client,
        UNLIMITED,
        new InMemoryBreakers(),
        connections,
        grants,
        app,
        CallListener.NONE,
        clock);
  }

  /** The connection of that location, 0 or 1, with no token of its own. */
  Connection connection(int location) {
    return SandboxConnection.of(
        location == 0 ? "acme" : "other", sandbox.accesses().get(location), "", "", true);
  }

  /** The first connection with the secrets both sides take now. */
  Connection withToken() {
    SandboxAccess access = sandbox.access();
    return SandboxConnection.of("acme", access, access.highlevel().token(), "", true);
  }

  static HighLevel calls(Providers process, Connection connection) {
    return process.of(connection, LIVE).highLevel();
  }

  static void call(Providers process, Connection connection) {
    calls(process, connection).search(Map.of("pageLimit", 1));
  }

  /** A person lets the app into that location; answers what the code was exchanged for. */
  Grant letIn(int location) {
    return exchanged(resource(location), code(resource(location)));
  }

  /** The agency lets it in: its token makes tokens of both locations. */
  Grant letIntoAgency() {
    return exchanged(agency(), code(agency()));
  }

  /** HighLevel's id of that location. */
  String resource(int location) {
    return sandbox.accesses().get(location).highlevel().locationId();
  }

  /** HighLevel's id of the agency. */
  String agency() {
    return control("PUT", "/control/oauth", Map.of("agency", true)).get("resource").asText();
  }

  /** A person lets the app in there; answers the code their browser is sent back with. */
  String code(String resource) {
    return codeFor("resource=" + resource);
  }

  /** An agency lets the app into these of its locations and no others. */
  String code(String agency, String... locations) {
    return codeFor(
        "resource=" + agency + "&location." + String.join("=on&location.", locations) + "=on");
  }

  /** The same for an app that asks for that scope alone. */
  String codeOf(String resource, String scope) {
    return codeFor("resource=" + resource + "&scope=" + scope);
  }

  private String codeFor(String choice) {
    String location =
        String.valueOf(
            send(
                    "POST",
                    "/highlevel/v2/oauth/chooselocation",
                    "%s&client_id=%s&redirect_uri=http://localhost/back"
                        .formatted(choice, app().clientId()))
                .headers()
                .get("Location"));
    return location.substring(location.indexOf("code=") + "code=".length());
  }

  private Grant exchanged(String resource, String code) {
    JsonNode answer =
        read(
            send(
                    "POST",
                    "/highlevel/oauth/token",
                    "grant_type=authorization_code&client_id=%s&client_secret=%s&code=%s"
                        .formatted(app().clientId(), app().clientSecret(), code))
                .body());
    return Grant.obtained(
        resource,
        answer.get("userType").asText().equals("Company")
            ? Grant.UserType.COMPANY
            : Grant.UserType.LOCATION,
        sandbox.access().highlevel().baseUrl(),
        answer.get("companyId").asText(),
        answer.get("access_token").asText(),
        answer.get("refresh_token").asText(),
        clock.instant(),
        Duration.ofSeconds(answer.get("expires_in").asLong()));
  }

  /** HighLevel takes that part of the grant of the first location back. */
  void revoke(String what) {
    control("PUT", "/control/oauth", Map.of("revoke", what));
  }

  /** The next token calls meet that fault. */
  void fault(String kind, int times) {
    control(
        "PUT",
        "/control/faults",
        List.of(
            Map.of(
                "side", "highlevel", "route", "POST /oauth/token", "kind", kind, "times", times)));
  }

  /** How often HighLevel was asked so, whatever it answered. */
  int asked(String call) {
    return (int) log().stream().filter(line -> line.endsWith(call)).count();
  }

  /** The token calls so far, with their answers. */
  List<String> log() {
    List<String> lines = new ArrayList<>();
    for (JsonNode entry : control("GET", "/control/log", null)) {
      String path = entry.get("path").asText();
      if (path.startsWith("/oauth/")) {
        lines.add(
            "%s %s %s".formatted(entry.get("status").asText(), entry.get("method").asText(), path));
      }
    }
    return lines;
  }

  JsonNode control(String method, String path, @Nullable Object body) {
    var answer = send(method, path, body == null ? "" : write(body));
    assertThat(answer.status()).isEqualTo(200);
    return read(answer.body());
  }

  private SandboxAnswer send(String method, String path, String body) {
    try {
      return sandbox.call(new SandboxCall(method, path, Map.of(), body.getBytes(UTF_8)));
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }

  private static String write(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
