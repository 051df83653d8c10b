package io.lockstep.starter.oauth;

import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Sealer;
import io.lockstep.starter.engine.EngineDownException;
import io.lockstep.starter.engine.Questions;
import io.lockstep.starter.security.Access;
import io.lockstep.workflows.connection.ConnectReport;
import io.lockstep.workflows.connection.ConnectRequest;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.security.Principal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The way of an operator to HighLevel's page and back. This app never calls a provider: the code is
 * handed to a worker, which exchanges it and seals what it gets.
 */
@Hidden // for browsers, not for programs
@Controller
final class OAuthController {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int STATE_BYTES = 32;
  private static final String PAGE = "connect";

  private final HighLevelAppProperties app;
  private final Connections connections;
  private final Questions questions;
  private final Access access;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  OAuthController(
      HighLevelAppProperties app,
      Connections connections,
      Questions questions,
      Access access,
      Clock clock) {
    this.app = app;
    this.connections = connections;
    this.questions = questions;
    this.access = access;
    this.clock = clock;
  }

  /**
   * Shows the way to HighLevel, as a link: a page that follows a login form may not redirect there.
   *
   * @param whiteLabel whether to the page that does not show HighLevel's name
   */
  @GetMapping("/oauth/highlevel/start")
  String start(
      @RequestParam String connection,
      @RequestParam(defaultValue = "false") boolean whiteLabel,
      HttpSession session,
      HttpServletResponse response,
      Model model) {
    if (app.clientId().isEmpty()) {
      return page(
          model,
          response,
          HttpStatus.CONFLICT,
          "There is no app to let in: set lockstep.high-level-app of the starter-api and of the"
              + " worker.");
    }
    boolean isKnown;
    try {
      isKnown = access.decides(connection) && connections.byId(connection).isPresent();
    } catch (DataAccessException away) {
      return page(
          model,
          response,
          HttpStatus.SERVICE_UNAVAILABLE,
          "The ledger does not answer, so nothing was begun. Start again when it is back.");
    } catch (Sealer.CannotOpenException locked) {
      return page(
          model,
          response,
          HttpStatus.SERVICE_UNAVAILABLE,
          "The secrets of that connection do not open here: give the starter-api the worker's key"
              + " file and restart it. The component connections of /actuator/health names the"
              + " key.");
    }
    if (!isKnown) {
      return page(
          model,
          response,
          HttpStatus.NOT_FOUND,
          "There is no connection of that name on which you may decide.");
    }
    byte[] state = new byte[STATE_BYTES];
    random.nextBytes(state);
    Journey journey = new Journey(connection, HexFormat.of().formatHex(state), clock.instant());
    journey.begin(session);
    URI there = whiteLabel ? app.whiteLabelUrl() : app.authorizeUrl();
    String address =
        UriComponentsBuilder.fromUri(there)
            .queryParam("response_type", "code")
            .queryParam("client_id", "{client}")
            .queryParam("redirect_uri", "{back}")
            .queryParam("scope", "{scope}")
            .queryParam("state", "{state}")
            .encode()
            .buildAndExpand(
                app.clientId(), app.redirectUri(), String.join(" ", app.scopes()), journey.state())
            .toUriString();
    model.addAttribute("address", address);
    model.addAttribute(
        "sentence", "HighLevel asks for the location next, and sends you back here.");
    return PAGE;
  }

  /** Takes the browser back; nothing of what it brings is shown or logged. */
  @GetMapping("/oauth/highlevel/callback")
  String callback(
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String state,
      HttpSession session,
      HttpServletResponse response,
      Principal who,
      Model model) {
    Optional<Journey> journey =
        Journey.end(session, clock.instant())
            .filter(known -> known.cameBackWith(state) && access.decides(known.connection()));
    if (journey.isEmpty()) {
      return page(
          model,
          response,
          HttpStatus.BAD_REQUEST,
          "Nobody of this session is on the way back from HighLevel. Begin at"
              + " /oauth/highlevel/start?connection=...");
    }
    String connection = journey.get().connection();
    if (code == null || code.isBlank()) {
      return page(
          model,
          response,
          HttpStatus.BAD_REQUEST,
          "HighLevel sent no code, so nothing has changed. Start again if that was not meant.");
    }
    ConnectReport report =
        connected(
            connection, new ConnectRequest(code, app.redirectUri().toString(), who.getName()));
    return page(
        model,
        response,
        report.connected() ? HttpStatus.OK : HttpStatus.BAD_GATEWAY,
        report.sentence() + also(report.others().stream().filter(access::sees).toList()));
  }

  /** Those of others are not even counted: their names are customers'. */
  private static String also(List<String> others) {
    return others.isEmpty()
        ? ""
        : " The agency let it into more connections, which get their tokens at their next call;"
            + " resume those that are paused: %s.".formatted(String.join(", ", others));
  }

  private ConnectReport connected(String connection, ConnectRequest request) {
    try {
      return questions
          .connect(connection, request, PATIENCE)
          .orElseGet(
              () ->
                  new ConnectReport(
                      false,
                      "No worker has answered within 15 s. One may still let Lockstep in: %s says so. If it does not, see that a worker runs and start again."
                          .formatted(doctor(connection))));
    } catch (EngineDownException down) {
      return new ConnectReport(
          false, "Temporal did not take the code to a worker. Start again when it is back.");
    }
  }

  private static String doctor(String connection) {
    return "/api/v1/connections/" + connection + "/doctor";
  }

  private static String page(
      Model model, HttpServletResponse response, HttpStatus status, String sentence) {
    response.setStatus(status.value());
    model.addAttribute("sentence", sentence);
    return PAGE;
  }
}
