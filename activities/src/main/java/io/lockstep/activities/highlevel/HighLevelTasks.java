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
 * Tasks of a contact, API v2. Source: {@code apps/contacts.json} of GoHighLevel/highlevel-api-docs
 * at 0af86a4, read 2026-06-19. Price and errors as in {@link HighLevelContacts}; a task that does
 * not exist is taken to be answered as a contact is, 400 "Task with id ... not found" (the
 * specification declares no 404 and no text): GONE with field {@code taskId}, and with {@code
 * contactId} when it is the contact.
 *
 * <p>A task has no status but {@code completed}, no date of its last change and no external id.
 */
@Headers({
  "Version: 2021-07-28",
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
interface HighLevelTasks {

  /**
   * Reads all tasks of a contact at once: {@code GET /contacts/{contactId}/tasks}. Safe to repeat;
   * no paging.
   *
   * @return {@code {tasks}}
   * @throws ProviderException GONE
   */
  @Operation(
      source = "contacts.json#get-all-tasks",
      scope = "contacts.readonly",
      repeat = Repeat.READS,
      errors = Kind.GONE)
  @RequestLine(value = "GET /contacts/{contactId}/tasks", decodeSlash = false)
  Map<String, Object> listTasks(
      @Param("token") String token, @Param("contactId") String contactId, Request.Options options);

  /**
   * Reads one task: {@code GET /contacts/{contactId}/tasks/{taskId}}.
   *
   * @return {@code {task}}
   * @throws ProviderException GONE
   */
  @Operation(
      source = "contacts.json#get-task",
      scope = "contacts.readonly",
      repeat = Repeat.READS,
      errors = Kind.GONE)
  @RequestLine(value = "GET /contacts/{contactId}/tasks/{taskId}", decodeSlash = false)
  Map<String, Object> getTask(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("taskId") String taskId,
      Request.Options options);

  /**
   * Makes a task: {@code POST /contacts/{contactId}/tasks}. <b>Not idempotent</b>: there is no key.
   *
   * @param task {@code title}, {@code dueDate} (ISO-8601) and {@code completed} are required
   * @return {@code {task}}
   * @throws ProviderException GONE; REFUSED with the property on 422
   */
  @Operation(
      source = "contacts.json#create-task",
      scope = "contacts.write",
      repeat = Repeat.DOUBLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "POST /contacts/{contactId}/tasks", decodeSlash = false)
  Map<String, Object> createTask(
      @Param("token") String token,
      @Param("contactId") String contactId,
      Map<String, Object> task,
      Request.Options options);

  /**
   * Overwrites the named fields: {@code PUT /contacts/{contactId}/tasks/{taskId}}. Repeatable: the
   * same body leaves the same task. Sends no event.
   *
   * @return {@code {task}}
   * @throws ProviderException GONE; REFUSED with the property on 422
   */
  @Operation(
      source = "contacts.json#update-task",
      scope = "contacts.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "PUT /contacts/{contactId}/tasks/{taskId}", decodeSlash = false)
  Map<String, Object> updateTask(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("taskId") String taskId,
      Map<String, Object> task,
      Request.Options options);

  /**
   * Completes or re-opens a task: {@code PUT /contacts/{contactId}/tasks/{taskId}/completed}.
   * Repeatable.
   *
   * @param completed {@code {completed}} and nothing else
   * @return {@code {task}}
   * @throws ProviderException GONE; REFUSED on 422
   */
  @Operation(
      source = "contacts.json#update-task-completed",
      scope = "contacts.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "PUT /contacts/{contactId}/tasks/{taskId}/completed", decodeSlash = false)
  Map<String, Object> completeTask(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("taskId") String taskId,
      Map<String, Object> completed,
      Request.Options options);

  /**
   * Deletes a task: {@code DELETE /contacts/{contactId}/tasks/{taskId}}. Repeatable; the second
   * answer is GONE.
   *
   * @return {@code {succeded}}, misspelt so
   * @throws ProviderException GONE
   */
  @Operation(
      source = "contacts.json#delete-task",
      scope = "contacts.write",
      repeat = Repeat.ENDS,
      errors = Kind.GONE)
  @RequestLine(value = "DELETE /contacts/{contactId}/tasks/{taskId}", decodeSlash = false)
  Map<String, Object> deleteTask(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("taskId") String taskId,
      Request.Options options);
}
