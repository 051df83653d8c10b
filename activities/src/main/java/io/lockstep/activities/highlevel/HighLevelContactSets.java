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
import java.util.List;
import java.util.Map;

/**
 * What contacts are put into and taken out of: followers, and tags of many at once, API v2. Source:
 * {@code apps/contacts.json} of GoHighLevel/highlevel-api-docs at 0af86a4, read 2026-06-19. Price
 * and errors as in {@link HighLevelContacts}. Tags of one contact are in {@link HighLevelContacts}.
 */
@Headers({
  "Version: 2021-07-28",
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
public interface HighLevelContactSets {

  /**
   * Adds users who follow a contact: {@code POST /contacts/{contactId}/followers}.
   *
   * @param followers {@code {followers: [...]}}, ids of users
   * @return {@code {followers, followersAdded}}
   * @throws ProviderException GONE; REFUSED on 422
   */
  @Operation(
      source = "contacts.json#add-followers-contact",
      scope = "contacts.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "POST /contacts/{contactId}/followers", decodeSlash = false)
  Map<String, Object> addFollowers(
      @Param("token") String token,
      @Param("contactId") String contactId,
      Map<String, List<String>> followers,
      Request.Options options);

  /**
   * Removes followers: {@code DELETE /contacts/{contactId}/followers} <b>with a body</b>.
   *
   * @param followers {@code {followers: [...]}}
   * @return {@code {followers, followersRemoved}}
   * @throws ProviderException GONE; REFUSED on 422
   */
  @Operation(
      source = "contacts.json#remove-followers-contact",
      scope = "contacts.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "DELETE /contacts/{contactId}/followers", decodeSlash = false)
  Map<String, Object> removeFollowers(
      @Param("token") String token,
      @Param("contactId") String contactId,
      Map<String, List<String>> followers,
      Request.Options options);

  /**
   * Adds tags to many contacts, or removes them: {@code POST /contacts/bulk/tags/update/{type}}.
   * One call, whatever their number; whether there is a largest one is not documented. The
   * specification declares no scope; {@code contacts.write} is assumed.
   *
   * @param type {@code add} or {@code remove}
   * @param tags {@code {contacts, tags, locationId, removeAllTags}}
   * @return {@code {succeded, errorCount, responses}} under 201, <b>also when single contacts
   *     failed</b>: each response says {@code success} or {@code error}
   * @throws ProviderException REFUSED on 400 and 422
   */
  @Operation(
      source = "contacts.json#create-association",
      scope = "contacts.write",
      repeat = Repeat.SETTLES,
      errors = Kind.REFUSED)
  @RequestLine(value = "POST /contacts/bulk/tags/update/{type}", decodeSlash = false)
  Map<String, Object> updateTagsOfMany(
      @Param("token") String token,
      @Param("type") String type,
      Map<String, Object> tags,
      Request.Options options);
}
