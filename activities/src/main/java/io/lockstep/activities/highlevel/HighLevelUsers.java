package io.lockstep.activities.highlevel;

import feign.Headers;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import io.lockstep.activities.http.Operation;
import io.lockstep.activities.http.Repeat;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.util.Map;

/**
 * The people who work in a location, API v2. Source: {@code apps/users.json} of
 * GoHighLevel/highlevel-api-docs at 0af86a4, read 2026-06-19. Price and errors as in {@link
 * HighLevelContacts}.
 */
@Headers({
  "Version: 2021-07-28",
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
public interface HighLevelUsers {

  /**
   * Lists the users of the location: {@code GET /users/?locationId=}. Deprecated, but its successor
   * wants the agency's id.
   *
   * @return {@code {users: [{id, email, ...}]}}
   * @throws ProviderException REFUSED on 401 without the scope, on 403 for another location
   */
  @Operation(
      source = "users.json#get-user-by-location",
      scope = "users.readonly",
      repeat = Repeat.READS)
  @RequestLine("GET /users/?locationId={locationId}")
  Map<String, Object> listUsers(
      @Param("token") String token,
      @Param("locationId") String locationId,
      Request.Options options);

  /**
   * Reads one user: {@code GET /users/{userId}}.
   *
   * @return the user itself, without an envelope
   * @throws ProviderException REFUSED on 400, also when there is none: its words for that are
   *     unknown
   */
  @Operation(
      source = "users.json#get-user",
      scope = "users.readonly",
      repeat = Repeat.READS,
      errors = Kind.REFUSED)
  @RequestLine(value = "GET /users/{userId}", decodeSlash = false)
  Map<String, Object> getUser(
      @Param("token") String token, @Param("userId") String userId, Request.Options options);
}
