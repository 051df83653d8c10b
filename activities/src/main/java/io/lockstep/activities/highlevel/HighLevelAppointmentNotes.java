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
 * Notes of an appointment, which are not notes of its contact, API v2. Source: {@code
 * apps/calendars.json} of GoHighLevel/highlevel-api-docs at 0af86a4, read 2026-06-19. Price and
 * errors as in {@link HighLevelContacts}, but for the version.
 */
@Headers({
  "Version: 2021-04-15",
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
public interface HighLevelAppointmentNotes {

  /**
   * One page of its notes: {@code GET /calendars/appointments/{appointmentId}/notes}.
   *
   * @param limit at most 20, and required
   * @return {@code {notes, hasMore}}
   * @throws ProviderException GONE; REFUSED on 400
   */
  @Operation(
      source = "calendars.json#get-appointment-notes",
      scope = "calendars/events.readonly",
      repeat = Repeat.READS,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(
      value = "GET /calendars/appointments/{appointmentId}/notes?limit={limit}&offset={offset}",
      decodeSlash = false)
  Map<String, Object> listAppointmentNotes(
      @Param("token") String token,
      @Param("appointmentId") String appointmentId,
      @Param("limit") int limit,
      @Param("offset") int offset,
      Request.Options options);

  /**
   * Makes a note: {@code POST /calendars/appointments/{appointmentId}/notes}. <b>Not
   * idempotent</b>: list before repeating.
   *
   * @param note {@code {body, userId}}; {@code body} is required
   * @return {@code {note}}
   * @throws ProviderException GONE; REFUSED on 400
   */
  @Operation(
      source = "calendars.json#create-appointment-note",
      scope = "calendars/events.write",
      repeat = Repeat.DOUBLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "POST /calendars/appointments/{appointmentId}/notes", decodeSlash = false)
  Map<String, Object> createAppointmentNote(
      @Param("token") String token,
      @Param("appointmentId") String appointmentId,
      Map<String, Object> note,
      Request.Options options);

  /**
   * Overwrites a note: {@code PUT /calendars/appointments/{appointmentId}/notes/{noteId}}.
   *
   * @param note {@code {body, userId}}; {@code body} is required
   * @return {@code {note}}
   * @throws ProviderException GONE; REFUSED on 400
   */
  @Operation(
      source = "calendars.json#update-appointment-note",
      scope = "calendars/events.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(
      value = "PUT /calendars/appointments/{appointmentId}/notes/{noteId}",
      decodeSlash = false)
  Map<String, Object> updateAppointmentNote(
      @Param("token") String token,
      @Param("appointmentId") String appointmentId,
      @Param("noteId") String noteId,
      Map<String, Object> note,
      Request.Options options);

  /**
   * Deletes a note: {@code DELETE /calendars/appointments/{appointmentId}/notes/{noteId}}.
   *
   * @return {@code {success}}
   * @throws ProviderException GONE
   */
  @Operation(
      source = "calendars.json#delete-appointment-note",
      scope = "calendars/events.write",
      repeat = Repeat.ENDS,
      errors = Kind.GONE)
  @RequestLine(
      value = "DELETE /calendars/appointments/{appointmentId}/notes/{noteId}",
      decodeSlash = false)
  Map<String, Object> deleteAppointmentNote(
      @Param("token") String token,
      @Param("appointmentId") String appointmentId,
      @Param("noteId") String noteId,
      Request.Options options);
}
