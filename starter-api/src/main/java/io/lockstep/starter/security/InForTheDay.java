package io.lockstep.starter.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationSuccessHandler;

/**
 * Who is in has a session like everybody else's, also who began a login at the provider before, and
 * sees the page.
 */
final class InForTheDay extends SimpleUrlAuthenticationSuccessHandler {

  InForTheDay() {
    super("/");
    setAlwaysUseDefaultTargetUrl(true);
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication who)
      throws IOException, ServletException {
    HttpSession session = request.getSession();
    session.setMaxInactiveInterval(request.getServletContext().getSessionTimeout() * 60);
    BegunLogins.isIn(session);
    super.onAuthenticationSuccess(request, response, who);
  }
}
