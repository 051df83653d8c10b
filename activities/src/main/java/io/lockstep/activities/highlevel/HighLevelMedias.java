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
 * The media library of a location, API v2. Source: {@code apps/medias.json} of
 * GoHighLevel/highlevel-api-docs at 0af86a4, read 2026-06-19. Price and errors as in {@link
 * HighLevelContacts}. It is where a file can lie that a note links to: HighLevel has no call that
 * attaches a file to a note (highlevel-api-docs#203).
 */
public interface HighLevelMedias {

  /**
   * Finds files by a part of their name: {@code GET /medias/files}. How soon a new file is found,
   * and what of a name {@code query} matches, is not documented.
   *
   * @return {@code {files: [{name, url, ...}]}}; the specification calls the files texts, its
   *     example shows objects
   */
  @Operation(
      source = "medias.json#fetch-media-content",
      scope = "medias.readonly",
      repeat = Repeat.READS)
  @RequestLine(
      "GET /medias/files?altType=location&altId={locationId}&type=file&sortBy=createdAt"
          + "&sortOrder=asc&limit=100&query={query}")
  @Headers({
    "Version: 2021-07-28",
    "Accept: application/json",
    "User-Agent: " + Wire.USER_AGENT,
    "Authorization: Bearer {token}"
  })
  Map<String, Object> listFiles(
      @Param("token") String token,
      @Param("locationId") String locationId,
      @Param("query") String query,
      Request.Options options);

  /**
   * Uploads a file: {@code POST /medias/upload-file}, at most 25 MB. <b>Not idempotent</b>: a
   * repeat makes a second file. The token says which location; agency tokens are refused.
   *
   * @param form with the part {@code file}
   * @return {@code {fileId, url}}; whoever knows the url can read the file
   * @throws ProviderException REFUSED with {@code file} on 422; the specification declares no error
   */
  @Operation(
      source = "medias.json#upload-media-content",
      scope = "medias.write",
      repeat = Repeat.DOUBLES,
      errors = Kind.REFUSED)
  @RequestLine("POST /medias/upload-file")
  @Headers({
    "Version: 2021-07-28",
    "Content-Type: multipart/form-data; boundary={boundary}",
    "Accept: application/json",
    "User-Agent: " + Wire.USER_AGENT,
    "Authorization: Bearer {token}"
  })
  Map<String, Object> uploadMedia(
      @Param("token") String token,
      @Param("boundary") String boundary,
      byte[] form,
      Request.Options options);

  /**
   * Deletes a file: {@code DELETE /medias/{id}}; a link to it in a note stays, and is dead. A
   * repeat deletes nothing more.
   *
   * @return an empty object
   * @throws ProviderException REFUSED on 400, also when there is none: its words for that are
   *     unknown
   */
  @Operation(
      source = "medias.json#delete-media-content",
      scope = "medias.write",
      repeat = Repeat.SETTLES,
      errors = Kind.REFUSED)
  @RequestLine(
      value = "DELETE /medias/{fileId}?altType=location&altId={locationId}",
      decodeSlash = false)
  @Headers({
    "Version: 2021-07-28",
    "Accept: application/json",
    "User-Agent: " + Wire.USER_AGENT,
    "Authorization: Bearer {token}"
  })
  Map<String, Object> deleteMedia(
      @Param("token") String token,
      @Param("fileId") String fileId,
      @Param("locationId") String locationId,
      Request.Options options);
}
