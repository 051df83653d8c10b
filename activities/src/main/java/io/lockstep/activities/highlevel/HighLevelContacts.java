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
 * Contacts and their tags, API v2. Source: {@code apps/contacts.json} of
 * GoHighLevel/highlevel-api-docs at 0af86a4, read 2026-06-19. Every call costs 1 of 100 per 10 s
 * and 1 of 200,000 per day, per app and location. Feign does not retry, Temporal does.
 *
 * <p>Every method throws {@link ProviderException}: AUTH on 401 for a dead token, RATE_LIMITED on
 * 429, TRANSIENT on 5xx and when no answer came; what it throws besides is said at the method. A
 * contact that does not exist is 400 "Contact with id ... not found", not a 404: GONE.
 */
@Headers({
  "Version: 2021-07-28",
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
public interface HighLevelContacts {

  /**
   * Reads one contact: {@code GET /contacts/{contactId}}.
   *
   * @return {@code {contact}}; custom fields carry id and value, no key
   * @throws ProviderException GONE
   */
  @Operation(
      source = "contacts.json#get-contact",
      scope = "contacts.readonly",
      repeat = Repeat.READS,
      errors = Kind.GONE)
  @RequestLine(value = "GET /contacts/{contactId}", decodeSlash = false)
  Map<String, Object> getContact(
      @Param("token") String token, @Param("contactId") String contactId, Request.Options options);

  /**
   * Makes a contact: {@code POST /contacts/}. <b>Not idempotent</b>: there is no key, and 422 may
   * hide a contact that was made (highlevel-api-docs#64).
   *
   * @param contact {@code locationId} is required; an unknown property is a 422
   * @return {@code {contact}}, in a shape of its own: no {@code name}, no {@code timezone}
   * @throws ProviderException REFUSED with field and candidate on 400 "duplicated contacts";
   *     REFUSED with the property on 422
   */
  @Operation(
      source = "contacts.json#create-contact",
      scope = "contacts.write",
      repeat = Repeat.DOUBLES,
      errors = Kind.REFUSED)
  @RequestLine("POST /contacts/")
  Map<String, Object> createContact(
      @Param("token") String token, Map<String, Object> contact, Request.Options options);

  /**
   * Makes a contact or overwrites the one it matches: {@code POST /contacts/upsert}. <b>Lockstep's
   * flows never call it with a key from the other side</b>: which contact it matches is the
   * location's to say, and a field that points at a second contact is dropped in silence
   * (highlevel-api-docs#37). <b>Not idempotent</b>: a body without e-mail and phone matches nobody,
   * and with {@code createNewIfDuplicateAllowed} in a location that allows duplicates each call
   * makes a contact.
   *
   * @param contact {@code locationId} is required; {@code tags} replaces all tags
   * @return {@code {new, contact}}
   * @throws ProviderException REFUSED with the property on 422
   */
  @Operation(
      source = "contacts.json#upsert-contact",
      scope = "contacts.write",
      repeat = Repeat.DOUBLES,
      errors = Kind.REFUSED)
  @RequestLine("POST /contacts/upsert")
  Map<String, Object> upsertContact(
      @Param("token") String token, Map<String, Object> contact, Request.Options options);

  /**
   * Overwrites the named fields: {@code PUT /contacts/{contactId}}. Omitted fields stay, {@code
   * tags} replaces all tags, {@code dndSettings} merges per channel. Repeatable: the same body
   * leaves the same contact.
   *
   * @param contact without {@code locationId}, {@code companyName}, {@code gender}: each is a 422
   * @return {@code {succeded, contact}}, misspelt so
   * @throws ProviderException GONE; REFUSED with the property on 422, REFUSED on 400
   */
  @Operation(
      source = "contacts.json#update-contact",
      scope = "contacts.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "PUT /contacts/{contactId}", decodeSlash = false)
  Map<String, Object> updateContact(
      @Param("token") String token,
      @Param("contactId") String contactId,
      Map<String, Object> contact,
      Request.Options options);

  /**
   * Deletes a contact: {@code DELETE /contacts/{contactId}}. Repeatable; the second answer is GONE.
   *
   * @return {@code {succeded}}
   * @throws ProviderException GONE
   */
  @Operation(
      source = "contacts.json#delete-contact",
      scope = "contacts.write",
      repeat = Repeat.ENDS,
      errors = Kind.GONE)
  @RequestLine(value = "DELETE /contacts/{contactId}", decodeSlash = false)
  Map<String, Object> deleteContact(
      @Param("token") String token, @Param("contactId") String contactId, Request.Options options);

  /**
   * Adds tags, by name: {@code POST /contacts/{contactId}/tags}. Repeatable: a set operation.
   * HighLevel stores tags in lower case.
   *
   * @param tags {@code {tags: [...]}}
   * @return {@code {tags}}
   * @throws ProviderException GONE; REFUSED on 422
   */
  @Operation(
      source = "contacts.json#add-tags",
      scope = "contacts.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "POST /contacts/{contactId}/tags", decodeSlash = false)
  Map<String, Object> addTags(
      @Param("token") String token,
      @Param("contactId") String contactId,
      Map<String, List<String>> tags,
      Request.Options options);

  /**
   * Removes tags, by name: {@code DELETE /contacts/{contactId}/tags} <b>with a body</b>.
   * Repeatable.
   *
   * @param tags {@code {tags: [...]}}
   * @return {@code {tags}}
   * @throws ProviderException GONE; REFUSED on 422
   */
  @Operation(
      source = "contacts.json#remove-tags",
      scope = "contacts.write",
      repeat = Repeat.SETTLES,
      errors = {Kind.GONE, Kind.REFUSED})
  @RequestLine(value = "DELETE /contacts/{contactId}/tags", decodeSlash = false)
  Map<String, Object> removeTags(
      @Param("token") String token,
      @Param("contactId") String contactId,
      Map<String, List<String>> tags,
      Request.Options options);

  /**
   * Searches: {@code POST /contacts/search}. Eventually consistent: a contact just written may be
   * missing or old for some seconds. The items are another projection than {@link #getContact}'s.
   * The specification's schema is empty; the shape is from the page it links (facts: second hand).
   *
   * @param search {@code locationId} and {@code pageLimit} (at most 500) are required
   * @return {@code {contacts, total}}; each contact carries its {@code searchAfter}
   * @throws ProviderException REFUSED on 400 for an unknown filter field, on 422
   */
  @Operation(
      source = "contacts.json#search-contacts-advanced",
      scope = "contacts.readonly",
      repeat = Repeat.READS,
      errors = Kind.REFUSED)
  @RequestLine("POST /contacts/search")
  Map<String, Object> searchContacts(
      @Param("token") String token, Map<String, Object> search, Request.Options options);

  /**
   * Finds the contact a create with that e-mail would collide with: {@code GET
   * /contacts/search/duplicate}.
   *
   * @return {@code {contact}}, null for none; the specification has no schema
   * @throws ProviderException REFUSED on 400 and 422
   */
  @Operation(
      source = "contacts.json#get-duplicate-contact",
      scope = "contacts.readonly",
      repeat = Repeat.READS,
      errors = Kind.REFUSED)
  @RequestLine("GET /contacts/search/duplicate?locationId={locationId}&email={email}")
  Map<String, Object> findDuplicateByEmail(
      @Param("token") String token,
      @Param("locationId") String locationId,
      @Param("email") String email,
      Request.Options options);

  /**
   * The same by phone; a {@code +} travels as {@code %2B}.
   *
   * @return {@code {contact}}, null for none
   * @throws ProviderException REFUSED on 400 and 422
   */
  @Operation(
      source = "contacts.json#get-duplicate-contact",
      scope = "contacts.readonly",
      repeat = Repeat.READS,
      errors = Kind.REFUSED)
  @RequestLine("GET /contacts/search/duplicate?locationId={locationId}&number={number}")
  Map<String, Object> findDuplicateByPhone(
      @Param("token") String token,
      @Param("locationId") String locationId,
      @Param("number") String number,
      Request.Options options);
}
