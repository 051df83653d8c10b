package io.lockstep.core.person;

import io.lockstep.core.Side;
import io.lockstep.core.field.Json;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.HighLevelField;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.person.FieldFiles.FieldFile;
import io.lockstep.core.plan.FieldWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A HighLevel contact between its JSON and our rules. HighLevel shows one contact in four shapes
 * (read, create answer, search item, webhook), and each can show other fields; what a shape cannot
 * show is not shown, never empty. Shapes: {@code apps/contacts.json} of
 * GoHighLevel/highlevel-api-docs and answers seen, read 2026-06-19.
 */
public final class HighLevelContact {

  private static final String CUSTOM_FIELDS = "customFields";

  /** What the answer to a create leaves out although it may be set. */
  private static final Set<String> NOT_IN_CREATED = Set.of("name", "timezone", "type");

  private final MappingProfile profile;
  private final Map<String, String> customFieldIds;

  /**
   * Contacts of one location.
   *
   * @param customFieldIdsByKey the location's custom field definitions; keys with or without
   *     HighLevel's {@code contact.} prefix. A mapped field whose key is missing here is not shown
   */
  public HighLevelContact(MappingProfile profile, Map<String, String> customFieldIdsByKey) {
    this.profile = profile;
    Map<String, String> ids = new HashMap<>();
    customFieldIdsByKey.forEach(
        (key, id) -> ids.put(key.startsWith("contact.") ? key.substring(8) : key, id));
    this.customFieldIds = Map.copyOf(ids);
  }

  /** The answer to a get or an update: what it lacks is empty. */
  public PersonView read(Map<String, Object> contact) {
    return view(contact, Shown.WHOLE);
  }

  /** The answer to a create, which never shows {@code name}, {@code timezone} and {@code type}. */
  public PersonView created(Map<String, Object> contact) {
    return view(contact, Shown.wholeBut(NOT_IN_CREATED));
  }

  /**
   * One item of a search. The index lags and shows some fields only now and then, so nothing
   * follows from what an item lacks; it calls the first line of the address {@code address}.
   */
  public PersonView searchItem(Map<String, Object> item) {
    return view(SearchItems.asContact(item), Shown.IN_PART);
  }

  /**
   * One item of a search as a sweep compares it with the base: what an item would show if it were
   * set counts as empty. Good enough for a hint, or a clear whose webhook was lost would never be
   * found; not for a decision, which takes {@link #searchItem} or {@link #read}.
   */
  public PersonView sweepItem(Map<String, Object> item) {
    return view(SearchItems.asContact(item), SearchItems.shown(item));
  }

  /**
   * The body of a contact webhook. It leaves empty fields out, so a field its type carries is empty
   * when absent; any other field, and everything in a deletion or a type we do not know, is not
   * shown.
   */
  public PersonView event(Map<String, Object> webhookBody) {
    return view(webhookBody, ContactEvents.shown(webhookBody.get("type")));
  }

  /**
   * The body that creates a contact, marked with its profile's id so that a create whose answer was
   * lost can be found. What is clear or open is left out: a new contact is so anyway.
   *
   * @param writes values in HighLevel's spelling; {@code tags} may be among them
   */
  public Map<String, Object> createBody(
      String locationId, List<FieldWrite> writes, String profileId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("locationId", locationId);
    List<Map<String, Object>> customFields = new ArrayList<>();
    for (FieldWrite write : writes) {
      FieldRule rule = rule(write);
      if (rule.kind() == FieldRule.Kind.TAGS && !write.values().isEmpty()) {
        body.put("tags", write.values());
      } else if (!write.values().isEmpty() && !Consent.isOpen(rule, write)) {
        put(body, customFields, rule, write);
      }
    }
    customFields.add(customField(HighLevelField.PROFILE_MARK, profileId));
    body.put(CUSTOM_FIELDS, customFields);
    return body;
  }

  /**
   * The body that updates a contact: the named fields and nothing else, since HighLevel leaves the
   * others as they are.
   *
   * @param writes values in HighLevel's spelling; no value clears the field
   * @throws IllegalArgumentException for {@code tags}, which an update would overwrite as a whole,
   *     and for consent that opens a channel (law L11)
   */
  public Map<String, Object> updateBody(List<FieldWrite> writes) {
    Map<String, Object> body = new LinkedHashMap<>();
    List<Map<String, Object>> customFields = new ArrayList<>();
    for (FieldWrite write : writes) {
      put(body, customFields, rule(write), write);
    }
    if (!customFields.isEmpty()) {
      body.put(CUSTOM_FIELDS, customFields);
    }
    return body;
  }

