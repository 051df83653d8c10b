package io.lockstep.activities.bhn;

import static io.lockstep.core.error.ProviderError.Kind.ALREADY_DONE;
import static io.lockstep.core.error.ProviderError.Kind.AUTH;
import static io.lockstep.core.error.ProviderError.Kind.BUG;
import static io.lockstep.core.error.ProviderError.Kind.CONFLICT;
import static io.lockstep.core.error.ProviderError.Kind.GONE;
import static io.lockstep.core.error.ProviderError.Kind.RATE_LIMITED;
import static io.lockstep.core.error.ProviderError.Kind.REFUSED;
import static io.lockstep.core.error.ProviderError.Kind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lockstep.activities.testing.ScriptedClient;
import io.lockstep.activities.testing.TestConnection;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One row per class of the facts' section 8.4, through the whole connector. */
class BhnErrorsTest {

  static Stream<Arguments> errorsByCodeAndStatus() {
    return Stream.of(
        arguments("2303", 400, code("2303"), ALREADY_DONE, null),
        arguments(
            "2303 as a number",
            400,
            "{'success':false,'errors':[{'errorCode':2303}]}",
            ALREADY_DONE,
            null),
        arguments("2303 with 200", 200, code("2303"), ALREADY_DONE, null),
        arguments("unknown id", 400, code("contact.unknown"), GONE, "contactId"),
        arguments("unknown id with 200", 200, code("contact.unknown"), GONE, "contactId"),
        arguments("unknown task", 400, code("task.unknown"), GONE, "taskId"),
        arguments("unknown note with 200", 200, code("note.unknown"), GONE, "noteId"),
        arguments("stale version", 409, code("contact.version.stale"), CONFLICT, null),
        arguments("stale note", 409, code("note.version.stale"), CONFLICT, null),
        arguments("another conflict", 409, code("something.else"), CONFLICT, null),
        arguments("id reused", 409, code("request.id.reused"), BUG, null),
        arguments("bad field", 400, code("contact.email.invalid"), REFUSED, "email"),
        arguments("bad field of a task", 400, code("task.dueDate.invalid"), REFUSED, "dueDate"),
        arguments("a field nobody knows", 400, code("contact.Zaphod.unknown"), REFUSED, null),
        arguments("no code", 400, "{'success':false,'errors':[]}", REFUSED, null),
        arguments("failure with 200", 200, "{'success':false}", REFUSED, null),
        arguments("unclear", 422, code("request.failed"), REFUSED, null),
        arguments("a route that moved", 404, code("route.unknown"), BUG, null),
        arguments("a proxy's page", 404, "<html>Zaphod</html>", BUG, null),
        arguments("slow down", 429, code("request.rate.exceeded"), RATE_LIMITED, null),
        arguments("slow down with 200", 200, code("request.rate.exceeded"), RATE_LIMITED, null),
        arguments("server error with 200", 200, code("server.error"), TRANSIENT, null),
        arguments("a route that moved with 200", 200, code("route.unknown"), BUG, null),
        arguments("client unknown with 200", 200, code("auth.client.invalid"), AUTH, null),
        arguments("a page", 400, code("page.limit.invalid"), REFUSED, "limit"),
        arguments("a page with 200", 200, code("page.cursor.invalid"), REFUSED, "cursor"),
        arguments("a page of nobody's", 400, code("page.Zaphod.invalid"), REFUSED, null),
        arguments("errors and no flag", 200, "{'errors':[{'errorCode':2303}]}", ALREADY_DONE, null),
        arguments("an empty success", 200, "", TRANSIENT, null),
        arguments("no envelope", 200, "{'status':'ok'}", TRANSIENT, null),
        arguments("server error", 500, code("server.error"), TRANSIENT, null),
        arguments("gateway", 502, "<html>Zaphod</html>", TRANSIENT, null),
        arguments("a gateway that lets nobody in", 401, "<html>Denied</html>", TRANSIENT, null),
        arguments("a gateway that forbids", 403, "<html>Denied</html>", TRANSIENT, null),
        arguments("down", 503, "", TRANSIENT, null),
        arguments("gateway time-out", 504, "", TRANSIENT, null),
        arguments("too large", 413, "<html>Zaphod</html>", REFUSED, null),
        arguments("a field too large", 413, code("note.body.tooLarge"), REFUSED, "body"),
        arguments("no status we know", 418, "", BUG, null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errorsByCodeAndStatus")
  void theCodeDecidesThenTheStatusNeverTheMessage(
      String name, int status, String body, Kind kind, @Nullable String field) {
    ProviderError error = failure(status, body, Map.of());
    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error.field()).isEqualTo(field);
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.operation()).isEqualTo("create-contact");
    assertThat(error.sentence()).doesNotContain("Zaphod");
  }

  @Test
  void aValueThatIsTooLongIsToldItsLimit() {
    ProviderError error =
        failure(
            400,
            "{'success':false,'errors':[{'errorCode':'task.title.tooLong','limit':255}]}",
            Map.of());
    assertThat(error.field()).isEqualTo("title");
    assertThat(error.reason()).contains("title is over BHN Rewards' limit of 255 characters");
  }

  @Test
  void aRateLimitWaitsAsLongAsRetryAfterSays() {
    assertThat(failure(429, "", Map.of("retry-after", "42")).retryIn())
        .isEqualTo(Duration.ofSeconds(42));
    assertThat(failure(429, "", Map.of()).retryIn()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aListThatDoesNotComeNeverCountsAsNobody() {
    var client = new ScriptedClient().answering(200, TOKEN).answering(200, "{\"success\":true}");
    var test = TestConnection.over(client);
    assertThat(
            catchThrowableOfType(
                    ProviderException.class, () -> test.calls().bhn().byEmail("a@example.test"))
                .error()
                .kind())
        .isEqualTo(TRANSIENT);
  }

  private static final String TOKEN = "{\"access_token\":\"t\",\"expires_in\":3600}";

  private static String code(String code) {
    return "{'success':false,'errors':[{'errorCode':'%s','message':'Zaphod Beeblebrox'}]}"
        .formatted(code);
  }

  @Test
  void a401WithoutAWordIsAskedAgainWithANewTokenThenPauses() {
    var client =
        new ScriptedClient()
            .answering(200, TOKEN)
            .answering(401, "", Map.of())
            .answering(200, TOKEN)
            .answering(401, "", Map.of());
    var test = TestConnection.over(client);
    ProviderException refused =
        catchThrowableOfType(
            ProviderException.class, () -> test.calls().bhn().create(Map.of("requestId", "r1")));
    assertThat(refused.error().kind()).isEqualTo(AUTH);
  }

  private static ProviderError failure(int status, String body, Map<String, String> headers) {
    String json = body.replace('\'', '"');
    var client =
        new ScriptedClient()
            .answering(200, TOKEN)
            .answering(status, json, headers)
            .answering(200, TOKEN) // where the first was refused
            .answering(status, json, headers);
    var test = TestConnection.over(client);
    return catchThrowableOfType(
            ProviderException.class, () -> test.calls().bhn().create(Map.of("requestId", "r1")))
        .error();
  }
}
