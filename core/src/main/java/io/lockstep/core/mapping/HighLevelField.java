package io.lockstep.core.mapping;

import io.lockstep.core.canonical.Form;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The plain properties of a HighLevel contact that a profile may map, and what each call can do
 * with them. Tags, consent and custom fields have ways of their own. Source: {@code
 * apps/contacts.json} of GoHighLevel/highlevel-api-docs and its pages on contact webhooks, read
 * 2026-06-19.
 */
public enum HighLevelField {
  FIRST_NAME("firstName", Form.TEXT, Writes.ALWAYS, Clears.NULL, Webhooks.CARRY),
  LAST_NAME("lastName", Form.TEXT, Writes.ALWAYS, Clears.NULL, Webhooks.CARRY),
  NAME("name", Form.TEXT, Writes.ALWAYS, Clears.NULL, Webhooks.CARRY),
  EMAIL("email", Form.EMAIL, Writes.ALWAYS, Clears.NULL, Webhooks.CARRY),
  PHONE("phone", Form.PHONE, Writes.ALWAYS, Clears.NULL, Webhooks.CARRY),
  ADDRESS_1("address1", Form.TEXT, Writes.ALWAYS, Clears.NULL, Webhooks.CARRY),
  CITY("city", Form.TEXT, Writes.ALWAYS, Clears.NULL, Webhooks.CARRY),
  STATE("state", Form.TEXT, Writes.ALWAYS, Clears.NULL, Webhooks.CARRY),
  POSTAL_CODE("postalCode", Form.TEXT, Writes.ALWAYS, Clears.BLANK, Webhooks.CARRY),
  COUNTRY("country", Form.COUNTRY, Writes.ALWAYS, Clears.BLANK, Webhooks.CARRY),
  WEBSITE("website", Form.TEXT, Writes.ALWAYS, Clears.NULL, Webhooks.CARRY),
  TIMEZONE("timezone", Form.TEXT, Writes.ALWAYS, Clears.NULL, Webhooks.LACK),
  SOURCE("source", Form.TEXT, Writes.ALWAYS, Clears.NULL, Webhooks.CARRY),
  ASSIGNED_TO("assignedTo", Form.TEXT, Writes.ALWAYS, Clears.NULL, Webhooks.CARRY),
  DATE_OF_BIRTH("dateOfBirth", Form.DATE, Writes.ALWAYS, Clears.NULL, Webhooks.CARRY),
  COMPANY_NAME("companyName", Form.TEXT, Writes.AT_CREATE, Clears.NULL, Webhooks.CARRY),
  TYPE("type", Form.TEXT, Writes.NEVER, Clears.NULL, Webhooks.LACK);

  /** Which calls take the property. */
  public enum Writes {
    ALWAYS,
    /** A create takes it, an update refuses it with 422. */
    AT_CREATE,
    NEVER
  }

  /** What empties the property: null where the schema says nullable, "" where it does not. */
  public enum Clears {
    NULL,
    BLANK
  }

  /** Whether contact webhooks show the property. */
  public enum Webhooks {
    CARRY,
    LACK
  }

  /** The key of the custom field in which a contact carries its profile's id. */
  public static final String PROFILE_MARK = "lockstep_profile_id";

  private static final Pattern CUSTOM_FIELD =
      Pattern.compile("customField\\((?:contact\\.)?([A-Za-z0-9_]{1,100})\\)");

  private final String property;
  private final Form form;
  private final Writes writes;
  private final Clears clears;
  private final Webhooks webhooks;

  HighLevelField(String property, Form form, Writes writes, Clears clears, Webhooks webhooks) {
    this.property = property;
    this.form = form;
    this.writes = writes;
    this.clears = clears;
    this.webhooks = webhooks;
  }

  /** The field with that property name. */
  public static Optional<HighLevelField> of(String property) {
    return Stream.of(values()).filter(field -> field.property.equals(property)).findFirst();
  }

  /**
   * The key inside {@code customField(key)}, without the {@code contact.} that HighLevel's own
   * {@code fieldKey} begins with; empty when the text is no custom field.
   */
  public static Optional<String> customFieldKey(String contacts) {
    Matcher matcher = CUSTOM_FIELD.matcher(contacts);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The property's name in HighLevel's JSON. */
  public String property() {
    return property;
  }

  /** What it holds, and so the form it is compared in. */
  public Form form() {
    return form;
  }

  /** Which calls take it. */
  public Writes writes() {
    return writes;
  }

  /** What empties it. */
  public Clears clears() {
    return clears;
  }

  /** Whether contact webhooks show it. */
  public Webhooks webhooks() {
    return webhooks;
  }
}
