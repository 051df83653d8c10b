package io.lockstep.starter.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;

/**
 * Takes passwords, and tells {@link LoginThrottle} how they were. One that was sent before its
 * address had to wait and is looked at afterwards counts as wrong even if it is right: or as many
 * could be tried at once as there are threads.
 */
final class ThrottledPasswords implements AuthenticationProvider {

  private final AuthenticationProvider passwords;
  private final LoginThrottle throttle;

  ThrottledPasswords(AuthenticationProvider passwords, LoginThrottle throttle) {
    this.passwords = passwords;
    this.throttle = throttle;
  }

  @Override
  public @Nullable Authentication authenticate(Authentication asked) {
    Authentication in;
    try {
      in = passwords.authenticate(asked);
    } catch (BadCredentialsException wrong) {
      throttle.wrong(asked);
      throw wrong;
    }
    if (!throttle.right(asked)) {
      throw new BadCredentialsException("the address has to wait since then");
    }
    return in;
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return passwords.supports(authentication);
  }
}
