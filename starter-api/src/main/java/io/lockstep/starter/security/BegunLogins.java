package io.lockstep.starter.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Who is on the way to the identity provider and back. Each has a session, which a stranger gets
 * for the asking: so it is short, and there are not many.
 */
final class BegunLogins implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

  /** Some 40 MB of sessions. */
  static final int MOST = 10_000;

  /** Who does not come back with a code has a session no longer than that. */
  private static final Duration THERE_AND_BACK = Duration.ofMinutes(10);

  private static final String PLACE = Place.class.getName();

  private final HttpSessionOAuth2AuthorizationRequestRepository standard =
      new HttpSessionOAuth2AuthorizationRequestRepository();
  private final Semaphore places = new Semaphore(MOST);

  /** So many have begun and not come back that nobody else may begin. */
  static final class TooManyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyException() {
      super("%d have begun a login and not come back".formatted(MOST));
    }
  }

  /** Free again when its session is somebody's, or ends. */
  private final class Place implements HttpSessionBindingListener {

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
      places.release();
    }
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    return standard.loadAuthorizationRequest(request);
  }

  @Override
  public void saveAuthorizationRequest(
      @Nullable OAuth2AuthorizationRequest begun,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (begun != null && request.getSession(false) == null) {
      if (!places.tryAcquire()) {
        throw new TooManyException();
      }
      HttpSession session = request.getSession();
      session.setAttribute(PLACE, new Place());
      session.setMaxInactiveInterval(Math.toIntExact(THERE_AND_BACK.toSeconds()));
    }
    standard.saveAuthorizationRequest(begun, request, response);
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    return standard.removeAuthorizationRequest(request, response);
  }

  /** Who is in makes room; who came back with a code that is worth nothing does not. */
  static void isIn(HttpSession session) {
    session.removeAttribute(PLACE);
  }
}