  private PersonView view(Map<String, Object> json, Shown shown) {
    Map<String, Reading> fields = new HashMap<>();
    for (FieldRule rule : profile.rules()) {
      fields.put(rule.name(), reading(json, rule, shown));
    }
    Reading mark = customField(json, HighLevelField.PROFILE_MARK, shown, Json::scalar);
    @Nullable String id = Json.id(json.get("id"));
    return new PersonView(
        Side.CONTACTS,
        id == null ? "" : id,
        fields,
        Json.time(json.get("dateUpdated")),
        null,
        mark instanceof Reading.Text text ? Json.id(text.value()) : null);
  }

  private Reading reading(Map<String, Object> json, FieldRule rule, Shown shown) {
    return switch (rule.kind()) {
      case CONSENT -> Consent.ofContact(json, Consent.channel(rule), shown);
      case TAGS -> present(json, "tags", shown).map(Json::texts).orElse(absent("tags", shown));
      case FILES ->
          customField(
              json,
              HighLevelField.customFieldKey(rule.contacts()).orElseThrow(),
              shown,
              FieldFiles::contacts);
      case FIELD -> {
        Optional<String> key = HighLevelField.customFieldKey(rule.contacts());
        yield key.isPresent()
            ? customField(json, key.get(), shown, Json::scalar)
            : present(json, rule.contacts(), shown)
                .map(Json::text)
                .orElse(absent(rule.contacts(), shown));
      }
    };
  }

  private Reading customField(
      Map<String, Object> json, String key, Shown shown, Function<@Nullable Object, Reading> read) {
    @Nullable String id = customFieldIds.get(key);
    if (id == null || !shown.reads().test(CUSTOM_FIELDS)) {
      return Reading.notShown(); // without its definition we cannot tell which item it is
    }
    @Nullable Object list = json.get(CUSTOM_FIELDS);
    if (list == null) {
      return absent(CUSTOM_FIELDS, shown);
    }
    if (!(list instanceof List<?> items)) {
      return Reading.notShown();
    }
    boolean sound = true;
    for (Object item : items) {
      if (item instanceof Map<?, ?> field && field.get("id") instanceof String itemId) {
        if (itemId.equals(id)) {
          return read.apply(field.get("value"));
        }
      } else {
        sound = false; // it may have been ours
      }
    }
    return sound ? absent(CUSTOM_FIELDS, shown) : Reading.notShown();
  }

  /** The files of that field by their keys; empty where they cannot be told. */
  public Optional<Map<String, FieldFile>> files(Map<String, Object> contact, FieldRule rule) {
    String id = customFieldIds.get(HighLevelField.customFieldKey(rule.contacts()).orElseThrow());
    if (id == null || !(contact.get(CUSTOM_FIELDS) instanceof List<?> items)) {
      return Optional.empty();
    }
    return items.stream()
        .flatMap(item -> item instanceof Map<?, ?> field ? Stream.of(field) : Stream.empty())
        .filter(field -> id.equals(field.get("id")))
        .findFirst()
        .map(field -> FieldFiles.files(field.get("value")))
        .orElse(Optional.of(Map.of()));
  }

  private static Optional<Object> present(Map<String, Object> json, String name, Shown shown) {
    return shown.reads().test(name) ? Optional.ofNullable(json.get(name)) : Optional.empty();
  }

  private static Reading absent(String name, Shown shown) {
    return shown.always().test(name) ? Reading.empty() : Reading.notShown();
  }

  private void put(
      Map<String, Object> body,
      List<Map<String, Object>> customFields,
      FieldRule rule,
      FieldWrite write) {
    switch (rule.kind()) {
      case TAGS ->
          throw new IllegalArgumentException("tags are written by adding and removing alone");
      case FILES -> throw new IllegalArgumentException("files never travel to a custom field");
      case CONSENT -> {
        Consent.mustClose(rule, write);
        Writes.section(body, "dndSettings")
            .put(Consent.channel(rule).contacts(), Map.of("status", "active"));
      }
      case FIELD -> {
        Optional<String> key = HighLevelField.customFieldKey(rule.contacts());
        if (key.isPresent()) {
          customFields.add(customField(key.get(), Writes.value(rule, write).orElse("")));
        } else {
          Writes.value(rule, write)
              .ifPresentOrElse(
                  value -> body.put(rule.contacts(), value), () -> clear(body, rule.contacts()));
        }
      }
    }
  }

  private static void clear(Map<String, Object> body, String property) {
    boolean nullable =
        HighLevelField.of(property)
            .filter(field -> field.clears() == HighLevelField.Clears.NULL)
            .isPresent();
    body.put(property, nullable ? null : "");
  }

  /** Written as {@code field_value}, read as {@code value}: HighLevel names them apart. */
  private Map<String, Object> customField(String key, Object value) {
    Map<String, Object> item = new LinkedHashMap<>();
    @Nullable String id = customFieldIds.get(key);
    item.put(id == null ? "key" : "id", id == null ? key : id);
    item.put("field_value", value);
    return item;
  }

  private FieldRule rule(FieldWrite write) {
    return profile
        .rule(write.field())
        .orElseThrow(
            () -> new IllegalArgumentException("the profile has no field " + write.field()));
  }
}
