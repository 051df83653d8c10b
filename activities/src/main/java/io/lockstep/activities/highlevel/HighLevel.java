package io.lockstep.activities.highlevel;

import feign.Request;
import io.lockstep.activities.ItemCalls;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.Pass;
import io.lockstep.activities.http.Form;
import io.lockstep.activities.http.Turn;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.ledger.Budget.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * HighLevel's contacts, their tasks and notes, for one connection and one caller. Each method makes
 * one call unless it says otherwise; each throws {@link NotNowException} when the call may not be
 * made now, and {@link ProviderException} for what HighLevel answered instead.
 */
public final class HighLevel {

  /** The time-outs of a write that has to be over while somebody still waits for it. */
  private static final Request.Options WHILE_SOMEBODY_WAITS = Wire.within(Duration.ofSeconds(4));

  private final HighLevelConnector connector;
  private final TokenPass pass;
  private final Request.Options options;

  HighLevel(HighLevelConnector connector, TokenPass pass, Request.Options options) {
    this.connector = connector;
    this.pass = pass;
    this.options = options;
  }

  /**
   * Takes the turns of the calls that are to follow; see {@link Pass#begin}.
   *
   * @throws NotNowException when there are not that many now
   */
  public void begin(Need need) {
    pass.pass().begin(need);
  }

  /**
   * Sees that a call can be made, before anything is recorded that says it may have been.
   *
   * @throws NotNowException when it may not be made now
   */
  public void ready() {
    pass.ready();
  }

  /** From now on no call is made that may still be under way then. */
  public void endBy(Instant end) {
    pass.pass().endBy(end);
  }

