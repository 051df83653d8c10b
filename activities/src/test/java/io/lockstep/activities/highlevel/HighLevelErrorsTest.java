package io.lockstep.activities.highlevel;

import static io.lockstep.core.error.ProviderError.Kind.AUTH;
import static io.lockstep.core.error.ProviderError.Kind.BUG;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One row per row of the error table in the facts, through the whole connector. */
class HighLevelErrorsTest {

  private static final String SECRET = "Zaphod Beeblebrox";

  static Stream<Arguments> errorsAsHighLevelWordsThem() {
    return Stream.of(
        arguments("too large", 413, "<html>Zaphod</html>", REFUSED, null),
        arguments(
            "an opportunity's field",
            422,
            "{'statusCode':422,'message':['monetaryValue must be a number']}",
            REFUSED,
            "monetaryValue"),
        arguments("plain 400", 400, "{'statusCode':400,'message':'Bad Request'}", REFUSED, null),
        arguments(
            "duplicate",
            400,
            "{'statusCode':400,'message':'This location does not allow duplicated contacts.',"
                + "'meta':{'contactId':'c9','contactName':'Zaphod Beeblebrox',"
                + "'matchingField':'email'},'traceId':'t-1'}",
            REFUSED,
            "email"),
        arguments(
            "unknown contact is a 400",
            400,
            "{'statusCode':400,'message':'Contact with id c1 not found'}",
            GONE,
            "contactId"),
        arguments(
            "dead refresh token",
            400,
            "{'error':'invalid_grant','error_description':'This refresh token is invalid'}",
            AUTH,
            null),
        arguments(
            "dead access token",
            401,
            "{'statusCode':401,'message':'Invalid token: access token is invalid',"
                + "'error':'Unauthorized'}",
            AUTH,
            null),
        arguments("expired", 401, "{'statusCode':401,'message':'Invalid JWT'}", AUTH, null),
        arguments(
            "dead private token",
            401,
            "{'statusCode':401,'message':'Invalid Private Integration token'}",
            AUTH,
            null),
        arguments(
            "scope is missing",
            401,
            "{'statusCode':401,'message':'The token is not authorized for this scope.'}",
            REFUSED,
            null),
        arguments(
            "agency token",
            401,
            "{'statusCode':401,'message':'This authClass type is not allowed to access this'}",
            REFUSED,
            null),
        arguments(
            "no version header",
            401,
            "{'statusCode':401,'message':'version header was not found.'}",
            BUG,
            null),
        arguments(
            "unknown version",
            401,
            "{'statusCode':401,'message':'version header is invalid'}",
            BUG,
            null),
        arguments(
            "other location",
            403,
            "{'statusCode':403,'message':'The token does not have access to this location.'}",
            REFUSED,
            null),
        arguments("blocked at the edge", 403, "<html>error code: 1010</html>", TRANSIENT, null),
        arguments("a gateway that lets nobody in", 401, "<html>Denied</html>", TRANSIENT, null),
        arguments("a 401 without a word", 401, "", AUTH, null),
        arguments(
            "a route that moved",
            404,
            "{'statusCode':404,'message':'Cannot GET /contacts/c1'}",
            BUG,
            null),
        arguments(
            "unknown property",
            422,
            "{'statusCode':422,'message':['property additionalEmails should not exist',"
                + "'Zaphod Beeblebrox'],'error':'Unprocessable Entity'}",
            REFUSED,
            "additionalEmails"),
        arguments(
            "wrong value",
            422,
            "{'status':422,'message':['Zaphod Beeblebrox is no name','email must be an email']}",
            REFUSED,
            "email"),
        arguments(
            "wrong value inside",
            422,
            "{'status':422,'message':['dndSettings.Email.status must be one of active, inactive']}",
            REFUSED,
            "dndSettings.Email"),
        arguments(
            "one text where an array is usual",
            422,
            "{'statusCode':422,'message':'phone must be a valid phone number'}",
            REFUSED,
            "phone"),
        arguments(
            "error as an object",
            422,
            "{'error':{'code':'X','message':'tags must be an array','details':'','resolution':''}}",
            REFUSED,
            "tags"),
        arguments(
            "gone task",
            400,
            "{'statusCode':400,'message':'Task with id c9 not found'}",
            GONE,
            "taskId"),
        arguments(
            "gone note",
            400,
            "{'statusCode':400,'message':'Note with id c9 not found'}",
            GONE,
            "noteId"),
        arguments(
            "empty title",
            422,
            "{'statusCode':422,'message':['title should not be empty']}",
            REFUSED,
            "title"),
        arguments("no answer we know", 418, "{}", BUG, null),
        arguments("server error", 500, "{'statusCode':500,'message':'oops'}", TRANSIENT, null),
        arguments("gateway", 502, "<html>Bad gateway</html>", TRANSIENT, null),
        arguments("down", 503, "", TRANSIENT, null),
        arguments("gateway time-out", 504, "", TRANSIENT, null),
        arguments("burst", 429, "", RATE_LIMITED, null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errorsAsHighLevelWordsThem")
  void anErrorSaysWhatToDoAndNeverWhatItHeld(
      String name, int status, String body, Kind kind, @Nullable String field) {
    ProviderError error = failure(status, body, Map.of());
    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error.field()).isEqualTo(field);
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.operation()).isEqualTo("update-contact");
    assertThat(error.sentence()).doesNotContain("Zaphod", "c9", "c1 ");
  }

  @Test
  void aValueThatIsTooLongIsToldItsLimit() {
    ProviderError error =
        failure(
            422,
            "{'message':['body must be shorter than or equal to 65536 characters']}",
            Map.of());
    assertThat(error.field()).isEqualTo("body");
    assertThat(error.reason()).contains("body is over HighLevel's limit of 65536 characters");
  }

  @Test
  void theLimitOfOneFieldIsNotToldOfAnother() {
    ProviderError error =
        failure(
            422,
            "{'message':['title must be longer than or equal to 1 characters',"
                + "'body must be shorter than or equal to 8192 characters']}",
            Map.of());
    assertThat(error.field()).isEqualTo("title");
    assertThat(error.reason())
        .isEqualTo("HighLevel does not take an empty title; fill it in on either side");
  }

  @Test
  void aDuplicateNamesItsCandidateAndKeepsTheTraceId() {
    ProviderError error =
        failure(
            400,
            "{'message':'This location does not allow duplicated contacts.','meta':"
                + "{'contactId':'c9','matchingField':'phone'},'traceId':'7f3a-1'}",
            Map.of());
    assertThat(error.candidateId()).isEqualTo("c9");
    assertThat(error.field()).isEqualTo("phone");
    assertThat(error.sentence()).endsWith("(status 400, trace 7f3a-1)");
  }

  @Test
  void aTraceIdThatMightBeATextIsLeftOut() {
    assertThat(failure(500, "{'traceId':'" + SECRET + "'}", Map.of()).traceId()).isNull();
  }

  @Test
  void aBurstWaitsAsLongAsTheIntervalHeaderSays() {
    var headers = Map.of("x-ratelimit-interval-milliseconds", "7000");
    assertThat(failure(429, "", headers).retryIn()).isEqualTo(Duration.ofSeconds(7));
    assertThat(failure(429, "", Map.of()).retryIn()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aLongerRetryAfterBeatsTheInterval() {
    var headers =
        Map.of("Retry-After", "Mon, 01 Jun 2026 08:01:00 GMT", "X-RateLimit-Remaining", "0");
    assertThat(failure(429, "", headers).retryIn()).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Fri, 01 Jan 2100 00:00:00 GMT", "999999999"})
  void nobodyClosesASideForMoreThanADay(String retryAfter) {
    assertThat(failure(503, "", Map.of("Retry-After", retryAfter)).retryIn())
        .isEqualTo(Duration.ofDays(1));
  }

  @Test
  void anEmptyDayWaitsForItsReset() {
    var headers = Map.of("X-RateLimit-Daily-Remaining", "0", "X-RateLimit-Daily-Reset", "84322000");
    assertThat(failure(429, "", headers).retryIn()).isEqualTo(Duration.ofSeconds(84_322));
  }

  @Test
  void aCutConnectionIsATransientWithoutStatusAndWithoutTheClientsWords() {
    var test = TestConnection.over(new ScriptedClient().cutting(SECRET));
    var thrown = thrownBy(test);
    assertThat(thrown.error().kind()).isEqualTo(TRANSIENT);
    assertThat(thrown.error().status()).isZero();
    assertThat(thrown.getMessage()).doesNotContain(SECRET);
    assertThat(thrown.getCause()).isNull();
  }

  @Test
  void anAnswerThatIsNoJsonIsATransientThatDoesNotQuoteIt() {
    var test = TestConnection.over(new ScriptedClient().answering(200, "<html>" + SECRET));
    var thrown = thrownBy(test);
    assertThat(thrown.error().kind()).isEqualTo(TRANSIENT);
    assertThat(thrown.getMessage()).doesNotContain(SECRET);
    assertThat(thrown.getCause()).isNull();
  }

  @Test
  void anAnswerWithoutItsRecordNeverCountsAsGone() {
    var test = TestConnection.over(new ScriptedClient().answering(200, "{'contact':null}"));
    assertThat(
            catchThrowableOfType(
                    ProviderException.class, () -> test.calls().highLevel().contact("c1"))
                .error()
                .kind())
        .isEqualTo(TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"customFields.0.field_value", "customFields.cf9", "customFields.bhn_tier"})
  void aCustomFieldIsNamedAsTheMappingNamesIt(String path) {
    var client =
        new ScriptedClient()
            .answering(
                200, "{\"customFields\":[{\"id\":\"cf9\",\"fieldKey\":\"contact.bhn_tier\"}]}")
            .answering(422, "{\"message\":[\"" + path + " must be a string\"]}");
    var highLevel = TestConnection.over(client).calls().highLevel();
    highLevel.customFieldIds();
    var body =
        Map.<String, Object>of(
            "customFields", List.of(Map.of("id", "cf9", "field_value", List.of(1))));
    assertThat(
            catchThrowableOfType(ProviderException.class, () -> highLevel.update("c1", body))
                .error()
                .field())
        .isEqualTo("customField(bhn_tier)");
  }

  private static ProviderError failure(int status, String body, Map<String, String> headers) {
    var client = new ScriptedClient().answering(status, body.replace('\'', '"'), headers);
    return thrownBy(TestConnection.over(client)).error();
  }

  private static ProviderException thrownBy(TestConnection test) {
    return catchThrowableOfType(
        ProviderException.class,
        () -> test.calls().highLevel().update("c1", Map.of("email", "a@example.test")));
  }
}
