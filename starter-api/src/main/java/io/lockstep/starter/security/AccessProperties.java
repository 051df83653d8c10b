package io.lockstep.starter.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The people who may come in. There is no default password.
 *
 * @param operator may read and decide; user name {@code operator}
 * @param viewer may read; user name {@code viewer}; no password: no such user
 * @param page who sees the overview page without a login
 */
@ConfigurationProperties("lockstep")
public record AccessProperties(
    @DefaultValue Person operator, @DefaultValue Person viewer, @DefaultValue Page page) {

  private static final int LEAST_LENGTH = 12;

  /**
   * One user.
   *
   * @param password at least 12 characters; null: this user does not exist
   */
  public record Person(@Nullable String password) {

    @Override
    public String toString() { // the password must not reach a log
      return "Person";
    }
  }

  /**
   * The overview page.
   *
   * @param openToLoopback true: visitors from this very machine need no login
   */
  public record Page(@DefaultValue("false") boolean openToLoopback) {}

  public AccessProperties {
    if (operator.password() == null) {
      throw new IllegalArgumentException(
          "lockstep.operator.password is not set; there is no default, choose one of at least "
              + LEAST_LENGTH
              + " characters");
    }
    requireLength("operator", operator.password());
    if (viewer.password() != null) {
      requireLength("viewer", viewer.password());
    }
  }

  private static void requireLength(String user, String password) {
    if (password.length() < LEAST_LENGTH) {
      throw new IllegalArgumentException(
          "lockstep.%s.password is shorter than %d characters".formatted(user, LEAST_LENGTH));
    }
  }
}
