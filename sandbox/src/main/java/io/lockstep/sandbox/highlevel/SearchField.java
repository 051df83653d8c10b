package io.lockstep.sandbox.highlevel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the search can filter and sort by, and with which operators (facts section 2.4). */
record SearchField(String name, Set<String> operators) {

  private static final Set<String> SORTABLE =
      Set.of(
          "dateAdded",
          "dateUpdated",
          "firstNameLowerCase",
          "lastNameLowerCase",
          "businessName",
          "email",
          "dnd",
          "source");
  private static final Set<String> IDENTITY = Set.of("eq", "not_eq");
  private static final Set<String> EXACT = Set.of("eq", "not_eq", "exists", "not_exists");
  private static final Set<String> TEXT =
      Set.of("eq", "not_eq", "contains", "not_contains", "exists", "not_exists");
  private static final Set<String> DATE = Set.of("range", "exists", "not_exists");
  private static final Set<String> CUSTOM =
      Set.of("eq", "not_eq", "contains", "not_contains", "range", "exists", "not_exists");
  private static final Map<String, Set<String>> FIELDS = new HashMap<>();

  static {
    FIELDS.put("id", IDENTITY);
    put(EXACT, "email", "website", "assignedTo", "country", "timezone", "type", "dnd");
    put(EXACT, "followers", "validEmail", "contactName");
    put(EXACT, "activeWorkflows", "finishedWorkflows"); // the sandbox keeps nobody in one
    put(TEXT, "phone", "firstNameLowerCase", "lastNameLowerCase", "address", "city", "state");
    put(TEXT, "postalCode", "companyName", "businessName", "source", "tags");
    put(DATE, "dateAdded", "dateUpdated", "dateOfBirth");
    Dnd.CHANNELS.forEach(channel -> FIELDS.put("dndSettings." + channel + ".status", EXACT));
  }

  private static void put(Set<String> operators, String... names) {
    for (String name : names) {
      FIELDS.put(name, operators);
    }
  }

  /** The field of that name; empty for a name the search does not know. */
  static Optional<SearchField> of(String name) {
    Set<String> operators = name.startsWith("customFields.") ? CUSTOM : FIELDS.get(name);
    return Optional.ofNullable(operators).map(known -> new SearchField(name, known));
  }

  static boolean sortable(String name) {
    return SORTABLE.contains(name);
  }
}
