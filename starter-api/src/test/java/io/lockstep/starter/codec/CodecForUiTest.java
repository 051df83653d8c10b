package io.lockstep.starter.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS;
import static org.springframework.http.HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS;
import static org.springframework.http.HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS;
import static org.springframework.http.HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN;
import static org.springframework.http.HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS;
import static org.springframework.http.HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD;
import static org.springframework.http.HttpHeaders.ORIGIN;
import static org.springframework.http.HttpHeaders.WWW_AUTHENTICATE;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import io.lockstep.engine.CodecEndpoint;
import io.lockstep.starter.FormLogin;
import io.lockstep.twins.OnTwins;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What the page of Temporal's UI, which is of another origin, is let do. */
@OnTwins
@TestPropertySource(properties = "lockstep.codec.ui-origin=http://localhost:8233")
class CodecForUiTest {

  private static final String UI = "http://localhost:8233";
  private static final String ELSEWHERE = "http://localhost:8234";
  // "ImhlbGxvIg==" is "hello" with its quotes, "anNvbi9wbGFpbg==" is json/plain.
  private static final String TYPED =
      """
      {"payloads": [{"metadata": {"encoding": "anNvbi9wbGFpbg=="}, "data": "ImhlbGxvIg=="}]}
      """;

  @Autowired private MockMvcTester mvc;
  @Autowired private CodecEndpoint codec;

  @Test
  void itsBrowserMayAskWithoutALogin() {
    assertThat(preflight(UI))
        .hasStatusOk()
        .hasHeader(ACCESS_CONTROL_ALLOW_ORIGIN, UI)
        .hasHeader(ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
        .hasHeader(ACCESS_CONTROL_ALLOW_METHODS, "POST")
        .hasHeader(ACCESS_CONTROL_ALLOW_HEADERS, "content-type, x-namespace");
  }

  @Test
  void noOtherOriginMay() {
    assertThat(preflight(ELSEWHERE))
        .hasStatus(403)
        .doesNotContainHeader(ACCESS_CONTROL_ALLOW_ORIGIN);
    assertThat(decode(ELSEWHERE, login("operator", "the operator's password")))
        .hasStatus(403)
        .doesNotContainHeader(ACCESS_CONTROL_ALLOW_ORIGIN)
        .bodyText()
        .doesNotContain("ImhlbGxvIg==");
  }

  @Test
  void anOperatorWhoIsLoggedInHereReadsHistoriesThere() {
    assertThat(decode(UI, login("operator", "the operator's password")))
        .hasStatusOk()
        .hasHeader(ACCESS_CONTROL_ALLOW_ORIGIN, UI)
        .hasHeader(ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
        .bodyJson()
        .isLenientlyEqualTo(TYPED);
  }

  @Test
  void aViewerReadsNone() {
    assertThat(decode(UI, login("viewer", "the viewer's password")))
        .hasStatus(403)
        .hasHeader(ACCESS_CONTROL_ALLOW_ORIGIN, UI);
  }

  @Test
  void whoIsNotLoggedInIsToldSoAndTheBrowserAsksForNoPassword() {
    MockHttpSession nobody = new MockHttpSession();
    assertThat(decode(UI, nobody))
        .hasStatus(401)
        .hasHeader(ACCESS_CONTROL_ALLOW_ORIGIN, UI)
        .doesNotContainHeader(WWW_AUTHENTICATE);
  }

  private MvcTestResult preflight(String origin) {
    return mvc.options()
        .uri("/codec/decode")
        .header(ORIGIN, origin)
        .header(ACCESS_CONTROL_REQUEST_METHOD, "POST")
        .header(ACCESS_CONTROL_REQUEST_HEADERS, "content-type, x-namespace")
        .exchange();
  }

  private MvcTestResult decode(String origin, MockHttpSession session) {
    return mvc.post()
        .uri("/codec/decode")
        .session(session)
        .header(ORIGIN, origin)
        .header("X-Namespace", "lockstep")
        .contentType(APPLICATION_JSON)
        .content(codec.encode(TYPED))
        .exchange();
  }

  private MockHttpSession login(String user, String password) {
    return FormLogin.session(mvc, user, password);
  }
}
