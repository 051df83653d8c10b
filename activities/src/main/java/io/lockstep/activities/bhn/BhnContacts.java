package io.lockstep.activities.bhn;

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

/**
 * BHN's contacts (our profiles) and their tags, v2. <b>The paths are ours</b>, in BHN's
 * conventions: no v2 path is publicly readable. Source: facts/bhn-rewards.md 8.2 to 8.4 and {@code
 * docs/contracts}. BHN publishes no limits: a call costs what the breaker learns. Feign does not
 * retry, Temporal does.
 *
 * <p>Answers are {@code {success, result: [contact, ...]}}. Every method throws {@link
 * ProviderException}: AUTH on 401, RATE_LIMITED on 429, TRANSIENT on 5xx and when no answer came,
 * REFUSED on 400 with the field its code names; what it throws besides is said at the method. BHN
 * has no scopes.
 */
@Headers({
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
interface BhnContacts {

  /**
   * Reads one contact: {@code GET /v2/contacts/{contactId}}.
   *
   * @throws ProviderException GONE
   */
  @Operation(source = "bhn-rewards.yaml#getContact", repeat = Repeat.READS, errors = Kind.GONE)
  @RequestLine(value = "GET /v2/contacts/{contactId}", decodeSlash = false)
  Map<String, Object> getContact(
      @Param("token") String token, @Param("contactId") String contactId, Request.Options options);

  /**
   * One page of the contacts with an e-mail: {@code GET /v2/contacts?email=&start=&limit=}, {@code
   * limit} at most 1,000. Safe to repeat; two may share one.
   *
   * @throws ProviderException REFUSED when {@code start} or {@code limit} is not taken
   */
  @Operation(source = "bhn-rewards.yaml#listContacts", repeat = Repeat.READS, errors = Kind.REFUSED)
  @RequestLine("GET /v2/contacts?email={email}&start={start}&limit={limit}")
  Map<String, Object> findByEmail(
      @Param("token") String token,
      @Param("email") String email,
      @Param("start") int start,
      @Param("limit") int limit,
      Request.Options options);

  /**
   * The same of those that carry a reference id: {@code GET
   * /v2/contacts?referenceId=&start=&limit=}.
   */
  @Operation(source = "bhn-rewards.yaml#listContacts", repeat = Repeat.READS, errors = Kind.REFUSED)
  @RequestLine("GET /v2/contacts?referenceId={referenceId}&start={start}&limit={limit}")
  Map<String, Object> findByReferenceId(
      @Param("token") String token,
      @Param("referenceId") String referenceId,
      @Param("start") int start,
      @Param("limit") int limit,
      Request.Options options);

  /**
   * One page of all contacts: {@code GET /v2/contacts?start=&limit=}, {@code limit} at most 1,000.
   * Safe to repeat; answers {@code total} besides.
   *
   * @throws ProviderException REFUSED when {@code start} or {@code limit} is not taken
   */
  @Operation(source = "bhn-rewards.yaml#listContacts", repeat = Repeat.READS, errors = Kind.REFUSED)
  @RequestLine("GET /v2/contacts?start={start}&limit={limit}")
  Map<String, Object> listContacts(
      @Param("token") String token,
      @Param("start") int start,
      @Param("limit") int limit,
      Request.Options options);

  /**
   * Makes a contact: {@code POST /v2/contacts}. Idempotent by {@code requestId} (at most 50
   * characters): a repeat is error 2303 and makes nothing.
   *
   * @throws ProviderException ALREADY_DONE on 2303; BUG on 409 for the same id with another body
   */
  @Operation(
      source = "bhn-rewards.yaml#createContact",
      repeat = Repeat.KEYED,
      errors = {Kind.ALREADY_DONE, Kind.REFUSED, Kind.BUG})
  @RequestLine("POST /v2/contacts")
  Map<String, Object> createContact(
      @Param("token") String token, Map<String, Object> contact, Request.Options options);

  /**
   * Overwrites the named fields: {@code PUT /v2/contacts/{contactId}}. Repeatable, guarded by
   * {@code version}. A blank overwrites, so absent fields are left out.
   *
   * @throws ProviderException GONE; CONFLICT on 409 for a stale {@code version}
   */
  @Operation(
      source = "bhn-rewards.yaml#updateContact",
      repeat = Repeat.GUARDED,
      errors = {Kind.GONE, Kind.CONFLICT, Kind.REFUSED})
  @RequestLine(value = "PUT /v2/contacts/{contactId}", decodeSlash = false)
  Map<String, Object> updateContact(
      @Param("token") String token,
      @Param("contactId") String contactId,
      Map<String, Object> contact,
      Request.Options options);

  /**
   * Deletes a contact: {@code DELETE /v2/contacts/{contactId}?version=}. Repeatable; the second
   * answer is GONE.
   *
   * @param version that was read; BHN would delete whatever is there without one
   * @throws ProviderException GONE; CONFLICT on 409 for a stale {@code version}
   */
  @Operation(
      source = "bhn-rewards.yaml#deleteContact",
      repeat = Repeat.ENDS,
      errors = {Kind.GONE, Kind.CONFLICT})
  @RequestLine(value = "DELETE /v2/contacts/{contactId}?version={version}", decodeSlash = false)
  Map<String, Object> deleteContact(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("version") String version,
      Request.Options options);

  /**
   * Adds tags: {@code PUT /v2/contacts/{contactId}/tags}. Repeatable: a set operation.
   *
   * @throws ProviderException GONE
   */
  @Operation(
      source = "bhn-rewards.yaml#addTags",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "PUT /v2/contacts/{contactId}/tags", decodeSlash = false)
  Map<String, Object> addTags(
      @Param("token") String token,
      @Param("contactId") String contactId,
      Map<String, List<String>> tags,
      Request.Options options);

  /**
   * Removes tags: {@code DELETE /v2/contacts/{contactId}/tags} <b>with a body</b>. Repeatable.
   *
   * @throws ProviderException GONE
   */
  @Operation(
      source = "bhn-rewards.yaml#removeTags",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "DELETE /v2/contacts/{contactId}/tags", decodeSlash = false)
  Map<String, Object> removeTags(
      @Param("token") String token,
      @Param("contactId") String contactId,
      Map<String, List<String>> tags,
      Request.Options options);
}
