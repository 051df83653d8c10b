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
 * Files for a contact's FILE_UPLOAD custom field, API v2. Source: {@code apps/forms.json} and
 * {@code apps/locations.json} of GoHighLevel/highlevel-api-docs at 0af86a4, read 2026-06-19. Price
 * and errors as in {@link HighLevelContacts}. Notes cannot carry files (highlevel-api-docs issue
 * 203).
 */
public interface HighLevelFieldFiles {

  /**
   * Uploads files into a field of a contact: {@code POST /forms/upload-custom-files}, at most 50 MB
   * each. With the same file ids a repeat overwrites.
   *
   * @param form each part is named {@code <customFieldId>_<fileId>}
   * @return undocumented; the contact in use
   * @throws ProviderException GONE; REFUSED on 400
   */
  @Operation(
      source = "forms.json#upload-to-custom-fields",
      scope = "forms.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine("POST /forms/upload-custom-files?contactId={contactId}&locationId={locationId}")
  @Headers({
    "Version: 2021-07-28",
    "Content-Type: multipart/form-data; boundary={boundary}",
    "Accept: application/json",
    "User-Agent: " + Wire.USER_AGENT,
    "Authorization: Bearer {token}"
  })
  Map<String, Object> uploadToField(
      @Param("token") String token,
      @Param("contactId") String contactId,
      @Param("locationId") String locationId,
      @Param("boundary") String boundary,
      byte[] form,
      Request.Options options);

  /**
   * Uploads files that a later write of a contact can name: {@code POST
   * /locations/{locationId}/customFields/upload}. <b>Not idempotent</b>: a repeat uploads them
   * again.
   *
   * @param form the files, with the parts {@code id} (of the contact) and {@code maxFiles}
   * @return {@code {uploadedFiles: {<name>: <url>}, meta}}
   * @throws ProviderException REFUSED on 400 and 422
   */
  @Operation(
      source = "locations.json#upload-file-customFields",
      scope = "locations/customFields.write",
      repeat = Repeat.DOUBLES,
      errors = Kind.REFUSED)
  @RequestLine(value = "POST /locations/{locationId}/customFields/upload", decodeSlash = false)
  @Headers({
    "Version: 2021-07-28",
    "Content-Type: multipart/form-data; boundary={boundary}",
    "Accept: application/json",
    "User-Agent: " + Wire.USER_AGENT,
    "Authorization: Bearer {token}"
  })
  Map<String, Object> uploadFieldFile(
      @Param("token") String token,
      @Param("locationId") String locationId,
      @Param("boundary") String boundary,
      byte[] form,
      Request.Options options);
}
