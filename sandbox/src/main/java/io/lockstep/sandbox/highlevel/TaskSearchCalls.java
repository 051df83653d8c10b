package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.SandboxClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds tasks over a whole location (facts section 2.5). It sees the index, as the search of
 * contacts does, and answers the newest first; the largest page and the order are the sandbox's
 * choice, as HighLevel documents neither. There is no filter by date.
 */
final class TaskSearchCalls {

  private static final int USUAL_PAGE = 25;
  private static final int LARGEST_PAGE = 100;
  private static final Map<String, PropertyType> PROPERTIES =
      Map.of(
          "contactId", PropertyType.TEXTS,
          "completed", PropertyType.FLAG,
          "assignedTo", PropertyType.TEXTS,
          "query", PropertyType.TEXT,
          "businessId", PropertyType.TEXT,
          "limit", PropertyType.WHOLE_NUMBER,
          "skip", PropertyType.WHOLE_NUMBER);

  private final SandboxClock clock;
  private final Contacts contacts;

  TaskSearchCalls(SandboxClock clock, Contacts contacts) {
    this.clock = clock;
    this.contacts = contacts;
  }

  Reply search(Ask ask) {
    Location location = contacts.own(ask.caller(), ask.path("locationId"));
    Map<String, Object> body = ask.json();
    check(body);
    Instant indexed = clock.instant().minus(ask.lens().indexLag());
    List<Map<String, Object>> found =
        location
            .items(ItemKind.TASK)
            .allAt(indexed)
            .filter(wanted(location, body))
            .sorted(Comparator.comparing(Item::dateAdded).reversed().thenComparing(Item::id))
            .skip(number(body, "skip", 0))
            .limit(number(body, "limit", USUAL_PAGE))
            .map(ItemKind.TASK::shape)
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("tasks", found);
    return Reply.ok(answer);
  }

  private static void check(Map<String, Object> body) {
    List<String> messages = new ArrayList<>();
    body.forEach(
        (name, value) -> {
          PropertyType type = PROPERTIES.get(name);
          Optional<String> complaint =
              type == null ? Optional.of("should not exist") : type.complaint(value);
          complaint.ifPresent(
              words -> messages.add((type == null ? "property " : "") + name + " " + words));
        });
    if (messages.isEmpty() && number(body, "limit", USUAL_PAGE) > LARGEST_PAGE) {
      messages.add("limit must not be greater than " + LARGEST_PAGE);
    }
    if (!messages.isEmpty()) {
      throw Says.unprocessable(messages);
    }
  }

  private static Predicate<Item> wanted(Location location, Map<String, Object> body) {
    List<String> contactIds = Json.texts(body.get("contactId"));
    List<String> owners = Json.texts(body.get("assignedTo"));
    String query = lower(body.get("query"));
    Object completed = body.get("completed");
    Object businessId = body.get("businessId");
    return task ->
        (contactIds.isEmpty() || contactIds.contains(task.contactId()))
            && (owners.isEmpty() || owners.contains(String.valueOf(task.field("assignedTo"))))
            && (completed == null || completed.equals(task.completed()))
            && Stream.of("title", "body").anyMatch(name -> lower(task.field(name)).contains(query))
            && (businessId == null || businessId.equals(businessOf(location, task)));
  }

  private static String businessOf(Location location, Item task) {
    return location.contact(task.contactId()).map(contact -> contact.text("businessId")).orElse("");
  }

  private static String lower(@Nullable Object text) {
    return text == null ? "" : text.toString().toLowerCase(Locale.ROOT);
  }

  private static int number(Map<String, Object> body, String name, int usual) {
    return body.get(name) instanceof Integer number ? number : usual;
  }
}
