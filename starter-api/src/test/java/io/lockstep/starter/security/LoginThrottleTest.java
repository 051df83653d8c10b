package io.lockstep.starter.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.starter.SettableClock;
import io.lockstep.starter.security.AccessProperties.Codec;
import io.lockstep.starter.security.AccessProperties.Oidc;
import io.lockstep.starter.security.AccessProperties.Page;
import io.lockstep.starter.security.AccessProperties.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

class LoginThrottleTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T12:00:00Z"));
  private final LoginThrottle throttle =
      new LoginThrottle(
          new AccessProperties(
              new Person("correct horse"),
              new Person(null),
              Map.of(),
              new Oidc(null, null, null, "lockstep", Map.of()),
              new Page(false),
              new Codec(null)),
          clock);

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2::1, 2001:db8:1:2:ffff:1:2:3, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "192.0.2.1, 192.0.2.2, false",
    "::ffff:192.0.2.1, ::ffff:192.0.2.2, false",
    "not:an:address, not:another:one, false"
  })
  void aNetworkOf64BitsWaitsAsOne(String one, String other, boolean both) {
    for (int i = 0; i < LoginThrottle.FREE_TRIES; i++) {
      throttle.wrong(from(one, "wrong"));
    }
    assertThat(throttle.wait(one)).isEqualTo(Duration.ofMinutes(1));
    assertThat(throttle.wait(other).isZero()).isNotEqualTo(both);
  }

  @Test
  void ofManyTriesThatWereUnderWayAtOnceOnlyTheFirstTellAnything() {
    AuthenticationProvider passwords = new ThrottledPasswords(new OnlyOne(), throttle);
    Authentication right = from("192.0.2.1", "correct horse");
    for (int i = 0; i < LoginThrottle.FREE_TRIES; i++) {
      assertThatThrownBy(() -> passwords.authenticate(from("192.0.2.1", "wrong")))
          .isInstanceOf(BadCredentialsException.class);
    }
    assertThatThrownBy(() -> passwords.authenticate(right))
        .isInstanceOf(BadCredentialsException.class);
    assertThatThrownBy(() -> passwords.authenticate(from("192.0.2.1", "wrong")))
        .isInstanceOf(BadCredentialsException.class);
    assertThat(throttle.wait("192.0.2.1"))
        .as("what told nothing does not count")
        .isEqualTo(Duration.ofMinutes(1));
    clock.pass(Duration.ofSeconds(61));
    assertThat(passwords.authenticate(right)).isSameAs(right);
  }

  private static Authentication from(String address, String password) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr(address);
    var asked = UsernamePasswordAuthenticationToken.unauthenticated("operator", password);
    asked.setDetails(new WebAuthenticationDetails(request));
    return asked;
  }

  /** Knows one password. */
  private static final class OnlyOne implements AuthenticationProvider {

    @Override
    public Authentication authenticate(Authentication asked) {
      if (!"correct horse".equals(asked.getCredentials())) {
        throw new BadCredentialsException("wrong");
      }
      return asked;
    }

    @Override
    public boolean supports(Class<?> authentication) {
      return true;
    }
  }
}
