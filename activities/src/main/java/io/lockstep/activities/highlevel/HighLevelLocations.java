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
 * A location, its settings and the search of its tasks, API v2. Source: {@code apps/locations.json}
 * of GoHighLevel/highlevel-api-docs at 0af86a4, read 2026-06-19. Price and errors as in {@link
 * HighLevelContacts}.
 */
@Headers({
  "Version: 2021-07-28",
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
interface HighLevelLocations {

  /**
   * Reads the location and its settings: {@code GET /locations/{locationId}}.
   *
   * @return {@code {location: {settings: {allowDuplicateContact, ...}}}}
   * @throws ProviderException REFUSED on 401 without the scope, on 403 for another location
   */
  @Operation(
      source = "locations.json#get-location",
      scope = "locations.readonly",
      repeat = Repeat.READS)
  @RequestLine(value = "GET /locations/{locationId}", decodeSlash = false)
  Map<String, Object> getLocation(
      @Param("token") String token,
      @Param("locationId") String locationId,
      Request.Options options);

  /**
   * Searches the tasks of the location: {@code POST /locations/{locationId}/tasks/search}. There is
   * no filter by date, and neither an order nor the largest {@code limit} is documented.
   *
   * @param search {@code {contactId: [], completed, assignedTo: [], query, limit, skip}}, all
   *     optional; {@code limit} is 25 if it is absent
   * @return {@code {tasks}}; the specification says a list of lists, which nobody has seen
   * @throws ProviderException REFUSED on 400, 422 and on 401 without the scope
   */
  @Operation(
      source = "locations.json#task-search",
      scope = "locations/tasks.readonly",
      repeat = Repeat.READS,
      errors = Kind.REFUSED)
  @RequestLine(value = "POST /locations/{locationId}/tasks/search", decodeSlash = false)
  Map<String, Object> searchTasks(
      @Param("token") String token,
      @Param("locationId") String locationId,
      Map<String, Object> search,
      Request.Options options);
}