  /** The contact; empty when HighLevel says it does not exist. */
  public Optional<Map<String, Object>> contact(String id) {
    try {
      var answer = call(() -> connector.contacts.getContact(token(), id, options));
      return Optional.of(Answers.one(answer, "contact", "get-contact"));
    } catch (ProviderException failure) {
      if (failure.error().kind() == Kind.GONE) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** Makes a contact, answers it as stored. Not idempotent. */
  public Map<String, Object> create(Map<String, Object> body) {
    var answer = call(() -> connector.contacts.createContact(token(), body, options));
    return Answers.one(answer, "contact", "create-contact");
  }

  /** Overwrites the named fields, answers the contact as stored. */
  public Map<String, Object> update(String id, Map<String, Object> body) {
    var answer = call(() -> connector.contacts.updateContact(token(), id, body, options));
    return Answers.one(answer, "contact", "update-contact");
  }

  /** Deletes the contact; one that does not exist is a {@link ProviderException}, GONE. */
  public void delete(String id) {
    Answers.done(
        call(() -> connector.contacts.deleteContact(token(), id, options)), "delete-contact");
  }

  /** Adds tags, answers the tags HighLevel names. */
  public List<String> addTags(String id, List<String> tags) {
    var body = Map.of("tags", tags);
    return Answers.named(
        call(() -> connector.contacts.addTags(token(), id, body, options)), "tags", "add-tags");
  }

  /** Removes tags, answers the tags HighLevel names. */
  public List<String> removeTags(String id, List<String> tags) {
    var body = Map.of("tags", tags);
    return Answers.named(
        call(() -> connector.contacts.removeTags(token(), id, body, options)),
        "tags",
        "remove-tags");
  }

  /**
   * One page of a search.
   *
   * @param body {@code pageLimit} is required; the location is added here
   */
  public SearchPage search(Map<String, Object> body) {
    Map<String, Object> located = new HashMap<>(body);
    located.put("locationId", location());
    var answer = call(() -> connector.contacts.searchContacts(token(), located, options));
    List<Map<String, Object>> contacts = Answers.many(answer, "contacts", "search-contacts");
    return new SearchPage(contacts, next(contacts, body.get("pageLimit")));
  }

  private static List<Object> next(List<Map<String, Object>> contacts, @Nullable Object pageLimit) {
    boolean full = !(pageLimit instanceof Number most) || contacts.size() >= most.intValue();
    if (contacts.isEmpty() || !full) {
      return List.of();
    }
    if (contacts.get(contacts.size() - 1).get("searchAfter") instanceof List<?> parts
        && !parts.isEmpty()) {
      return List.copyOf(parts);
    }
    // Each contact found carries its cursor; without one part of a list would look like all of it.
    throw Answers.lacking("searchAfter", "search-contacts");
  }

  /** The contact a create with that e-mail would collide with. */
  public Optional<Map<String, Object>> duplicateByEmail(String email) {
    return Answers.oneOrNull(
        call(() -> connector.contacts.findDuplicateByEmail(token(), location(), email, options)),
        "contact",
        "find-duplicate-by-email");
  }

  /** The contact a create with that phone would collide with. */
  public Optional<Map<String, Object>> duplicateByPhone(String phone) {
    return Answers.oneOrNull(
        call(() -> connector.contacts.findDuplicateByPhone(token(), location(), phone, options)),
        "contact",
        "find-duplicate-by-phone");
  }

  /** The tasks of its contacts; each call passes the same gate. */
  public ItemCalls tasks() {
    return new HighLevelItems(new TaskRoutes(connector.tasks, pass::token, options), pass);
  }

  /** The notes of its contacts; each call passes the same gate. */
  public ItemCalls notes() {
    return new HighLevelItems(new NoteRoutes(connector.notes, pass::token, options), pass);
  }

  /**
   * Puts a file into the location's media library. Not idempotent: a repeat makes a second file.
   *
   * @param content at most 25 MB
   */
  public UploadedFile upload(String fileName, String contentType, byte[] content) {
    Form form = Form.of("file", fileName, contentType, content);
    var answer =
        pass.call(
            Wire.FILE,
            () -> connector.medias.uploadMedia(token(), form.boundary(), form.body(), Wire.FILE));
    return new UploadedFile(
        Answers.text(answer, "fileId", "upload-media"),
        Answers.text(answer, "url", "upload-media"));
  }

  /** The files of the media library whose names hold that text, name to address. */
  public Map<String, String> filesNamed(String text) {
    var answer = call(() -> connector.medias.listFiles(token(), location(), text, options));
    Map<String, String> urls = new LinkedHashMap<>();
    for (Map<String, Object> file : Answers.many(answer, "files", "list-files")) {
      if (file.get("name") instanceof String name && file.get("url") instanceof String url) {
        urls.putIfAbsent(name, url);
      }
    }
    return urls;
  }

  /**
   * The bytes of a file in a custom field. It is asked for by its id at HighLevel's own address;
   * the address a field names is not looked at.
   */
  public byte[] document(String documentId) {
    return pass.call(
        Wire.FILE, () -> connector.documents.downloadDocument(token(), documentId, Wire.FILE));
  }

  /**
   * One page of the location's tasks, in an order HighLevel does not document.
   *
   * @param filter such as {@code completed} or {@code contactId}, a list; HighLevel has none for a
   *     date
   * @param skip how many to leave out at the beginning
   * @param limit how many to answer at most
   */
  public List<Map<String, Object>> searchTasks(Map<String, Object> filter, int skip, int limit) {
    Map<String, Object> body = new HashMap<>(filter);
    body.put("skip", skip);
    body.put("limit", limit);
    var answer = call(() -> connector.locations.searchTasks(token(), location(), body, options));
    return Answers.many(answer, "tasks", "search-tasks");
  }

  /**
   * Ids of the location's users by their e-mail in lower case; a call only if what is known is
   * older than ten minutes. A user without e-mail is not in it.
   */
  public Map<String, String> userIdsByEmail() {
    return connector.userIds.get(options, this::readUserIds);
  }

  private Map<String, String> readUserIds() {
    var answer = call(() -> connector.users.listUsers(token(), location(), options));
    Map<String, String> ids = new HashMap<>();
    for (Map<String, Object> user : Answers.many(answer, "users", "list-users")) {
      if (user.get("email") instanceof String email && user.get("id") instanceof String id) {
        ids.put(email.toLowerCase(Locale.ROOT), id);
      }
    }
    return ids;
  }

  /** Custom field ids by key; a call only if what is known is older than ten minutes. */
  public Map<String, String> customFieldIds() {
    return connector.customFieldIds.get(options, this::readCustomFieldIds);
  }

  private Map<String, String> readCustomFieldIds() {
    return readCustomFields(new HashMap<>());
  }

  private Map<String, String> readCustomFields(Map<String, String> types) {
    var answer = call(() -> connector.customFields.listCustomFields(token(), location(), options));
    Map<String, String> ids = new HashMap<>();
    for (Map<String, Object> field : Answers.many(answer, "customFields", "list-custom-fields")) {
      if (field.get("fieldKey") instanceof String key && field.get("id") instanceof String id) {
        ids.put(withoutModel(key), id);
        types.put(withoutModel(key), String.valueOf(field.get("dataType")));
      }
    }
    return ids;
  }

  private static String withoutModel(String fieldKey) { // "contact.bhn_tier" is bhn_tier
    return fieldKey.startsWith("contact.") ? fieldKey.substring("contact.".length()) : fieldKey;
  }

  /**
   * The id of the custom field with that key; a text field is defined if there is none. The list is
   * read again before and after, so neither a lost answer nor another process makes a second field:
   * up to four calls, and none once the field is known.
   */
  public String ensureCustomField(String key) {
    return idOf(key, customFieldIds())
        .or(() -> idOf(key, refreshedCustomFieldIds()))
        .orElseGet(() -> createCustomField(key));
  }

  private static Optional<String> idOf(String key, Map<String, String> ids) {
    return Optional.ofNullable(ids.get(key));
  }

  /** The types of the custom fields by key as they are now, such as TEXT: always a call. */
  public Map<String, String> customFieldTypes() {
    Map<String, String> types = new HashMap<>();
    connector.customFieldIds.refresh(() -> readCustomFields(types));
    return types;
  }

  /** Custom field ids by key as they are now: always a call. */
  private Map<String, String> refreshedCustomFieldIds() {
    return connector.customFieldIds.refresh(this::readCustomFieldIds);
  }

  /**
   * Defines a text field with that key, answers its id. Not idempotent: two calls. HighLevel makes
   * the key from the name, so the list says what came of it.
   *
   * @throws ProviderException REFUSED when the location has no field of that key afterwards
   */
  public String createCustomField(String key) {
    return createCustomField(key, "TEXT");
  }

  /** The same with a field of that type of HighLevel's. */
  public String createCustomField(String key, String type) {
    return createCustomField(key, type, options, Instant.MAX);
  }

  /**
   * The same while somebody waits. The list that follows may come later.
   *
   * @param end nothing is sent that may still be under way then
   * @throws NotNowException when that is too soon
   */
  public String createCustomField(String key, String type, Instant end) {
    return createCustomField(key, type, WHILE_SOMEBODY_WAITS, end);
  }

  private String createCustomField(String key, String type, Request.Options exchange, Instant end) {
    Map<String, Object> field = Map.of("name", key, "dataType", type, "model", "contact");
    Duration longest = Duration.ofMillis(exchange.readTimeoutMillis());
    try {
      pass.call(
          exchange,
          () -> {
            pass.pass().requireTime(longest, end);
            return connector.customFields.createCustomField(token(), location(), field, exchange);
          });
    } catch (ProviderException failure) {
      if (failure.error().kind() != Kind.REFUSED) {
        throw failure;
      }
      return idOf(key, refreshedCustomFieldIds()).orElseThrow(() -> failure);
    }
    return idOf(key, refreshedCustomFieldIds())
        .orElseThrow(
            () ->
                new ProviderException(
                    Answers.error(
                        "create-custom-field",
                        Kind.REFUSED,
                        "HighLevel gave the custom field another key; define one by hand with the"
                            + " key "
                            + key)));
  }

  /** How the location treats duplicates. */
  public LocationSettings settings() {
    var answer = call(() -> connector.locations.getLocation(token(), location(), options));
    var settings = Wire.record(Answers.one(answer, "location", "get-location"), "settings");
    return new LocationSettings(
        Boolean.TRUE.equals(settings.get("allowDuplicateContact")),
        Answers.texts(settings.get("contactUniqueIdentifiers")));
  }

  /** How far HighLevel's clock goes ahead of ours; see {@link Pass#clockAhead}. */
  public Optional<Duration> clockAhead() {
    return pass.pass().clockAhead();
  }

  /**
   * Makes one call of an operation that has no method here, as any other: it takes its turn of the
   * budget, is counted, and fails as they do. {@code docs/operations.md} lists them all.
   *
   * @param feature the interface that declares it, such as {@link HighLevelBusinesses}
   */
  public <T> Map<String, Object> ask(
      Class<T> feature, BiFunction<T, Turn, Map<String, Object>> operation) {
    T api = connector.feature(feature);
    return call(() -> operation.apply(api, new Turn(token(), location(), options)));
  }

  private <T> T call(Supplier<T> call) {
    return pass.call(call);
  }

  private String token() {
    return pass.token();
  }

  private String location() {
    return connector.access.locationId();
  }
}
