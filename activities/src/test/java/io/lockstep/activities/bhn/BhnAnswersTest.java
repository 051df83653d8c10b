package io.lockstep.activities.bhn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lockstep.activities.testing.ScriptedClient;
import io.lockstep.activities.testing.TestConnection;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A success that does not hold what it must proves nothing, least of all an absence. */
class BhnAnswersTest {

  private static final String TOKEN = "{\"access_token\":\"t\",\"expires_in\":3600}";

  private final ScriptedClient client = new ScriptedClient().answering(200, TOKEN);
  private final Bhn bhn = TestConnection.over(client).calls().bhn();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{'success':true}",
        "{'success':true,'result':[{'taskId':'t1'}]}",
        "{'success':true,'result':[],'total':1}",
        "{'success':true,'result':'none','total':0}",
        "<html>"
      })
  void aListThatIsNotWholeIsAskedAgain(String body) {
    client.answering(200, body.replace('\'', '"'));
    assertThat(kind(() -> bhn.tasks().list("c1"))).isEqualTo(Kind.TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'success':true,'result':[null]}",
        "{'success':true,'result':['c1']}",
        "{'success':true,'result':[{'contactId':'c1'},null]}"
      })
  void aRecordThatCannotBeReadDoesNotMeanNobody(String body) {
    client.answering(200, body.replace('\'', '"'));
    assertThat(kind(() -> bhn.byReferenceId("r1"))).isEqualTo(Kind.TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'success':true,'result':[]}", "{'success':true,'result':[],'total':101}"})
  void aPageThatIsMissingIsNotTheEndOfAllContacts(String body) {
    client.answering(200, body.replace('\'', '"'));
    assertThat(kind(() -> bhn.list(100, 100))).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void fewerContactsThanBeforeAreAnEnd() {
    client.answering(200, "{\"success\":true,\"result\":[],\"total\":99}");
    assertThat(bhn.list(100, 100).last()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{'success':true,'nextCursor':'7'}",
        "{'success':true,'result':[]}",
        "{'success':true,'result':[],'nextCursor':null}",
        "{'success':true,'result':['c1'],'nextCursor':'7'}"
      })
  void aFeedThatCannotBeReadDoesNotMeanThatNothingChanged(String body) {
    client.answering(200, body.replace('\'', '"'));
    assertThat(kind(() -> bhn.changes("6", 10))).isEqualTo(Kind.TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{'result':[]}", "<html>"})
  void aDeletionNobodyConfirmedIsAskedAgain(String body) {
    String json = body.replace('\'', '"');
    client.answering(200, json).answering(200, json);
    assertThat(kind(() -> bhn.delete("c1", "1"))).isEqualTo(Kind.TRANSIENT);
    assertThat(kind(() -> bhn.notes().delete("c1", "n1", "1"))).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void aListGoesOnWhereItsPageEnded() {
    client
        .answering(200, "{\"success\":true,\"total\":2,\"result\":[{\"noteId\":\"n1\"}]}")
        .answering(200, "{\"success\":true,\"total\":2,\"result\":[{\"noteId\":\"n2\"}]}");
    assertThat(bhn.notes().list("c1"))
        .containsExactly(Map.of("noteId", "n1"), Map.of("noteId", "n2"));
    assertThat(client.last().url()).endsWith("/v2/contacts/c1/notes?start=1&limit=500");
  }

  /** A match must not look unique because the page ended before the others. */
  @Test
  void aSearchGoesOnWhereItsPageEnded() {
    for (Supplier<List<Map<String, Object>>> search :
        List.<Supplier<List<Map<String, Object>>>>of(
            () -> bhn.byEmail("ann@example.test"), () -> bhn.byReferenceId("r1"))) {
      client
          .answering(200, "{\"success\":true,\"total\":2,\"result\":[{\"contactId\":\"c1\"}]}")
          .answering(200, "{\"success\":true,\"total\":2,\"result\":[{\"contactId\":\"c2\"}]}");
      assertThat(search.get()).extracting(one -> one.get("contactId")).containsExactly("c1", "c2");
      assertThat(client.last().url()).endsWith("&start=1&limit=1000");
    }
  }

  @Test
  void aReadWithoutItsRecordIsAskedAgain() {
    client.answering(200, "{\"success\":true,\"result\":[]}");
    assertThat(kind(() -> bhn.tasks().one("c1", "t1"))).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void anIdCannotLeaveItsPlaceInThePath() {
    client.answering(200, "{\"success\":true,\"result\":[{\"taskId\":\"t1\"}]}");
    bhn.tasks().one("c/1", "../t?1");
    assertThat(client.last().url()).endsWith("/v2/contacts/c%2F1/tasks/..%2Ft%3F1");
  }

  @Test
  void jsonWhereAFileShouldBeIsAskedAgain() {
    client.answering(200, "{\"success\":true}", Map.of("Content-Type", "application/json"));
    assertThat(kind(() -> bhn.files().content("c1", "n1", "a1"))).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void aFileOverTheLimitIsNotTaken() {
    client.answering(200, "x".repeat((25 << 20) + 1), Map.of("Content-Type", "text/plain"));
    assertThat(kind(() -> bhn.files().content("c1", "n1", "a1"))).isEqualTo(Kind.REFUSED);
  }

  private static Kind kind(ThrowingCallable call) {
    var thrown = catchThrowableOfType(ProviderException.class, call);
    assertThat(thrown).isNotNull();
    return thrown.error().kind();
  }
}
