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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opportunities and the pipelines they move through, API v2. Source: {@code
 * apps/opportunities.json} of GoHighLevel/highlevel-api-docs at 0af86a4, read 2026-06-19. Price and
 * errors as in {@link HighLevelContacts}. Upsert is left out: by what it matches is not documented.
 */
@Headers({
  "Version: 2021-07-28",
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
public interface HighLevelOpportunities {

  /**
   * Lists the pipelines with their stages: {@code GET /opportunities/pipelines}.
   *
   * @return {@code {pipelines: [{id, name, stages: [{id, name}]}]}}
   */
  @Operation(
      source = "opportunities.json#get-pipelines",
      scope = "opportunities.readonly",
      repeat = Repeat.READS)
  @RequestLine("GET /opportunities/pipelines?locationId={locationId}")
  Map<String, Object> listPipelines(
      @Param("token") String token,
      @Param("locationId") String locationId,
      Request.Options options);

  /**
   * One page of opportunities: {@code GET /opportunities/search}, whose parameters have
   * underscores.
   *
   * @param contactId null for those of all contacts
   * @param status {@code open}, {@code won}, {@code lost}, {@code abandoned}; null for all
   * @param page from 1
   * @param limit at most 100
   * @return {@code {opportunities, meta: {total, currentPage, ...}}}
   * @throws ProviderException REFUSED on 422
   */
  @Operation(
      source = "opportunities.json#search-opportunity",
      scope = "opportunities.readonly",
      repeat = Repeat.READS,
      errors = Kind.REFUSED)
  @RequestLine(
      "GET /opportunities/search?location_id={locationId}&contact_id={contactId}&status={status}&page={page}&limit={limit}")
  Map<String, Object> searchOpportunities(
      @Param("token") String token,
      @Param("locationId") String locationId,
      @Param("contactId") @Nullable String contactId,
      @Param("status") @Nullable String status,
      @Param("page") int page,
      @Param("limit") int limit,
      Request.Options options);

  /**
   * Makes an opportunity: {@code POST /opportunities/}. <b>Not idempotent</b>: search before
   * repeating.
   *
   * @param opportunity {@code pipelineId}, {@code locationId}, {@code name}, {@code status} and
   *     {@code contactId} are required
   * @return {@code {opportunity}}
   * @throws ProviderException GONE for the contact; REFUSED on 400 and 422
   */
  @Operation(
      source = "opportunities.json#create-opportunity",
      scope = "opportunities.write",
      repeat = Repeat.DOUBLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine("POST /opportunities/")
  Map<String, Object> createOpportunity(
      @Param("token") String token, Map<String, Object> opportunity, Request.Options options);

  /**
   * Reads one opportunity: {@code GET /opportunities/{id}}.
   *
   * @return {@code {opportunity}}
   * @throws ProviderException GONE
   */
  @Operation(
      source = "opportunities.json#get-opportunity",
      scope = "opportunities.readonly",
      repeat = Repeat.READS,
      errors = Kind.GONE)
  @RequestLine(value = "GET /opportunities/{opportunityId}", decodeSlash = false)
  Map<String, Object> getOpportunity(
      @Param("token") String token,
      @Param("opportunityId") String opportunityId,
      Request.Options options);

  /**
   * Overwrites the named fields: {@code PUT /opportunities/{id}}.
   *
   * @param opportunity neither {@code locationId} nor {@code contactId}
   * @return {@code {opportunity}}
   * @throws ProviderException GONE; REFUSED on 422
   */
  @Operation(
      source = "opportunities.json#update-opportunity",
      scope = "opportunities.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "PUT /opportunities/{opportunityId}", decodeSlash = false)
  Map<String, Object> updateOpportunity(
      @Param("token") String token,
      @Param("opportunityId") String opportunityId,
      Map<String, Object> opportunity,
      Request.Options options);

  /**
   * Moves it to open, won, lost or abandoned: {@code PUT /opportunities/{id}/status}.
   *
   * @param status {@code {status, lostReasonId}}
   * @return {@code {succeded}}, misspelt so
   * @throws ProviderException GONE; REFUSED on 422
   */
  @Operation(
      source = "opportunities.json#update-opportunity-status",
      scope = "opportunities.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "PUT /opportunities/{opportunityId}/status", decodeSlash = false)
  Map<String, Object> setOpportunityStatus(
      @Param("token") String token,
      @Param("opportunityId") String opportunityId,
      Map<String, Object> status,
      Request.Options options);

  /**
   * Deletes an opportunity: {@code DELETE /opportunities/{id}}.
   *
   * @return {@code {succeded}}, misspelt so
   * @throws ProviderException GONE
   */
  @Operation(
      source = "opportunities.json#delete-opportunity",
      scope = "opportunities.write",
      repeat = Repeat.ENDS,
      errors = Kind.GONE)
  @RequestLine(value = "DELETE /opportunities/{opportunityId}", decodeSlash = false)
  Map<String, Object> deleteOpportunity(
      @Param("token") String token,
      @Param("opportunityId") String opportunityId,
      Request.Options options);

  /**
   * Adds followers: {@code POST /opportunities/{id}/followers}.
   *
   * @param followers {@code {followers: [...]}}, ids of users
   * @return {@code {followers, followersAdded}}
   * @throws ProviderException GONE; REFUSED on 422
   */
  @Operation(
      source = "opportunities.json#add-followers-opportunity",
      scope = "opportunities.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "POST /opportunities/{opportunityId}/followers", decodeSlash = false)
  Map<String, Object> addOpportunityFollowers(
      @Param("token") String token,
      @Param("opportunityId") String opportunityId,
      Map<String, List<String>> followers,
      Request.Options options);

  /**
   * Removes followers: {@code DELETE /opportunities/{id}/followers} <b>with a body</b>.
   *
   * @param followers {@code {followers: [...]}}
   * @return {@code {followers, followersRemoved}}
   * @throws ProviderException GONE; REFUSED on 422
   */
  @Operation(
      source = "opportunities.json#remove-followers-opportunity",
      scope = "opportunities.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "DELETE /opportunities/{opportunityId}/followers", decodeSlash = false)
  Map<String, Object> removeOpportunityFollowers(
      @Param("token") String token,
      @Param("opportunityId") String opportunityId,
      Map<String, List<String>> followers,
      Request.Options options);
}
