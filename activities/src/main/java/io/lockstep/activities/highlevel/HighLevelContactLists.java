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
import org.jspecify.annotations.Nullable;

/**
 * Lists around contacts, API v2. Source: {@code apps/contacts.json} of GoHighLevel/highlevel-
 * api-docs at 0af86a4, read 2026-06-19. Price and errors as in {@link HighLevelContacts}.
 */
@Headers({
  "Version: 2021-07-28",
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
public interface HighLevelContactLists {

  /**
   * One page of all contacts, the newest first: {@code GET /contacts/}. HighLevel calls it
   * deprecated and names {@link HighLevelContacts#searchContacts} in its place.
   *
   * @param limit at most 100
   * @param startAfter the {@code meta.startAfter} of the page before; null for the first
   * @param startAfterId its {@code meta.startAfterId}; null for the first
   * @return {@code {contacts, count, meta}}; the specification knows no {@code meta}
   * @throws ProviderException REFUSED on 422
   */
  @Operation(
      source = "contacts.json#get-contacts",
      scope = "contacts.readonly",
      repeat = Repeat.READS,
      errors = Kind.REFUSED)
  @RequestLine(
      "GET /contacts/?locationId={locationId}&limit={limit}&startAfter={startAfter}&startAfterId={startAfterId}")
  Map<String, Object> listContacts(
      @Param("token") String token,
      @Param("locationId") String locationId,
      @Param("limit") int limit,
      @Param("startAfter") @Nullable Long startAfter,
      @Param("startAfterId") @Nullable String startAfterId,
      Request.Options options);

  /**
   * One page of the contacts of a business: {@code GET /contacts/business/{businessId}}.
   *
   * @param limit at most 100
   * @return {@code {contacts, count}}
   * @throws ProviderException REFUSED on 422
   */
  @Operation(
      source = "contacts.json#get-contacts-by-businessId",
      scope = "contacts.readonly",
      repeat = Repeat.READS,
      errors = Kind.REFUSED)
  @RequestLine(
      value =
          "GET /contacts/business/{businessId}?locationId={locationId}&limit={limit}&skip={skip}",
      decodeSlash = false)
  Map<String, Object> listContactsOfBusiness(
      @Param("token") String token,
      @Param("businessId") String businessId,
      @Param("locationId") String locationId,
      @Param("limit") int limit,
      @Param("skip") int skip,
      Request.Options options);

  /**
   * All appointments of a contact: {@code GET /contacts/{contactId}/appointments}; no paging.
   *
   * @return {@code {events}}; their times name no zone, unlike those of {@link
   *     HighLevelAppointments}
   * @throws ProviderException GONE
   */
  @Operation(
      source = "contacts.json#get-appointments-for-contact",
      scope = "contacts.readonly",
      repeat = Repeat.READS,
      errors = Kind.GONE)
  @RequestLine(value = "GET /contacts/{contactId}/appointments", decodeSlash = false)
  Map<String, Object> listAppointments(
      @Param("token") String token, @Param("contactId") String contactId, Request.Options options);
}
