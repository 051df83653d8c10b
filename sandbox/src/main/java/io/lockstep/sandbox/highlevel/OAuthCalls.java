package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.highlevel.Grants.Consent;
import io.lockstep.sandbox.highlevel.Grants.Pair;
import io.lockstep.sandbox.highlevel.Grants.Resource;
import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Refusal;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.SandboxClock;
import io.lockstep.sandbox.world.Times;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * HighLevel's OAuth (facts sections 1.2 and 1.3), and the page on which a person chooses where the
 * app is let in. The page is ours; the real one asks for a login first.
 */
final class OAuthCalls {

  private static final String SCOPE =
      "contacts.readonly contacts.write locations.readonly locations/customFields.readonly"
          + " locations/customFields.write locations/tasks.readonly users.readonly"
          + " medias.readonly medias.write oauth.write";

  /** Before the id of a location that an agency chooses. */
  private static final String TICK = "location.";

  private final SandboxClock clock;
  private final Sites sites;
  private final Grants grants;
  private final EventGateway gateway;

  OAuthCalls(SandboxClock clock, Sites sites, Grants grants, EventGateway gateway) {
    this.clock = clock;
    this.sites = sites;
    this.grants = grants;
    this.gateway = gateway;
  }

  /** The page; its form calls {@link #choose}. */
  Reply page(Ask ask) {
    StringBuilder choices = new StringBuilder();
    for (Location location : sites.locations()) {
      choices.append(choice(location.id(), location.name()));
    }
    choices.append(
        choice(sites.companyId(), "The agency: all its locations, or those ticked here"));
    for (Location location : sites.locations()) {
      choices.append(tick(location.id(), location.name()));
    }
    String page =
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Let Lockstep in</title></head>
        <body><h1>Sandbox: let the app in</h1>
        <p>HighLevel asks for a login first. Here everybody may choose.</p>
        <form method="post">
        %s<input type="hidden" name="client_id" value="%s">
        <input type="hidden" name="redirect_uri" value="%s">
        <input type="hidden" name="state" value="%s">
        <input type="hidden" name="scope" value="%s">
        <button>Let it in</button></form></body></html>
        """
            .formatted(
                choices,
                shown(ask, "client_id"),
                shown(ask, "redirect_uri"),
                shown(ask, "state"),
                shown(ask, "scope"));
    return Reply.file(page.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
  }

  private static String choice(String id, String name) {
    return "<p><label><input type=\"radio\" name=\"resource\" value=\"%s\" required> %s</label></p>\n"
        .formatted(escaped(id), escaped(name));
  }

  private static String tick(String id, String name) {
    return "<p>&nbsp;<label><input type=\"checkbox\" name=\"location.%s\"> %s</label></p>\n"
        .formatted(escaped(id), escaped(name));
  }

  private static String shown(Ask ask, String name) {
    return escaped(ask.param(name).orElse(""));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }

  /** Lets the app in and sends the browser back to it with a code. */
  Reply choose(Ask ask) {
    Map<String, String> form = ask.request().form();
    String id = form.getOrDefault("resource", "");
    String back = form.getOrDefault("redirect_uri", "");
    if (!sites.clientId().equals(form.get("client_id")) || !back.startsWith("http")) {
      throw Says.badRequest("client_id and redirect_uri must be the app's");
    }
    String state = form.getOrDefault("state", "");
    Resource resource = resource(id);
    String code = grants.grant(resource, consent(resource, form));
    announce("INSTALL", resource);
    String query =
        "code="
            + code
            + (state.isEmpty() ? "" : "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8));
    String location = back + (back.contains("?") ? "&" : "?") + query;
    return Reply.of(302, Map.of()).header("Location", location);
  }

  /** An agency that ticks no location lets the app into all of them, also those to come. */
  private Consent consent(Resource resource, Map<String, String> form) {
    String asked = form.getOrDefault("scope", "");
    String scope = asked.isEmpty() ? SCOPE : asked;
    if (!resource.company()) {
      return new Consent(scope, Set.of(resource.id()), false);
    }
    Set<String> ticked =
        form.keySet().stream()
            .filter(name -> name.startsWith(TICK))
            .map(name -> resource(name.substring(TICK.length())).id())
            .collect(Collectors.toSet());
    return ticked.isEmpty()
        ? new Consent(
            scope, sites.locations().stream().map(Location::id).collect(Collectors.toSet()), true)
        : new Consent(scope, ticked, false);
  }

  /** Throws the app out, and tells it so. */
  void uninstall(Resource resource) {
    if (grants.uninstall(resource)) {
      announce("UNINSTALL", resource);
    }
  }

  private void announce(String type, Resource resource) {
    Map<String, Object> fields = new LinkedHashMap<>();
    boolean install = type.equals("INSTALL"); // an UNINSTALL names the one or the other
    if (install || resource.company()) {
      fields.put("companyId", sites.companyId());
    }
    if (!resource.company()) {
      fields.put("locationId", resource.id());
    }
    fields.put("installType", resource.userType());
    gateway.sendOfApp(type, resource.id(), fields);
  }

  private Resource resource(String id) {
    if (id.equals(sites.companyId())) {
      return new Resource(true, id);
    }
    if (sites.locations().stream().noneMatch(location -> location.id().equals(id))) {
      throw Says.badRequest("there is no such location");
    }
    return new Resource(false, id);
  }

  Reply token(Ask ask) {
    Map<String, String> form = ask.request().form();
    requireApp(form.get("client_id"), form.get("client_secret"));
    Optional<Pair> granted =
        switch (form.getOrDefault("grant_type", "")) {
          case "authorization_code" -> grants.exchange(form.getOrDefault("code", ""));
          case "refresh_token" -> grants.refresh(form.getOrDefault("refresh_token", ""));
          default -> throw refused("unsupported_grant_type", "This grant type is not supported");
        };
    return Reply.ok(
        answer(
            granted.orElseThrow(
                () ->
                    form.containsKey("code")
                        ? refused("invalid_grant", "This code is invalid")
                        : refused("invalid_grant", "This refresh token is invalid"))));
  }

  /** A location's token for its agency. */
  Reply locationToken(Ask ask) {
    Map<String, String> form = ask.request().form();
    Optional<Location> location =
        sites.locations().stream()
            .filter(one -> one.id().equals(form.get("locationId")))
            .findFirst();
    if (location.isEmpty() || !sites.companyId().equals(form.get("companyId"))) {
      throw Says.badRequest("companyId and locationId must belong together");
    }
    String id = location.get().id();
    Consent agency =
        grants
            .consent(new Resource(true, sites.companyId()))
            .orElseThrow(() -> Says.badRequest("The app is not installed there"));
    Consent consent =
        grants
            .consent(new Resource(false, id))
            .or(() -> Optional.of(agency).filter(one -> one.covers(id)))
            .orElseThrow(() -> Says.badRequest("The app is not installed there"));
    return Reply.ok(answer(grants.ofLocation(id, consent)));
  }

  /** The way back of an app that has lost its refresh token (help article 155000003717). */
  Reply reconnect(Ask ask) {
    Map<String, Object> body = ask.json();
    requireApp(body.get("clientKey"), body.get("clientSecret"));
    Object id = body.getOrDefault("locationId", body.get("companyId"));
    String code =
        grants
            .reconnect(resource(String.valueOf(id)))
            .orElseThrow(() -> Says.badRequest("The app is not installed there"));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("authorizationCode", code);
    answer.put("expiresAt", Times.text(clock.instant().plus(Duration.ofMinutes(10))));
    return Reply.ok(answer);
  }

  private void requireApp(@Nullable Object clientId, @Nullable Object clientSecret) {
    if (!sites.clientId().equals(clientId) || !sites.clientSecret().equals(clientSecret)) {
      throw new Refusal(
          Reply.of(
              401,
              Map.of(
                  "error", "invalid_client",
                  "error_description", "The client or its secret is not known")));
    }
  }

  private Map<String, Object> answer(Pair pair) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", pair.accessToken());
    answer.put("token_type", "Bearer");
    answer.put("expires_in", pair.life().toSeconds());
    if (!pair.refreshToken().isEmpty()) {
      answer.put("refresh_token", pair.refreshToken());
      answer.put("userType", pair.resource().userType());
    }
    answer.put("scope", pair.consent().scope());
    answer.put("companyId", sites.companyId());
    if (pair.resource().company()) {
      answer.put("isBulkInstallation", true);
      answer.put("approvedLocations", pair.consent().locations().stream().sorted().toList());
      answer.put("installToFutureLocations", pair.consent().future());
      answer.put("approveAllLocations", pair.consent().future());
    } else {
      answer.put("locationId", pair.resource().id());
    }
    answer.put("userId", "sandbox-user");
    return answer;
  }

  private static Refusal refused(String error, String description) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("error_description", description);
    return new Refusal(Reply.of(400, body));
  }
}
