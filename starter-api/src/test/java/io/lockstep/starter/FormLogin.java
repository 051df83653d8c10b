package io.lockstep.starter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Logs in as a person does it, by the form of the page. */
public final class FormLogin {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private FormLogin() {}

  /** The answer to the form with that name and password. */
  public static MvcTestResult send(MockMvcTester mvc, String user, String password) {
    return send(mvc, null, user, password);
  }

  /** The same of somebody who has that session already. */
  public static MvcTestResult send(
      MockMvcTester mvc, @Nullable MockHttpSession session, String user, String password) {
    MvcTestResult form = mvc.get().uri("/login").exchange();
    Matcher token = TOKEN.matcher(new String(form.getResponse().getContentAsByteArray(), UTF_8));
    assertThat(token.find()).as("the form holds a token").isTrue();
    var post = mvc.post().uri("/login");
    if (session != null) {
      post.session(session);
    }
    return post.cookie(Objects.requireNonNull(form.getResponse().getCookie("LOCKSTEP-CSRF")))
        .param("username", user)
        .param("password", password)
        .param("_csrf", token.group(1))
        .exchange();
  }

  /** The session of somebody who is in. */
  public static MockHttpSession session(MockMvcTester mvc, String user, String password) {
    MvcTestResult in = send(mvc, user, password);
    assertThat(in).hasRedirectedUrl("/");
    return (MockHttpSession) Objects.requireNonNull(in.getRequest().getSession(false), "session");
  }
}
