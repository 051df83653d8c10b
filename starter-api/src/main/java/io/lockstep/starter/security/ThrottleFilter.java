package io.lockstep.starter.security;

import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns a password away unread while its sender has to wait. */
final class ThrottleFilter extends OncePerRequestFilter {

  /** As the login form is found: by the decoded path, however it is written. */
  private static final RequestMatcher FORM = PathPatternRequestMatcher.pathPattern(POST, "/login");

  private final LoginThrottle throttle;
  private final ProblemWriter problems;

  ThrottleFilter(LoginThrottle throttle, ProblemWriter problems) {
    this.throttle = throttle;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Duration wait =
        bringsPassword(request) ? throttle.wait(request.getRemoteAddr()) : Duration.ZERO;
    if (wait.isZero()) {
      chain.doFilter(request, response);
      return;
    }
    long seconds = wait.toSeconds() + 1;
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    problems.write(
        response,
        HttpStatus.TOO_MANY_REQUESTS,
        "Too many wrong passwords from this address; try again in %d s.".formatted(seconds));
  }

  private static boolean bringsPassword(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    // Nobody guesses a token of 256 random bits, or a signature.
    return (authorization != null && !authorization.startsWith("Bearer ")) || FORM.matches(request);
  }
}
