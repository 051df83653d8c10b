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
 * Appointments, API v2; their notes are {@link HighLevelAppointmentNotes}. Source: {@code
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
public interface HighLevelAppointments {

  /**
   * Makes an appointment: {@code POST /calendars/events/appointments}. <b>Not idempotent</b>: list
   * the contact's before repeating.
   *
   * @param appointment {@code calendarId}, {@code locationId}, {@code contactId} and {@code
   *     startTime} (with its zone) are required
   * @return the appointment itself, without an envelope
   * @throws ProviderException GONE for the contact; REFUSED on 400 and 422
   */
  @Operation(
      source = "calendars.json#create-appointment",
      scope = "calendars/events.write",
      repeat = Repeat.DOUBLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine("POST /calendars/events/appointments")
  Map<String, Object> createAppointment(
      @Param("token") String token, Map<String, Object> appointment, Request.Options options);

  /**
   * Reads one appointment: {@code GET /calendars/events/appointments/{eventId}}.
   *
   * @return {@code {event}}
   * @throws ProviderException GONE
   */
  @Operation(
      source = "calendars.json#get-appointment",
      scope = "calendars/events.readonly",
      repeat = Repeat.READS,
      errors = Kind.GONE)
  @RequestLine(value = "GET /calendars/events/appointments/{eventId}", decodeSlash = false)
  Map<String, Object> getAppointment(
      @Param("token") String token, @Param("eventId") String eventId, Request.Options options);

  /**
   * Overwrites the named fields: {@code PUT /calendars/events/appointments/{eventId}}.
   *
   * @param appointment neither {@code locationId} nor {@code contactId}
   * @return the appointment itself, without an envelope
   * @throws ProviderException GONE; REFUSED on 400 and 422
   */
  @Operation(
      source = "calendars.json#edit-appointment",
      scope = "calendars/events.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "PUT /calendars/events/appointments/{eventId}", decodeSlash = false)
  Map<String, Object> updateAppointment(
      @Param("token") String token,
      @Param("eventId") String eventId,
      Map<String, Object> appointment,
      Request.Options options);

  /**
   * Deletes an appointment, or any other event of a calendar: {@code DELETE
   * /calendars/events/{eventId}} <b>with a body</b>.
   *
   * @param nothing an empty object, which the specification demands
   * @return {@code {succeeded}}, under 201
   * @throws ProviderException GONE
   */
  @Operation(
      source = "calendars.json#delete-event",
      scope = "calendars/events.write",
      repeat = Repeat.ENDS,
      errors = Kind.GONE)
  @RequestLine(value = "DELETE /calendars/events/{eventId}", decodeSlash = false)
  Map<String, Object> deleteEvent(
      @Param("token") String token,
      @Param("eventId") String eventId,
      Map<String, Object> nothing,
      Request.Options options);
}
