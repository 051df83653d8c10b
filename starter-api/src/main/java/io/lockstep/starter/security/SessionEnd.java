package io.lockstep.starter.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session that is a day's work old, whoever logged in and however. The container counts idle
 * time only, and a page that is open is never idle: it asks every few seconds.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE) // before anybody asks the session who it is
final class SessionEnd extends OncePerRequestFilter {

  private static final Duration LONGEST = Duration.ofHours(8);

  private final InstantSource clock = InstantSource.system(); // the one that dates sessions

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    if (session != null && isOver(session)) {
      end(session);
    }
    chain.doFilter(request, response);
  }

  private boolean isOver(HttpSession session) {
    Instant begun = Instant.ofEpochMilli(session.getCreationTime());
    return !clock.instant().isBefore(begun.plus(LONGEST));
  }

  private void end(HttpSession session) {
    try {
      session.invalidate();
    } catch (IllegalStateException ended) {
      logger.debug("another request of the same page has just ended the session", ended);
    }
  }
}
