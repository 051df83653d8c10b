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
 * The custom fields of contacts, API v2. Source: {@code apps/locations.json} of
 * GoHighLevel/highlevel-api-docs at 0af86a4, read 2026-06-19. Price and errors as in {@link
 * HighLevelContacts}. A contact's values carry only a field's id, so these definitions are needed
 * to name one. The newer {@code /custom-fields} is not for contacts.
 */
@Headers({
  "Version: 2021-07-28",
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
public interface HighLevelCustomFields {

  /**
   * Lists the fields: {@code GET /locations/{locationId}/customFields}.
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
   * Defines a field: {@code POST /locations/{locationId}/customFields}. <b>Not idempotent</b>: list
   * before repeating.
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
   * Reads one field: {@code GET /locations/{locationId}/customFields/{id}}.
   *
   * @param fieldId its id or its key
   * @return {@code {customField}}
   * @throws ProviderException REFUSED on 400, also when there is none: its words for that are
   *     unknown
   */
  @Operation(
      source = "locations.json#get-custom-field",
      scope = "locations/customFields.readonly",
      repeat = Repeat.READS,
      errors = Kind.REFUSED)
  @RequestLine(value = "GET /locations/{locationId}/customFields/{fieldId}", decodeSlash = false)
  Map<String, Object> getCustomField(
      @Param("token") String token,
      @Param("locationId") String locationId,
      @Param("fieldId") String fieldId,
      Request.Options options);

  /**
   * Changes a field's name, its options or its place; never its type: {@code PUT
   * /locations/{locationId}/customFields/{id}}.
   *
   * @param field {@code name} is required
   * @return {@code {customField}}
   * @throws ProviderException REFUSED on 400 and 422
   */
  @Operation(
      source = "locations.json#update-custom-field",
      scope = "locations/customFields.write",
      repeat = Repeat.SETTLES,
      errors = Kind.REFUSED)
  @RequestLine(value = "PUT /locations/{locationId}/customFields/{fieldId}", decodeSlash = false)
  Map<String, Object> updateCustomField(
      @Param("token") String token,
      @Param("locationId") String locationId,
      @Param("fieldId") String fieldId,
      Map<String, Object> field,
      Request.Options options);

  /**
   * Deletes a field <b>and its value on every contact</b>: {@code DELETE
   * /locations/{locationId}/customFields/{id}}. A repeat deletes nothing more.
   *
   * @return {@code {succeded}}, misspelt so
   * @throws ProviderException REFUSED on 400, also when there is none: its words for that are
   *     unknown
   */
  @Operation(
      source = "locations.json#delete-custom-field",
      scope = "locations/customFields.write",
      repeat = Repeat.SETTLES,
      errors = Kind.REFUSED)
  @RequestLine(value = "DELETE /locations/{locationId}/customFields/{fieldId}", decodeSlash = false)
  Map<String, Object> deleteCustomField(
      @Param("token") String token,
      @Param("locationId") String locationId,
      @Param("fieldId") String fieldId,
      Request.Options options);
}
