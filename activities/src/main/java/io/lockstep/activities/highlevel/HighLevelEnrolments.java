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
 * Campaigns and workflows, and the contacts put into them, API v2. Source: {@code
 * apps/contacts.json}, {@code apps/campaigns.json} and {@code apps/workflows.json} of
 * GoHighLevel/highlevel-api-docs at 0af86a4, read 2026-06-19. Price and errors as in {@link
 * HighLevelContacts}. Who is in a workflow cannot be read; contacts can be searched by {@code
 * activeWorkflows}.
 */
@Headers({
  "Version: 2021-07-28",
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
public interface HighLevelEnrolments {

  /**
   * Lists the location's campaigns: {@code GET /campaigns/}.
   *
   * @return {@code {campaigns: [{id, name, status, locationId}]}}
   * @throws ProviderException REFUSED on 422
   */
  @Operation(
      source = "campaigns.json#get-campaigns",
      scope = "campaigns.readonly",
      repeat = Repeat.READS,
      errors = Kind.REFUSED)
  @RequestLine("GET /campaigns/?locationId={locationId}")
  Map<String, Object> listCampaigns(
      @Param("token") String token,
      @Param("locationId") String locationId,
      Request.Options options);

  /**
   * Lists the location's workflows: {@code GET /workflows/}.
   *
   * @return {@code {workflows: [{id, name, status, version, ...}]}}
   * @throws ProviderException REFUSED on 422
   */
  @Operation(
      source = "workflows.json#get-workflow",
      scope = "workflows.readonly",
      repeat = Repeat.READS,
      errors = Kind.REFUSED)
  @RequestLine("GET /workflows/?locationId={locationId}")
  Map<String, Object> listWorkflows(
      @Param("token") String token,
      @Param("locationId") String locationId,
      Request.Options options);

  /**
   * Puts a contact into a campaign: {@code POST /contacts/{contactId}/campaigns/{campaignId}}.
   * Whether one that went through it begins anew is not documented.
   *
   * @param nothing an empty object, which the specification demands
   * @return {@code {succeded}}, misspelt so
   * @throws ProviderException GONE; REFUSED on 400 and 422
   */
  @Operation(
      source = "contacts.json#add-contact-to-campaign",
      scope = "contacts.write",
      repeat = Repeat.DOUBLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "POST /contacts/{contactId}/campaigns/{campaignId}", decodeSlash = false)
  Map<String, Object> addToCampaign(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("campaignId") String campaignId,
      Map<String, Object> nothing,
      Request.Options options);

  /**
   * Takes a contact out of a campaign: {@code DELETE /contacts/{contactId}/campaigns/{campaignId}}.
   *
   * @return {@code {succeded}}, misspelt so
   * @throws ProviderException GONE; REFUSED on 400
   */
  @Operation(
      source = "contacts.json#remove-contact-from-campaign",
      scope = "contacts.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "DELETE /contacts/{contactId}/campaigns/{campaignId}", decodeSlash = false)
  Map<String, Object> removeFromCampaign(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("campaignId") String campaignId,
      Request.Options options);

  /**
   * Takes a contact out of every campaign: {@code DELETE
   * /contacts/{contactId}/campaigns/removeAll}.
   *
   * @return {@code {succeded}}, misspelt so
   * @throws ProviderException GONE
   */
  @Operation(
      source = "contacts.json#remove-contact-from-every-campaign",
      scope = "contacts.write",
      repeat = Repeat.SETTLES,
      errors = Kind.GONE)
  @RequestLine(value = "DELETE /contacts/{contactId}/campaigns/removeAll", decodeSlash = false)
  Map<String, Object> removeFromAllCampaigns(
      @Param("token") String token, @Param("contactId") String contactId, Request.Options options);

  /**
   * Puts a contact into a workflow: {@code POST /contacts/{contactId}/workflow/{workflowId}}. A
   * workflow may let a contact in again: a repeat can send a second message.
   *
   * @param when {@code {eventStartTime}}, or an empty object
   * @return {@code {succeded}} under 200, misspelt so
   * @throws ProviderException GONE; REFUSED on 400 and 422
   */
  @Operation(
      source = "contacts.json#add-contact-to-workflow",
      scope = "contacts.write",
      repeat = Repeat.DOUBLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "POST /contacts/{contactId}/workflow/{workflowId}", decodeSlash = false)
  Map<String, Object> addToWorkflow(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("workflowId") String workflowId,
      Map<String, Object> when,
      Request.Options options);

  /**
   * Takes a contact out of a workflow: {@code DELETE /contacts/{contactId}/workflow/{workflowId}}
   * <b>with a body</b>.
   *
   * @param when {@code {eventStartTime}}, or an empty object
   * @return {@code {succeded}}, misspelt so
   * @throws ProviderException GONE; REFUSED on 400 and 422
   */
  @Operation(
      source = "contacts.json#delete-contact-from-workflow",
      scope = "contacts.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "DELETE /contacts/{contactId}/workflow/{workflowId}", decodeSlash = false)
  Map<String, Object> removeFromWorkflow(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("workflowId") String workflowId,
      Map<String, Object> when,
      Request.Options options);
}
