package io.lockstep.starter.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * A visitor who sits at this machine: the connection comes from loopback, no proxy stands between,
 * and the browser believes it talks to this machine (a foreign name that resolves to 127.0.0.1
 * would otherwise let a web page read the overview).
 */
final class LoopbackVisitor implements RequestMatcher {

  private static final Set<String> LOOPBACK =
      Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1", "[::1]", "localhost");

  @Override
  public boolean matches(HttpServletRequest request) {
    return LOOPBACK.contains(request.getRemoteAddr())
        && LOOPBACK.contains(request.getServerName())
        && request.getHeader("Forwarded") == null
        && request.getHeader("X-Forwarded-For") == null
        && request.getHeader(HttpHeaders.VIA) == null;
  }
}
