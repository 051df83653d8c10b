package io.lockstep.activities.grant;

import feign.Client;
import feign.Request;
import feign.codec.DefaultEncoder;
import io.lockstep.activities.http.AnswerCheck;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.Grant.UserType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The token calls with our app's name on them, and what their answers grant. */
final class TokenCalls {

  /** Two of these end before {@link Renewal}'s lease does. */
  private static final Request.Options PATIENCE = Wire.within(Duration.ofSeconds(5));

  private final String baseUrl;
  private final HighLevelOAuth api;
  private final HighLevelApp app;
  private final InstantSource clock;

  private TokenCalls(String baseUrl, HighLevelOAuth api, HighLevelApp app, InstantSource clock) {
    this.baseUrl = baseUrl;
    this.api = api;
    this.app = app;
    this.clock = clock;
  }

  /** The calls to HighLevel at that address. */
  static TokenCalls over(String baseUrl, Client client, HighLevelApp app, InstantSource clock) {
    HighLevelOAuth api =
        Wire.client(
            HighLevelOAuth.class,
            Side.CONTACTS,
            baseUrl,
            client,
            new DefaultEncoder(),
            new OAuthErrors(clock),
            AnswerCheck.NONE);
    return new TokenCalls(baseUrl, api, app, clock);
  }

  /**
   * What a code was exchanged for.
   *
   * @param approved the locations an agency has let Lockstep into; none: HighLevel named none
   */
  record LetIn(Grant grant, List<String> approved) {}

  /**
   * Exchanges a code.
   *
   * @param redirectUri where the browser that brought it was sent back to; empty: none brought it
   */
  LetIn exchange(String code, String redirectUri) {
    Map<String, String> fields = ofApp("authorization_code");
    fields.put("code", code);
    if (!redirectUri.isEmpty()) {
      fields.put("redirect_uri", redirectUri);
    }
    Instant asked = clock.instant();
    Map<String, Object> answer = api.getToken(encoded(fields), PATIENCE);
    return new LetIn(
        granted(answer, UserType.LOCATION, "", "", "", asked),
        answer.get("approvedLocations") instanceof List<?> ids
            ? ids.stream().map(String::valueOf).toList()
            : List.of());
  }

  /**
   * Spends the refresh token. An answer that was lost is asked for once more at once: for half a
   * minute the spent token is answered with the same pair.
   */
  Grant refresh(Grant grant) {
    Map<String, String> fields = ofApp("refresh_token");
    fields.put("refresh_token", grant.refreshToken());
    fields.put("user_type", grant.userType().word());
    String form = encoded(fields);
    Instant asked = clock.instant();
    Map<String, Object> answer;
    try {
      answer = api.getToken(form, PATIENCE);
    } catch (ProviderException lost) {
      if (lost.error().kind() != Kind.TRANSIENT) {
        throw lost;
      }
      answer = api.getToken(form, PATIENCE);
    }
    return granted(
        answer,
        grant.userType(),
        grant.resourceId(),
        grant.companyId(),
        grant.refreshToken(),
        asked);
  }

  /** A new code for an app that is installed and has lost its refresh token, exchanged. */
  Grant reconnect(UserType userType, String resourceId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("clientKey", app.clientId());
    body.put("clientSecret", app.clientSecret());
    body.put(userType == UserType.COMPANY ? "companyId" : "locationId", resourceId);
    Object code = api.reconnect(Wire.text(body), PATIENCE).get("authorizationCode");
    return exchange(String.valueOf(code), "").grant();
  }

  /** A location's token, made with its agency's. */
  Grant ofLocation(Grant agency, String locationId) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("companyId", agency.resourceId());
    fields.put("locationId", locationId);
    Instant asked = clock.instant();
    Map<String, Object> answer =
        api.getLocationToken(agency.accessToken(), encoded(fields), PATIENCE);
    Grant made = granted(answer, UserType.LOCATION, locationId, agency.resourceId(), "", asked);
    if (made.companyId().equals(agency.resourceId())) {
      return made;
    }
    throw error(
        "get-location-token",
        Kind.REFUSED,
        "the location's token is of another agency than the one whose token made it");
  }

  private Map<String, String> ofApp(String grantType) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("client_id", app.clientId());
    fields.put("client_secret", app.clientSecret());
    fields.put("grant_type", grantType);
    return fields;
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /**
   * What an answer grants.
   *
   * @param expected whose it is if the answer does not say; likewise the other ids
   * @param refreshToken what stays if the answer brings none
   */
  private Grant granted(
      Map<String, Object> answer,
      UserType expected,
      String expectedResource,
      String expectedCompany,
      String refreshToken,
      Instant at) {
    UserType userType =
        UserType.COMPANY.word().equals(answer.get("userType")) ? UserType.COMPANY : expected;
    String resource =
        text(answer, userType == UserType.COMPANY ? "companyId" : "locationId", expectedResource);
    if (answer.get("expires_in") instanceof Number seconds
        && answer.get("access_token") instanceof String token
        && !resource.isEmpty()) {
      return Grant.obtained(
              resource,
              userType,
              baseUrl,
              text(answer, "companyId", expectedCompany),
              token,
              text(answer, "refresh_token", refreshToken),
              at,
              Duration.ofSeconds(seconds.longValue()))
          .with(text(answer, "scope", ""));
    }
    throw error(
        "get-token",
        Kind.TRANSIENT,
        "the token's answer lacks the token, its life or whose it is; it is asked for again");
  }

  private static ProviderException error(String operation, Kind kind, String reason) {
    return new ProviderException(
        new ProviderError(
            Side.CONTACTS, operation, 200, null, kind, Duration.ZERO, null, null, reason));
  }

  private static String text(Map<String, Object> answer, String name, String otherwise) {
    return answer.get(name) instanceof String text ? text : otherwise;
  }
}
