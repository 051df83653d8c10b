package io.lockstep.activities.highlevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lockstep.activities.testing.ScriptedClient;
import io.lockstep.activities.testing.TestConnection;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A success that does not hold what it must proves nothing, least of all an absence. */
class HighLevelAnswersTest {

  private final ScriptedClient client = new ScriptedClient();
  private final TestConnection test = TestConnection.over(client);
  private final HighLevel highLevel = test.calls().highLevel();

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{'tasks':null}", "{'tasks':['t1']}", "{'notes':[]}", "<html>"})
  void aListThatIsNotWholeIsAskedAgain(String body) {
    client.answering(200, body.replace('\'', '"'));
    assertThat(kind(() -> highLevel.tasks().list("c1"))).isEqualTo(Kind.TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{'contacts':null}", "{'contacts':['c1']}", "{'total':0}"})
  void aSearchThatIsNotWholeDoesNotMeanNobody(String body) {
    client.answering(200, body.replace('\'', '"'));
    assertThat(kind(() -> highLevel.search(Map.of("pageLimit", 10)))).isEqualTo(Kind.TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{'contact':{}}", "{'contact':['c1']}"})
  void onlyNullMeansThatNobodyHasTheEmail(String body) {
    client.answering(200, body.replace('\'', '"')).answering(200, "{\"contact\":null}");
    assertThat(kind(() -> highLevel.duplicateByEmail("ann@example.com"))).isEqualTo(Kind.TRANSIENT);
    assertThat(highLevel.duplicateByEmail("ann@example.com")).isEmpty();
  }

  @Test
  void aFullPageWithoutItsCursorIsNotTheLast() {
    client.answering(200, "{\"contacts\":[{\"id\":\"c1\"}],\"total\":2}");
    assertThat(kind(() -> highLevel.search(Map.of("pageLimit", 1)))).isEqualTo(Kind.TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{'succeded':false}", "{'succeded':null}", "<html>"})
  void aDeletionNobodyConfirmedIsAskedAgain(String body) {
    String json = body.replace('\'', '"');
    client.answering(200, json).answering(200, json);
    assertThat(kind(() -> highLevel.delete("c1"))).isEqualTo(Kind.TRANSIENT);
    assertThat(kind(() -> highLevel.tasks().delete("c1", "t1"))).isEqualTo(Kind.TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'succeded':true}", "{'succeeded':true,'traceId':'t'}"})
  void aDeletionIsConfirmedInEitherSpelling(String body) {
    client.answering(200, body.replace('\'', '"'));
    highLevel.delete("c1");
    assertThat(client.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{'tags':'vip'}"})
  void tagsNobodyNamedAreWrittenAgain(String body) {
    String json = body.replace('\'', '"');
    client.answering(200, json).answering(200, json);
    assertThat(kind(() -> highLevel.addTags("c1", List.of("vip")))).isEqualTo(Kind.TRANSIENT);
    assertThat(kind(() -> highLevel.removeTags("c1", List.of("vip")))).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void customFieldsThatCannotBeReadAreNotUndefined() {
    client.answering(200, "");
    assertThat(kind(highLevel::customFieldIds)).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void aReadWithoutItsRecordIsAskedAgain() {
    client.answering(200, "{\"note\":null}");
    assertThat(kind(() -> highLevel.notes().one("c1", "n1"))).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void aNotFoundByStatusAloneProvesNothing() {
    client.answering(404, "{\"statusCode\":404,\"message\":\"Cannot GET /contacts/c1/notes/n1\"}");
    assertThat(kind(() -> highLevel.notes().one("c1", "n1"))).isEqualTo(Kind.BUG);
  }

  @Test
  void theOtherKindsNotFoundProvesNothing() {
    client.answering(400, "{\"statusCode\":400,\"message\":\"Task with id n1 not found\"}");
    assertThat(kind(() -> highLevel.notes().one("c1", "n1"))).isEqualTo(Kind.GONE);
  }

  @Test
  void usersAreKnownByTheirEmailInLowerCaseForTenMinutes() {
    String users =
        "{\"users\":[{\"id\":\"u1\",\"email\":\"Olivia@Example.test\"},{\"id\":\"u2\"}]}";
    client.answering(200, users).answering(200, "{\"users\":[]}");
    assertThat(highLevel.userIdsByEmail()).isEqualTo(Map.of("olivia@example.test", "u1"));
    test.clock.advance(Duration.ofMinutes(9));
    assertThat(highLevel.userIdsByEmail()).hasSize(1);
    test.clock.advance(Duration.ofMinutes(1));
    assertThat(highLevel.userIdsByEmail()).isEmpty();
  }

  private static Kind kind(ThrowingCallable call) {
    var thrown = catchThrowableOfType(ProviderException.class, call);
    assertThat(thrown).isNotNull();
    return thrown.error().kind();
  }
}
