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
 * What a location says of its contacts and users, API v2. Source: {@code apps/locations.json} and
 * {@code apps/users.json} of GoHighLevel/highlevel-api-docs at 0af86a4, read 2026-06-19. Price and
 * errors as in {@link HighLevelContacts}.
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
   * Lists the custom fields of contacts: {@code GET /locations/{locationId}/customFields}.
   *
   * @return {@code {customFields: [{id, name, fieldKey, dataType, ...}]}}; {@code fieldKey} reads
   *     {@code contact.<key>}
   * @throws ProviderException REFUSED on 401 without the scope, on 403 for another location
   */
  @Operation(
      source = "locations.json#get-custom-fields",
      scope = "locations/customFields.readonly",
      repeat = Repeat.READS)
  @RequestLine(
      value = "GET /locations/{locationId}/customFields?model=contact",
      decodeSlash = false)
  Map<String, Object> listCustomFields(
      @Param("token") String token,
      @Param("locationId") String locationId,
      Request.Options options);

  /**
   * Defines a custom field: {@code POST /locations/{locationId}/customFields}. <b>Not
   * idempotent</b>: list before repeating.
   *
   * @param field {@code name} and {@code dataType} are required; HighLevel makes the key from the
   *     name
   * @return {@code {customField: {id, fieldKey, ...}}}
   * @throws ProviderException REFUSED on 400 and 422
   */
  @Operation(
      source = "locations.json#create-custom-field",
      scope = "locations/customFields.write",
      repeat = Repeat.DOUBLES,
      errors = Kind.REFUSED)
  @RequestLine(value = "POST /locations/{locationId}/customFields", decodeSlash = false)
  Map<String, Object> createCustomField(
      @Param("token") String token,
      @Param("locationId") String locationId,
      Map<String, Object> field,
      Request.Options options);

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

  /**
   * Lists the users of the location: {@code GET /users/?locationId=}.
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
}
