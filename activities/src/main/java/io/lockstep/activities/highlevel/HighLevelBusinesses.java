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
 * Businesses, which contacts can belong to, API v2. Source: {@code apps/businesses.json} of
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
public interface HighLevelBusinesses {

  /**
   * One page of the location's businesses: {@code GET /businesses/}.
   *
   * @param limit at most 100
   * @return {@code {businesses}}
   * @throws ProviderException REFUSED on 422
   */
  @Operation(
      source = "businesses.json#get-businesses-by-location",
      scope = "businesses.readonly",
      repeat = Repeat.READS,
      errors = Kind.REFUSED)
  @RequestLine("GET /businesses/?locationId={locationId}&limit={limit}&skip={skip}")
  Map<String, Object> listBusinesses(
      @Param("token") String token,
      @Param("locationId") String locationId,
      @Param("limit") int limit,
      @Param("skip") int skip,
      Request.Options options);

  /**
   * Makes a business: {@code POST /businesses/}. <b>Not idempotent</b>: list before repeating.
   *
   * @param business {@code name} and {@code locationId} are required
   * @return {@code {success, buiseness}}, misspelt so
   * @throws ProviderException REFUSED on 400 and 422
   */
  @Operation(
      source = "businesses.json#create-business",
      scope = "businesses.write",
      repeat = Repeat.DOUBLES,
      errors = Kind.REFUSED)
  @RequestLine("POST /businesses/")
  Map<String, Object> createBusiness(
      @Param("token") String token, Map<String, Object> business, Request.Options options);

  /**
   * Reads one business: {@code GET /businesses/{businessId}}.
   *
   * @return {@code {business}}
   * @throws ProviderException GONE
   */
  @Operation(
      source = "businesses.json#get-business",
      scope = "businesses.readonly",
      repeat = Repeat.READS,
      errors = Kind.GONE)
  @RequestLine(value = "GET /businesses/{businessId}", decodeSlash = false)
  Map<String, Object> getBusiness(
      @Param("token") String token,
      @Param("businessId") String businessId,
      Request.Options options);

  /**
   * Overwrites the named fields: {@code PUT /businesses/{businessId}}.
   *
   * @return {@code {success, buiseness}}, misspelt so
   * @throws ProviderException GONE; REFUSED on 422
   */
  @Operation(
      source = "businesses.json#update-business",
      scope = "businesses.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "PUT /businesses/{businessId}", decodeSlash = false)
  Map<String, Object> updateBusiness(
      @Param("token") String token,
      @Param("businessId") String businessId,
      Map<String, Object> business,
      Request.Options options);

  /**
   * Deletes a business: {@code DELETE /businesses/{businessId}}.
   *
   * @return {@code {success}}
   * @throws ProviderException GONE
   */
  @Operation(
      source = "businesses.json#delete-Business",
      scope = "businesses.write",
      repeat = Repeat.ENDS,
      errors = Kind.GONE)
  @RequestLine(value = "DELETE /businesses/{businessId}", decodeSlash = false)
  Map<String, Object> deleteBusiness(
      @Param("token") String token,
      @Param("businessId") String businessId,
      Request.Options options);

  /**
   * Puts contacts under a business, or takes them out: {@code POST /contacts/bulk/business}. The
   * specification declares no scope; {@code contacts.write} is assumed.
   *
   * @param contacts {@code {locationId, ids, businessId}}; a null {@code businessId} takes them out
   * @return {@code {success, ids}}
   * @throws ProviderException GONE; REFUSED on 422
   */
  @Operation(
      source = "contacts.json#add-remove-contact-from-business",
      scope = "contacts.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine("POST /contacts/bulk/business")
  Map<String, Object> attachToBusiness(
      @Param("token") String token, Map<String, Object> contacts, Request.Options options);
}
