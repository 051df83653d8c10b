package io.lockstep.starter.page;

import io.lockstep.starter.security.OidcLogin;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/** The page, and the part of it that is fetched again every few seconds. */
@Controller
class PageController {

  private static final Logger log = LoggerFactory.getLogger(PageController.class);

  private final OverviewReader reader;
  private final OidcLogin oidc;

  PageController(OverviewReader reader, OidcLogin oidc) {
    this.reader = reader;
    this.oidc = oidc;
  }

  @GetMapping("/")
  String page(Model model, @Nullable Principal who) {
    fill(model);
    model.addAttribute("who", who == null ? "" : who.getName());
    return "overview";
  }

  /**
   * The same content without the frame; 204 where the visitor has it, whose place and selection it
   * would take away.
   *
   * @param seen the version that is shown
   */
  @GetMapping("/overview")
  @Nullable String fragment(
      @RequestHeader(name = "Lockstep-Seen", required = false) @Nullable String seen,
      Model model,
      HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
    fill(model);
    if (model.getAttribute("overview") instanceof Overview overview) {
      response.setHeader("Lockstep-As-Of", overview.asOf());
      if (overview.version().equals(seen)) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return null;
      }
    }
    return "overview :: board";
  }

  @GetMapping("/login")
  String login(Model model) {
    model.addAttribute("elsewhere", oidc.isOn() ? OidcLogin.ADDRESS : "");
    return "login";
  }

  private void fill(Model model) {
    try {
      model.addAttribute("overview", reader.read());
    } catch (DataAccessException away) { // the page says so; its next poll tries again
      log.warn("the overview could not be read: {}", away.getMessage());
      model.addAttribute("ledgerAway", true);
    }
  }
}
