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
 * Tasks of a BHN contact, v2. <b>All of this is ours</b>: BHN documents no tasks
 * (facts/bhn-rewards.md 4 and {@code docs/contracts}). Envelope, price and errors as in {@link
 * BhnContacts}; GONE names {@code taskId}, or {@code contactId} when it is the contact.
 */
@Headers({
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
interface BhnTasks {

  /**
   * One page of a contact's tasks, in the order of creation: {@code GET
   * /v2/contacts/{contactId}/tasks?start=&limit=}, {@code limit} at most 500. Safe to repeat;
   * answers {@code total} besides.
   *
   * @throws ProviderException GONE; REFUSED when {@code start} or {@code limit} is not taken
   */
  @Operation(
      source = "bhn-rewards.yaml#listTasks",
      repeat = Repeat.READS,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(
      value = "GET /v2/contacts/{contactId}/tasks?start={start}&limit={limit}",
      decodeSlash = false)
  Map<String, Object> listTasks(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("start") int start,
      @Param("limit") int limit,
      Request.Options options);

  /**
   * The task which the create of that request id made, if it is still there: {@code GET
   * /v2/contacts/{contactId}/tasks?requestId=}.
   *
   * @throws ProviderException GONE
   */
  @Operation(source = "bhn-rewards.yaml#listTasks", repeat = Repeat.READS, errors = Kind.GONE)
  @RequestLine(
      value = "GET /v2/contacts/{contactId}/tasks?requestId={requestId}",
      decodeSlash = false)
  Map<String, Object> taskMadeBy(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("requestId") String requestId,
      Request.Options options);

  /**
   * Reads one task: {@code GET /v2/contacts/{contactId}/tasks/{taskId}}.
   *
   * @throws ProviderException GONE
   */
  @Operation(source = "bhn-rewards.yaml#getTask", repeat = Repeat.READS, errors = Kind.GONE)
  @RequestLine(value = "GET /v2/contacts/{contactId}/tasks/{taskId}", decodeSlash = false)
  Map<String, Object> getTask(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("taskId") String taskId,
      Request.Options options);

  /**
   * Makes a task: {@code POST /v2/contacts/{contactId}/tasks}. Idempotent by {@code requestId} (at
   * most 50 characters): a repeat is error 2303 and makes nothing.
   *
   * @throws ProviderException GONE; ALREADY_DONE on 2303; BUG on 409 for the same id with another
   *     body
   */
  @Operation(
      source = "bhn-rewards.yaml#createTask",
      repeat = Repeat.KEYED,
      errors = {Kind.GONE, Kind.ALREADY_DONE, Kind.REFUSED, Kind.BUG})
  @RequestLine(value = "POST /v2/contacts/{contactId}/tasks", decodeSlash = false)
  Map<String, Object> createTask(
      @Param("token") String token,
      @Param("contactId") String contactId,
      Map<String, Object> task,
      Request.Options options);

  /**
   * Overwrites the named fields: {@code PUT /v2/contacts/{contactId}/tasks/{taskId}}. Repeatable,
   * guarded by {@code version}, which is required. A null clears.
   *
   * @throws ProviderException GONE; CONFLICT on 409 for a stale {@code version}
   */
  @Operation(
      source = "bhn-rewards.yaml#updateTask",
      repeat = Repeat.GUARDED,
      errors = {Kind.GONE, Kind.CONFLICT, Kind.REFUSED})
  @RequestLine(value = "PUT /v2/contacts/{contactId}/tasks/{taskId}", decodeSlash = false)
  Map<String, Object> updateTask(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("taskId") String taskId,
      Map<String, Object> task,
      Request.Options options);

  /**
   * Deletes a task: {@code DELETE /v2/contacts/{contactId}/tasks/{taskId}?version=}. Repeatable;
   * the second answer is GONE.
   *
   * @param version that was read; null deletes whatever is there
   * @throws ProviderException GONE; CONFLICT on 409 for a stale {@code version}
   */
  @Operation(
      source = "bhn-rewards.yaml#deleteTask",
      repeat = Repeat.ENDS,
      errors = {Kind.GONE, Kind.CONFLICT})
  @RequestLine(
      value = "DELETE /v2/contacts/{contactId}/tasks/{taskId}?version={version}",
      decodeSlash = false)
  Map<String, Object> deleteTask(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("taskId") String taskId,
      @Param("version") @Nullable String version,
      Request.Options options);
}
