package io.lockstep.activities.grant;

import feign.Headers;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import io.lockstep.activities.http.Operation;
import io.lockstep.activities.http.Repeat;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.error.ProviderException;
import java.util.Map;

/**
 * HighLevel's token calls. Source: {@code apps/oauth.json} of GoHighLevel/highlevel-api-docs, read
 * 2026-06-19; {@code reconnect} is in no file, see help article 155000003717. They cost nothing of
 * a location's budget; how often they may be made is not documented.
 *
 * <p>Every method throws {@link ProviderException}: AUTH when the grant is over or the app is not
 * known, REFUSED when the app lacks a scope, RATE_LIMITED on 429, TRANSIENT otherwise and when no
 * answer came.
 */
interface HighLevelOAuth {

  /**
   * Exchanges a code or spends a refresh token: {@code POST /oauth/token}. <b>Each works once</b>;
   * the same refresh token within 30 s is answered with the same pair.
   *
   * @param form {@code client_id}, {@code client_secret}, {@code grant_type} and what it needs
   * @return {@code {access_token, expires_in, refresh_token, userType, companyId, locationId}}, and
   *     {@code approvedLocations} where an agency lets the app into some of its locations
   */
  @Operation(source = "oauth.json#get-access-token", repeat = Repeat.SPENDS)
  @RequestLine("POST /oauth/token")
  @Headers({
    "Content-Type: application/x-www-form-urlencoded",
    "Accept: application/json",
    "User-Agent: " + Wire.USER_AGENT
  })
  Map<String, Object> getToken(String form, Request.Options options);

  /**
   * Makes a location's token with its agency's: {@code POST /oauth/locationToken}. Repeatable: each
   * call makes one more.
   *
   * @param form {@code companyId} and {@code locationId}
   * @return {@code {access_token, expires_in, locationId}}, and a refresh token or none
   */
  @Operation(
      source = "oauth.json#get-location-access-token",
      scope = "oauth.write",
      repeat = Repeat.READS)
  @RequestLine("POST /oauth/locationToken")
  @Headers({
    "Version: 2021-07-28",
    "Content-Type: application/x-www-form-urlencoded",
    "Accept: application/json",
    "User-Agent: " + Wire.USER_AGENT,
    "Authorization: Bearer {token}"
  })
  Map<String, Object> getLocationToken(
      @Param("token") String token, String form, Request.Options options);

  /**
   * The way back when a refresh token was lost: {@code POST /oauth/reconnect}. Repeatable: each
   * call makes one more code.
   *
   * @param json {@code {clientKey, clientSecret, locationId | companyId}}
   * @return {@code {authorizationCode, expiresAt}}
   */
  @Operation(source = "help article 155000003717", repeat = Repeat.READS)
  @RequestLine("POST /oauth/reconnect")
  @Headers({
    "Content-Type: application/json",
    "Accept: application/json",
    "User-Agent: " + Wire.USER_AGENT
  })
  Map<String, Object> reconnect(String json, Request.Options options);
}
