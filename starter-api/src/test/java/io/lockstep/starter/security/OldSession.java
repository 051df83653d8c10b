package io.lockstep.starter.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.springframework.mock.web.MockHttpSession;

/** A session that began some time ago and has been in use until now. */
final class OldSession extends MockHttpSession {

  private final Instant begun;

  private OldSession(Instant begun) {
    this.begun = begun;
  }

  /** The same session, had it begun that long ago. */
  static MockHttpSession of(MockHttpSession session, Duration ago) {
    var old = new OldSession(Instant.now().minus(ago));
    Collections.list(session.getAttributeNames())
        .forEach(name -> old.setAttribute(name, session.getAttribute(name)));
    return old;
  }

  @Override
  public long getCreationTime() {
    return begun.toEpochMilli();
  }
}
