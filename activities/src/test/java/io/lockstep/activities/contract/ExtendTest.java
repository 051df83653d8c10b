package io.lockstep.activities.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import feign.Client;
import feign.Headers;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.http.Operation;
import io.lockstep.activities.http.Repeat;
import io.lockstep.activities.testing.SandboxClient;
import io.lockstep.activities.testing.SandboxConnection;
import io.lockstep.activities.testing.SettableClock;
import io.lockstep.activities.testing.TestConnection;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxOptions;
import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Caller;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Lens;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.http.Route;
import io.lockstep.sandbox.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/extend.md says, done: a field by one line, an endpoint by a method and a route. */
class ExtendTest {

  private static final Path PAGE = Path.of("../docs/extend.md");
  private static final Path THIS =
      Path.of("src/test/java/io/lockstep/activities/contract/ExtendTest.java");

  @Headers({"Version: 2021-07-28", "Authorization: Bearer {token}"})
  interface HighLevelScores {

    @Operation(
        source = "contacts.json#get-contact-score",
        scope = "contacts.readonly",
        repeat = Repeat.READS,
        errors = Kind.GONE)
    @RequestLine(value = "GET /contacts/{contactId}/score", decodeSlash = false)
    Map<String, Object> getScore(
        @Param("token") String token,
        @Param("contactId") String contactId,
        Request.Options options);
  }

  private static final Route SCORE =
      Route.get("/contacts/{contactId}/score", ask -> Reply.ok(Map.of("score", 7)));

  @Test
  void oneLineKeepsOneMoreFieldInStepBothWays() throws IOException {
    String line = snippets("yaml").get(0);
    var sides = new TwoSides(TwoSides.MAPPING.replace("  tags:", line + "  tags:"));
    FlowKey ann = sides.newContact(Map.of("email", "ann@example.test", "city", "Oslo"));
    sides.settle(ann);
    assertThat(sides.profile(ann)).containsEntry("comment", "Oslo");

    String profileId = String.valueOf(sides.profile(ann).get("contactId"));
    sides.bhn().update(profileId, Map.of("comment", "Bergen"));
    sides.clock.advance(Duration.ofMinutes(5));
    sides.settle(ann);
    assertThat(sides.contact(ann)).containsEntry("city", "Bergen");
  }

  @Test
  void oneMethodAndOneRouteAreOneMoreEndpoint() {
    var sandbox = Sandbox.inProcess(new SandboxOptions(SettableClock.atEight(), 7));
    HighLevel highLevel = highLevel(sandbox, withRoute(sandbox));
    assertThat(score(highLevel, "c1")).containsEntry("score", 7);
  }

  @Test
  void anEndpointWithoutItsRouteIsNamedByItsMethod() {
    var sandbox = Sandbox.inProcess(new SandboxOptions(SettableClock.atEight(), 7));
    HighLevel highLevel = highLevel(sandbox, new SandboxClient(sandbox));
    var thrown = catchThrowableOfType(ProviderException.class, () -> score(highLevel, "c1"));
    assertThat(thrown.error().operation()).isEqualTo("get-score");
    assertThat(thrown.error().kind()).isEqualTo(Kind.BUG);
  }

  @Test
  void thePageShowsWhatIsDoneHere() throws IOException {
    String source = bare(Files.readString(THIS));
    assertThat(snippets("java"))
        .hasSize(3)
        .allSatisfy(snippet -> assertThat(source).contains(bare(snippet)));
  }

  private static Map<String, Object> score(HighLevel highLevel, String contactId) {
    return highLevel.ask(
        HighLevelScores.class,
        (api, turn) -> api.getScore(turn.token(), contactId, turn.options()));
  }

  private static HighLevel highLevel(Sandbox sandbox, Client client) {
    var access = sandbox.access();
    var connection =
        SandboxConnection.of("acme", access, access.highlevel().token(), TwoSides.MAPPING, true);
    return new TestConnection(client, connection, SettableClock.atEight()).calls().highLevel();
  }

  /** The sandbox with one route more in HighLevel's table. */
  private static Client withRoute(Sandbox sandbox) {
    Client others = new SandboxClient(sandbox);
    return (request, options) -> {
      String path = URI.create(request.url()).getRawPath().substring("/highlevel".length());
      var call =
          io.lockstep.sandbox.http.Request.of(
              request.httpMethod().name(), path, Map.of(), new byte[0]);
      var match = Routes.of(SCORE).match(call);
      if (match.isEmpty()) {
        return others.execute(request, options);
      }
      Ask ask =
          new Ask(call, match.get().path(), Caller.lockstep("here"), Lens.sharp(Duration.ZERO));
      Reply reply = match.get().route().handler().answer(ask);
      return Response.builder()
          .status(reply.status())
          .headers(Map.of("Content-Type", List.of("application/json")))
          .body(Json.bytes(reply.body()))
          .request(request)
          .build();
    };
  }

  /** The code blocks of the page in that language. */
  private static List<String> snippets(String language) throws IOException {
    String opening = "```" + language + "\n";
    return Arrays.stream(Files.readString(PAGE).split("(?=```" + language + "\n)"))
        .filter(part -> part.startsWith(opening))
        .map(part -> part.substring(opening.length(), part.indexOf("```", opening.length())))
        .toList();
  }

  private static String bare(String code) {
    return code.replaceAll("\\s", "");
  }
}
