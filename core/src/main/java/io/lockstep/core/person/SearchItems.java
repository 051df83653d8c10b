package io.lockstep.core.person;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Items of HighLevel's contact search, a projection of its own. Source: the page on {@code POST
 * /contacts/search} that {@code apps/contacts.json} links, and answers seen, read 2026-06-19.
 */
final class SearchItems {

  /** What an item shows whenever it is set. No timezone, and {@code dndSettings} only at times. */
  private static final Set<String> CARRIED =
      Set.of(
          "email",
          "phone",
          "address1",
          "city",
          "state",
          "country",
          "postalCode",
          "companyName",
          "website",
          "type",
          "source",
          "assignedTo",
          "dateOfBirth",
          "tags",
          "customFields",
          "dnd");

  private SearchItems() {}

  /** The item with its fields called as a read calls them. */
  static Map<String, Object> asContact(Map<String, Object> item) {
    Map<String, Object> contact = new LinkedHashMap<>(item);
    if (item.containsKey("address")) {
      contact.putIfAbsent("address1", item.get("address"));
    }
    return contact;
  }

  /** Names are shown in lower case for certain, and as they are spelled only at times. */
  static Shown shown(Map<String, Object> item) {
    Set<String> carried = new HashSet<>(CARRIED);
    for (String name : Set.of("firstName", "lastName")) {
      if (item.get(name + "LowerCase") == null) {
        carried.add(name);
      }
    }
    return new Shown(name -> true, carried::contains);
  }
}
