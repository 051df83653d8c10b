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
 * The tags a location knows, API v2. Source: {@code apps/locations.json} of
 * GoHighLevel/highlevel-api-docs at 0af86a4, read 2026-06-19. Price and errors as in {@link
 * HighLevelContacts}. A tag that a contact gets is made by that; these calls are for names that no
 * contact carries yet, and for renaming.
 */
@Headers({
  "Version: 2021-07-28",
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
public interface HighLevelLocationTags {

  /**
   * Lists the tags: {@code GET /locations/{locationId}/tags}; no paging.
   *
   * @return {@code {tags: [{id, name, locationId}]}}
   */
  @Operation(
      source = "locations.json#get-location-tags",
      scope = "locations/tags.readonly",
      repeat = Repeat.READS)
  @RequestLine(value = "GET /locations/{locationId}/tags", decodeSlash = false)
  Map<String, Object> listLocationTags(
      @Param("token") String token,
      @Param("locationId") String locationId,
      Request.Options options);

  /**
   * Makes a tag: {@code POST /locations/{locationId}/tags}. <b>Not idempotent</b> as far as is
   * documented: list before repeating.
   *
   * @param tag {@code {name}}
   * @return {@code {tag}} under 200
   * @throws ProviderException REFUSED on 422
   */
  @Operation(
      source = "locations.json#create-tag",
      scope = "locations/tags.write",
      repeat = Repeat.DOUBLES,
      errors = Kind.REFUSED)
  @RequestLine(value = "POST /locations/{locationId}/tags", decodeSlash = false)
  Map<String, Object> createLocationTag(
      @Param("token") String token,
      @Param("locationId") String locationId,
      Map<String, Object> tag,
      Request.Options options);

  /**
   * Reads one tag: {@code GET /locations/{locationId}/tags/{tagId}}.
   *
   * @return {@code {tag}}
   * @throws ProviderException GONE
   */
  @Operation(
      source = "locations.json#get-tag-by-id",
      scope = "locations/tags.readonly",
      repeat = Repeat.READS,
      errors = Kind.GONE)
  @RequestLine(value = "GET /locations/{locationId}/tags/{tagId}", decodeSlash = false)
  Map<String, Object> getLocationTag(
      @Param("token") String token,
      @Param("locationId") String locationId,
      @Param("tagId") String tagId,
      Request.Options options);

  /**
   * Renames a tag: {@code PUT /locations/{locationId}/tags/{tagId}}.
   *
   * @param tag {@code {name}}
   * @return {@code {tag}}
   * @throws ProviderException GONE; REFUSED on 422
   */
  @Operation(
      source = "locations.json#update-tag",
      scope = "locations/tags.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "PUT /locations/{locationId}/tags/{tagId}", decodeSlash = false)
  Map<String, Object> renameLocationTag(
      @Param("token") String token,
      @Param("locationId") String locationId,
      @Param("tagId") String tagId,
      Map<String, Object> tag,
      Request.Options options);

  /**
   * Deletes a tag: {@code DELETE /locations/{locationId}/tags/{tagId}}. Whether contacts lose it is
   * not documented.
   *
   * @return {@code {succeded}}, misspelt so
   * @throws ProviderException GONE
   */
  @Operation(
      source = "locations.json#delete-tag",
      scope = "locations/tags.write",
      repeat = Repeat.ENDS,
      errors = Kind.GONE)
  @RequestLine(value = "DELETE /locations/{locationId}/tags/{tagId}", decodeSlash = false)
  Map<String, Object> deleteLocationTag(
      @Param("token") String token,
      @Param("locationId") String locationId,
      @Param("tagId") String tagId,
      Request.Options options);
}
