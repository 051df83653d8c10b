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

/**
 * The files that lie in FILE_UPLOAD custom fields. <b>Not an operation of the specification</b>: it
 * is known by the address in the example of {@code FileField} in {@code apps/contacts.json}, read
 * 2026-06-19, which is {@code /documents/download/} and the {@code documentId} beside it. Price as
 * in {@link HighLevelContacts}.
 */
public interface HighLevelDocuments {

  /**
   * Reads a file's bytes: {@code GET /documents/download/{documentId}}. No redirect is followed.
   *
   * @throws ProviderException REFUSED or BUG where the file is not there or lies elsewhere: the
   *     words for it are unknown
   */
  @Operation(
      source = "contacts.json#FileField",
      scope = "contacts.readonly",
      repeat = Repeat.READS,
      errors = {Kind.REFUSED, Kind.BUG})
  @RequestLine(value = "GET /documents/download/{documentId}", decodeSlash = false)
  @Headers({
    "Version: 2021-07-28",
    "Accept: */*",
    "User-Agent: " + Wire.USER_AGENT,
    "Authorization: Bearer {token}"
  })
  byte[] downloadDocument(
      @Param("token") String token,
      @Param("documentId") String documentId,
      Request.Options options);
}
