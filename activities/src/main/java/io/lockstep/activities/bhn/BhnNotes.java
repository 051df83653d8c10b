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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notes of a BHN contact, v2. <b>All of this is ours</b>: BHN documents no notes
 * (facts/bhn-rewards.md 4 and {@code docs/contracts}). Envelope, price and errors as in {@link
 * BhnContacts}; GONE names {@code noteId}, or {@code contactId} when it is the contact.
 */
@Headers({
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
interface BhnNotes {

  /**
   * One page of a contact's notes, in the order of creation: {@code GET
   * /v2/contacts/{contactId}/notes?start=&limit=}, {@code limit} at most 500. Safe to repeat;
   * answers {@code total} besides.
   *
   * @throws ProviderException GONE; REFUSED when {@code start} or {@code limit} is not taken
   */
  @Operation(
      source = "bhn-rewards.yaml#listNotes",
      repeat = Repeat.READS,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(
      value = "GET /v2/contacts/{contactId}/notes?start={start}&limit={limit}",
      decodeSlash = false)
  Map<String, Object> listNotes(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("start") int start,
      @Param("limit") int limit,
      Request.Options options);

  /**
   * The note which the create of that request id made, if it is still there: {@code GET
   * /v2/contacts/{contactId}/notes?requestId=}.
   *
   * @throws ProviderException GONE
   */
  @Operation(source = "bhn-rewards.yaml#listNotes", repeat = Repeat.READS, errors = Kind.GONE)
  @RequestLine(
      value = "GET /v2/contacts/{contactId}/notes?requestId={requestId}",
      decodeSlash = false)
  Map<String, Object> noteMadeBy(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("requestId") String requestId,
      Request.Options options);

  /**
   * Reads one note: {@code GET /v2/contacts/{contactId}/notes/{noteId}}.
   *
   * @throws ProviderException GONE
   */
  @Operation(source = "bhn-rewards.yaml#getNote", repeat = Repeat.READS, errors = Kind.GONE)
  @RequestLine(value = "GET /v2/contacts/{contactId}/notes/{noteId}", decodeSlash = false)
  Map<String, Object> getNote(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("noteId") String noteId,
      Request.Options options);

  /**
   * Makes a note: {@code POST /v2/contacts/{contactId}/notes}. Idempotent by {@code requestId} (at
   * most 50 characters): a repeat is error 2303 and makes nothing.
   *
   * @throws ProviderException GONE; ALREADY_DONE on 2303; BUG on 409 for the same id with another
   *     body
   */
  @Operation(
      source = "bhn-rewards.yaml#createNote",
      repeat = Repeat.KEYED,
      errors = {Kind.GONE, Kind.ALREADY_DONE, Kind.REFUSED, Kind.BUG})
  @RequestLine(value = "POST /v2/contacts/{contactId}/notes", decodeSlash = false)
  Map<String, Object> createNote(
      @Param("token") String token,
      @Param("contactId") String contactId,
      Map<String, Object> note,
      Request.Options options);

  /**
   * Overwrites the named fields: {@code PUT /v2/contacts/{contactId}/notes/{noteId}}. Repeatable,
   * guarded by {@code version}, which is required. {@code tags} replaces all tags.
   *
   * @throws ProviderException GONE; CONFLICT on 409 for a stale {@code version}
   */
  @Operation(
      source = "bhn-rewards.yaml#updateNote",
      repeat = Repeat.GUARDED,
      errors = {Kind.GONE, Kind.CONFLICT, Kind.REFUSED})
  @RequestLine(value = "PUT /v2/contacts/{contactId}/notes/{noteId}", decodeSlash = false)
  Map<String, Object> updateNote(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("noteId") String noteId,
      Map<String, Object> note,
      Request.Options options);

  /**
   * Deletes a note: {@code DELETE /v2/contacts/{contactId}/notes/{noteId}?version=}. Repeatable;
   * the second answer is GONE.
   *
   * @param version that was read; null deletes whatever is there
   * @throws ProviderException GONE; CONFLICT on 409 for a stale {@code version}
   */
  @Operation(
      source = "bhn-rewards.yaml#deleteNote",
      repeat = Repeat.ENDS,
      errors = {Kind.GONE, Kind.CONFLICT})
  @RequestLine(
      value = "DELETE /v2/contacts/{contactId}/notes/{noteId}?version={version}",
      decodeSlash = false)
  Map<String, Object> deleteNote(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("noteId") String noteId,
      @Param("version") @Nullable String version,
      Request.Options options);
}
