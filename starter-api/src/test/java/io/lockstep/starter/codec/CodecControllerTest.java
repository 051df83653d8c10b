package io.lockstep.starter.codec;

import static io.lockstep.starter.People.OPERATOR;
import static io.lockstep.starter.People.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN;
import static org.springframework.http.HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD;
import static org.springframework.http.HttpHeaders.AUTHORIZATION;
import static org.springframework.http.HttpHeaders.ORIGIN;
import static org.springframework.http.HttpHeaders.WWW_AUTHENTICATE;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import io.lockstep.engine.CodecEndpoint;
import io.lockstep.engine.PayloadKeys;
import io.lockstep.starter.SettableClock;
import io.lockstep.twins.OnTwins;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What Temporal's command line meets here, and who opens nothing. */
@OnTwins
class CodecControllerTest {

  // "ImhlbGxvIg==" is "hello" with its quotes, "anNvbi9wbGFpbg==" is json/plain.
  private static final String TYPED =
      """
      {"payloads": [{"metadata": {"encoding": "anNvbi9wbGFpbg=="}, "data": "ImhlbGxvIg=="}]}
      """;

  @Autowired private MockMvcTester mvc;
  @Autowired private CodecEndpoint codec;
  @Autowired private SettableClock clock;

  @BeforeEach
  void nobodyWaitsForAWrongPassword() {
    clock.pass(Duration.ofHours(2));
  }

  @Test
  void anOperatorReadsWhatWasSealed() {
    assertThat(post("/codec/decode", OPERATOR, codec.encode(TYPED)))
        .hasStatusOk()
        .hasContentType(APPLICATION_JSON)
        .bodyJson()
        .isLenientlyEqualTo(TYPED);
  }

  @Test
  void whatAnOperatorTypesIsSealed() throws Exception {
    MvcTestResult sealed = post("/codec/encode", OPERATOR, TYPED);
    assertThat(sealed).hasStatusOk().bodyText().doesNotContain("ImhlbGxvIg==");
    assertThat(codec.decode(sealed.getResponse().getContentAsString())).contains("ImhlbGxvIg==");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/codec/decode", "/codec/encode"})
  void onlyAnOperatorIsServed(String path) {
    String sealed = codec.encode(TYPED);
    assertThat(mvc.post().uri(path).content(sealed))
        .hasStatus(401)
        .hasHeader(WWW_AUTHENTICATE, "Basic realm=\"Lockstep\"")
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .contains("--codec-auth");
    assertThat(post(path, VIEWER, sealed))
        .hasStatus(403)
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .contains("Only an operator of every connection may read histories");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "hello", "{", "{\"payloads\": \"nora.lind@example.org\"}"})
  void aBodyThatIsNoListOfPayloadsIs400AndNotRepeated(String body) {
    for (String path : new String[] {"/codec/decode", "/codec/encode"}) {
      MvcTestResult answer = post(path, OPERATOR, body);
      assertThat(answer)
          .hasStatus(400)
          .bodyJson()
          .hasPath("$.action")
          .extractingPath("$.detail")
          .isEqualTo("the body must be {\"payloads\": [..]} in proto3 JSON");
      assertThat(answer).bodyText().doesNotContain("nora");
    }
  }

  @Test
  void anEmptyListIsAnsweredEmpty() {
    assertThat(post("/codec/decode", OPERATOR, "{}"))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo("{}");
  }

  @Test
  void aPayloadUnderAForeignKeyIs400AndNamesTheKey() {
    String foreign = new CodecEndpoint(PayloadKeys.generate()).encode(TYPED);
    assertThat(post("/codec/decode", OPERATOR, foreign))
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .contains("is not known here", "\"payload\" in the key file");
  }

  @Test
  void moreThanOneEventIs413() {
    String body = "{\"payloads\": [], \"x\": \"%s\"}".formatted("x".repeat(4 * 1024 * 1024));
    assertThat(post("/codec/decode", OPERATOR, body)).hasStatus(413).bodyJson().hasPath("$.action");
  }

  @Test
  void theNamespaceDecidesNothing() {
    assertThat(
            mvc.post()
                .uri("/codec/decode")
                .header(AUTHORIZATION, OPERATOR)
                .header("X-Namespace", "another")
                .content(codec.encode(TYPED)))
        .hasStatusOk();
  }

  @Test
  void withoutAUiNoPageOfAnotherOriginIsAnswered() {
    assertThat(
            mvc.post()
                .uri("/codec/decode")
                .header(AUTHORIZATION, OPERATOR)
                .header(ORIGIN, "http://localhost:8233")
                .content(codec.encode(TYPED)))
        .hasStatus(403)
        .doesNotContainHeader(ACCESS_CONTROL_ALLOW_ORIGIN)
        .bodyText()
        .doesNotContain("ImhlbGxvIg==");
    assertThat(
            mvc.options()
                .uri("/codec/decode")
                .header(ORIGIN, "http://localhost:8233")
                .header(ACCESS_CONTROL_REQUEST_METHOD, "POST"))
        .hasStatus(403)
        .doesNotContainHeader(ACCESS_CONTROL_ALLOW_ORIGIN);
  }

  private MvcTestResult post(String path, String who, String body) {
    return mvc.post()
        .uri(path)
        .header(AUTHORIZATION, who)
        .contentType(APPLICATION_JSON)
        .content(body)
        .exchange();
  }
}
