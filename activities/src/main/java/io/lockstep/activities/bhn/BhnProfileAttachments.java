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

/**
 * Files of a BHN contact, v2. <b>All of this is ours</b>: BHN documents none (facts/bhn-rewards.md
 * 4 and {@code docs/contracts}). Price and errors as in {@link BhnContacts}; GONE names {@code
 * attachmentId} or {@code contactId}. A file is at most 25 MiB.
 */
public interface BhnProfileAttachments {

  /**
   * Lists a contact's files, oldest first: {@code GET /v2/contacts/{contactId}/attachments}. Safe
   * to repeat; no paging.
   *
   * @throws ProviderException GONE
   */
  @Operation(
      source = "bhn-rewards.yaml#listContactAttachments",
      repeat = Repeat.READS,
      errors = Kind.GONE)
  @RequestLine(value = "GET /v2/contacts/{contactId}/attachments", decodeSlash = false)
  @Headers({
    "Accept: application/json",
    "User-Agent: " + Wire.USER_AGENT,
    "Authorization: Bearer {token}"
  })
  Map<String, Object> listContactAttachments(
      @Param("token") String token, @Param("contactId") String contactId, Request.Options options);

  /**
   * Adds a file: {@code POST .../attachments?fileName=&requestId=}, the body is the file.
   * Idempotent by {@code requestId}: a repeat is error 2303 and adds nothing. The contact's version
   * moves.
   *
   * @throws ProviderException GONE; ALREADY_DONE on 2303; BUG on 409 for the same id with another
   *     file; REFUSED with {@code content}, {@code contentType} or {@code fileName}
   */
  @Operation(
      source = "bhn-rewards.yaml#addContactAttachment",
      repeat = Repeat.KEYED,
      errors = {Kind.GONE, Kind.ALREADY_DONE, Kind.REFUSED, Kind.BUG})
  @RequestLine(
      value = "POST /v2/contacts/{contactId}/attachments?fileName={fileName}&requestId={requestId}",
      decodeSlash = false)
  @Headers({
    "Content-Type: {contentType}",
    "Accept: application/json",
    "User-Agent: " + Wire.USER_AGENT,
    "Authorization: Bearer {token}"
  })
  Map<String, Object> addContactAttachment(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("fileName") String fileName,
      @Param("requestId") String requestId,
      @Param("contentType") String contentType,
      byte[] content,
      Request.Options options);

  /**
   * Reads a file's bytes: {@code GET .../attachments/{attachmentId}/content}.
   *
   * @throws ProviderException GONE
   */
  @Operation(
      source = "bhn-rewards.yaml#getContactAttachmentContent",
      repeat = Repeat.READS,
      errors = Kind.GONE)
  @RequestLine(
      value = "GET /v2/contacts/{contactId}/attachments/{attachmentId}/content",
      decodeSlash = false)
  @Headers({"Accept: */*", "User-Agent: " + Wire.USER_AGENT, "Authorization: Bearer {token}"})
  byte[] getContactFile(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("attachmentId") String attachmentId,
      Request.Options options);

  /**
   * Deletes a file; the contact's version moves: {@code DELETE .../attachments/{attachmentId}}.
   *
   * @throws ProviderException GONE
   */
  @Operation(
      source = "bhn-rewards.yaml#deleteContactAttachment",
      repeat = Repeat.ENDS,
      errors = Kind.GONE)
  @RequestLine(
      value = "DELETE /v2/contacts/{contactId}/attachments/{attachmentId}",
      decodeSlash = false)
  @Headers({
    "Accept: application/json",
    "User-Agent: " + Wire.USER_AGENT,
    "Authorization: Bearer {token}"
  })
  Map<String, Object> deleteContactAttachment(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("attachmentId") String attachmentId,
      Request.Options options);
}
