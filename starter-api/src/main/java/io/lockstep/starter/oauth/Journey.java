package io.lockstep.starter.oauth;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to HighLevel and back, kept in the session of the operator who began it.
 *
 * @param state a random word that must come back, if one does
 */
record Journey(String connection, String state, Instant begun) implements Serializable {

  private static final Duration MAY_TAKE = Duration.ofMinutes(15);
  private static final String NAME = Journey.class.getName();

  /** Begins; an earlier one is over. */
  void begin(HttpSession session) {
    session.setAttribute(NAME, this);
  }

  /** The journey this session is on, which ends here: a code is taken once. */
  static Optional<Journey> end(HttpSession session, Instant now) {
    Object known = session.getAttribute(NAME);
    session.removeAttribute(NAME);
    return known instanceof Journey journey && now.isBefore(journey.begun.plus(MAY_TAKE))
        ? Optional.of(journey)
        : Optional.empty();
  }

  /**
   * Whether that is the word it left with. HighLevel does not promise to bring it back; without it
   * the session alone vouches, and a code of another location is of no use to anybody.
   */
  boolean cameBackWith(@Nullable String given) {
    return given == null
        || MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() { // the state must not reach a log
    return "Journey[" + connection + "]";
  }
}
