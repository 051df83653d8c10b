package io.lockstep.starter.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/** How many strangers may have a session because they began to log in. */
class BegunLoginsTest {

  private static final OAuth2AuthorizationRequest ASKED =
      OAuth2AuthorizationRequest.authorizationCode()
          .authorizationUri("http://127.0.0.1/authorize")
          .clientId("the-page")
          .state("s")
          .build();

  private final BegunLogins logins = new BegunLogins();
  private final List<MockHttpServletRequest> begun = new ArrayList<>();

  @BeforeEach
  void aFlood() {
    for (int i = 0; i < BegunLogins.MOST; i++) {
      begun.add(begin());
    }
  }

  @Test
  void aFloodOfThemIsBoundedAndTheOneTooManyGetsNoSession() {
    var tooMany = new MockHttpServletRequest();
    assertThatThrownBy(
            () -> logins.saveAuthorizationRequest(ASKED, tooMany, new MockHttpServletResponse()))
        .isInstanceOf(BegunLogins.TooManyException.class);
    assertThat(tooMany.getSession(false)).isNull();
  }

  @Test
  void onlyWhoIsInMakesRoom() {
    MockHttpServletRequest back = begun.get(0);
    back.setParameter("state", "s");
    assertThat(logins.removeAuthorizationRequest(back, new MockHttpServletResponse())).isNotNull();
    assertThatThrownBy(this::begin).isInstanceOf(BegunLogins.TooManyException.class);
    BegunLogins.isIn(Objects.requireNonNull(back.getSession(false)));
    assertThat(begin().getSession(false)).isNotNull();
    assertThatThrownBy(this::begin).isInstanceOf(BegunLogins.TooManyException.class);
  }

  @Test
  void whoseTimeIsOverMakesRoom() {
    Objects.requireNonNull(begun.get(0).getSession(false)).invalidate();
    assertThat(begin().getSession(false)).isNotNull();
    assertThatThrownBy(this::begin).isInstanceOf(BegunLogins.TooManyException.class);
  }

  private MockHttpServletRequest begin() {
    var request = new MockHttpServletRequest();
    logins.saveAuthorizationRequest(ASKED, request, new MockHttpServletResponse());
    return request;
  }
}
