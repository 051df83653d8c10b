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
 * Notes of a contact, API v2. Source: {@code apps/contacts.json} of GoHighLevel/highlevel-api-docs
 * at 0af86a4, read 2026-06-19. Price and errors as in {@link HighLevelContacts}; a note that does
 * not exist is taken to be answered as a contact is, 400 "Note with id ... not found" (the
 * specification declares no 404 and no text): GONE with field {@code noteId}, and with {@code
 * contactId} when it is the contact.
 *
 * <p>A note has {@code dateAdded}, but no date of its last change, no tags, no attachments and no
 * external id. Its body is shown as rich text: which HTML comes back, and how long it may be, is
 * not documented.
 */
@Headers({
  "Version: 2021-07-28",
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
interface HighLevelNotes {

  /**
   * Reads all notes of a contact at once: {@code GET /contacts/{contactId}/notes}. Safe to repeat;
   * no paging.
   *
   * @return {@code {notes}}
   * @throws ProviderException GONE
   */
  @Operation(
      source = "contacts.json#get-all-notes",
      scope = "contacts.readonly",
      repeat = Repeat.READS,
      errors = Kind.GONE)
  @RequestLine(value = "GET /contacts/{contactId}/notes", decodeSlash = false)
  Map<String, Object> listNotes(
      @Param("token") String token, @Param("contactId") String contactId, Request.Options options);

  /**
   * Reads one note: {@code GET /contacts/{contactId}/notes/{noteId}}.
   *
   * @return {@code {note}}
   * @throws ProviderException GONE
   */
  @Operation(
      source = "contacts.json#get-note",
      scope = "contacts.readonly",
      repeat = Repeat.READS,
      errors = Kind.GONE)
  @RequestLine(value = "GET /contacts/{contactId}/notes/{noteId}", decodeSlash = false)
  Map<String, Object> getNote(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("noteId") String noteId,
      Request.Options options);

  /**
   * Makes a note: {@code POST /contacts/{contactId}/notes}. <b>Not idempotent</b>: there is no key.
   *
   * @param note {@code body} is required
   * @return {@code {note}}
   * @throws ProviderException GONE; REFUSED with the property on 422
   */
  @Operation(
      source = "contacts.json#create-note",
      scope = "contacts.write",
      repeat = Repeat.DOUBLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "POST /contacts/{contactId}/notes", decodeSlash = false)
  Map<String, Object> createNote(
      @Param("token") String token,
      @Param("contactId") String contactId,
      Map<String, Object> note,
      Request.Options options);

  /**
   * Overwrites the named fields: {@code PUT /contacts/{contactId}/notes/{noteId}}. Repeatable: the
   * same body leaves the same note.
   *
   * @return {@code {note}}
   * @throws ProviderException GONE; REFUSED with the property on 422
   */
  @Operation(
      source = "contacts.json#update-note",
      scope = "contacts.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "PUT /contacts/{contactId}/notes/{noteId}", decodeSlash = false)
  Map<String, Object> updateNote(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("noteId") String noteId,
      Map<String, Object> note,
      Request.Options options);

  /**
   * Deletes a note: {@code DELETE /contacts/{contactId}/notes/{noteId}}. Repeatable; the second
   * answer is GONE.
   *
   * @return {@code {succeded}}, misspelt so
   * @throws ProviderException GONE
   */
  @Operation(
      source = "contacts.json#delete-note",
      scope = "contacts.write",
      repeat = Repeat.ENDS,
      errors = Kind.GONE)
  @RequestLine(value = "DELETE /contacts/{contactId}/notes/{noteId}", decodeSlash = false)
  Map<String, Object> deleteNote(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("noteId") String noteId,
      Request.Options options);
}
