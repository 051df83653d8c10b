package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.world.Times;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The projections of a contact. HighLevel shows the same contact differently in each answer. */
final class ContactShapes {

  private static final List<String> READ =
      List.of(
          "email",
          "timezone",
          "companyName",
          "phone",
          "dnd",
          "dndSettings",
          "inboundDndSettings",
          "type",
          "source",
          "assignedTo",
          "address1",
          "city",
          "state",
          "country",
          "postalCode",
          "website",
          "tags",
          "dateOfBirth",
          "businessId",
          "additionalEmails",
          "additionalPhones",
          "followers");
  private static final List<String> CREATED =
      READ.stream()
          .filter(name -> !name.equals("timezone") && !name.equals("inboundDndSettings"))
          .toList();
  private static final List<String> FOUND =
      List.of(
          "firstName",
          "lastName",
          "email",
          "phone",
          "city",
          "state",
          "country",
          "postalCode",
          "companyName",
          "businessId",
          "type",
          "source",
          "assignedTo",
          "website",
          "dateOfBirth");

  private ContactShapes() {}

  /** The answer of get, update, upsert and duplicate search. */
  static Map<String, Object> read(Contact contact) {
    Map<String, Object> shape = identity(contact);
    put(shape, "name", contact.name());
    names(contact, shape);
    copy(contact, shape, READ);
    shape.putIfAbsent("tags", List.of());
    shape.putIfAbsent("dnd", false);
    shape.put("customFields", customFields(contact));
    dates(contact, shape);
    shape.put("createdBy", contact.createdBy());
    return shape;
  }

  /** The answer of create: no name, no timezone, the birthday as a time stamp. */
  static Map<String, Object> created(Contact contact) {
    Map<String, Object> shape = identity(contact);
    names(contact, shape);
    copy(contact, shape, CREATED);
    shape.putIfAbsent("tags", List.of());
    shape.putIfAbsent("dnd", false);
    String birthday = contact.text("dateOfBirth");
    if (birthday != null) {
      LocalDate day = LocalDate.parse(birthday);
      shape.put("dateOfBirth", birthday + "T00:00:00.000Z");
      shape.put("birthMonth", day.getMonthValue());
      shape.put("birthDay", day.getDayOfMonth());
    }
    shape.put("customFields", customFields(contact));
    dates(contact, shape);
    shape.put("lastSessionActivityAt", Times.text(contact.dateUpdated()));
    shape.put("deleted", false);
    shape.put("bounceEmail", false);
    shape.put("unsubscribeEmail", false);
    shape.put("offers", List.of());
    shape.put("products", List.of());
    shape.put("createdBy", contact.createdBy());
    return shape;
  }

  /**
   * One item of a search, without its cursor: {@code address} instead of {@code address1}, no
   * {@code dndSettings} (highlevel-api-docs issue 43), no timezone.
   */
  static Map<String, Object> found(Contact contact) {
    Map<String, Object> shape = identity(contact);
    put(shape, "contactName", contact.name());
    put(shape, "firstNameLowerCase", lower(contact.text("firstName")));
    put(shape, "lastNameLowerCase", lower(contact.text("lastName")));
    copy(contact, shape, FOUND);
    put(shape, "address", contact.text("address1"));
    shape.put("tags", contact.tags());
    shape.put("dnd", contact.dnd());
    shape.put("customFields", customFields(contact));
    shape.put("additionalEmails", contact.texts("additionalEmails"));
    shape.put("additionalPhones", contact.texts("additionalPhones"));
    shape.put("followers", contact.texts("followers"));
    shape.put("validEmail", contact.text("email") != null);
    dates(contact, shape);
    shape.put("opportunities", List.of());
    return shape;
  }

  /** One item of the deprecated list and of the business list. */
  static Map<String, Object> listed(Contact contact) {
    Map<String, Object> shape = identity(contact);
    put(shape, "contactName", contact.name());
    names(contact, shape);
    copy(contact, shape, FOUND);
    put(shape, "timezone", contact.text("timezone"));
    put(shape, "address1", contact.text("address1"));
    shape.put("tags", contact.tags());
    shape.put("dnd", contact.dnd());
    shape.put("customFields", customFields(contact));
    shape.put("followers", contact.texts("followers"));
    shape.put("attributions", List.of());
    dates(contact, shape);
    return shape;
  }

  static List<Map<String, Object>> customFields(Contact contact) {
    List<Map<String, Object>> items = new ArrayList<>();
    contact
        .customFields()
        .forEach(
            (id, value) -> {
              Map<String, Object> item = new LinkedHashMap<>();
              item.put("id", id);
              item.put("value", value); // written as field_value, read as value
              items.add(item);
            });
    return items;
  }

  private static Map<String, Object> identity(Contact contact) {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("id", contact.id());
    shape.put("locationId", contact.locationId());
    return shape;
  }

  private static void names(Contact contact, Map<String, Object> shape) {
    put(shape, "firstName", contact.text("firstName"));
    put(shape, "lastName", contact.text("lastName"));
    put(shape, "firstNameLowerCase", lower(contact.text("firstName")));
    put(shape, "lastNameLowerCase", lower(contact.text("lastName")));
    put(shape, "fullNameLowerCase", lower(contact.name()));
    put(shape, "emailLowerCase", lower(contact.text("email")));
  }

  private static void dates(Contact contact, Map<String, Object> shape) {
    shape.put("dateAdded", Times.text(contact.dateAdded()));
    shape.put("dateUpdated", Times.text(contact.dateUpdated()));
  }

  private static void copy(Contact contact, Map<String, Object> shape, List<String> names) {
    names.forEach(name -> put(shape, name, contact.fields().get(name)));
  }

  private static void put(Map<String, Object> shape, String name, @Nullable Object value) {
    if (value != null && !value.equals("")) {
      shape.put(name, value);
    }
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }
}
