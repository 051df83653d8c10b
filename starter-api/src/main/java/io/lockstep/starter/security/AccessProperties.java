package io.lockstep.starter.security;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The people who may come in. There is no default password.
 *
 * @param operator may read and decide; user name {@code operator}
 * @param viewer may read; user name {@code viewer}; no password: no such user
 * @param page who sees the overview page without a login
 * @param codec who opens histories, besides Temporal's command line
 */
@ConfigurationProperties("lockstep")
public record AccessProperties(
    @DefaultValue Person operator,
    @DefaultValue Person viewer,
    @DefaultValue Page page,
    @DefaultValue Codec codec) {

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

  /**
   * The codec endpoint.
   *
   * @param uiOrigin of Temporal's UI, as a browser names it: {@code https://temporal.example.com};
   *     null: no page of another origin is answered
   */
  public record Codec(@Nullable String uiOrigin) {

    // One origin, no pattern: whoever may read an answer reads the histories.
    private static final Pattern ORIGIN =
        Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:[0-9]{1,5})?");

    public Codec {
      if (uiOrigin != null && !ORIGIN.matcher(uiOrigin).matches()) {
        throw new IllegalArgumentException(
            "lockstep.codec.ui-origin must be one origin without a path, such as"
                + " https://temporal.example.com or http://localhost:8233");
      }
    }
  }

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
