package io.lockstep.activities.contract;

import io.lockstep.activities.ItemCalls;
import java.util.HashMap;
import java.util.Map;

/** The four that stand behind {@link ItemCalls}, and what a suite for all of them must know. */
enum ItemKindAndSide {
  HIGHLEVEL_TASKS("highlevel", "task", "title", "id", 255),
  HIGHLEVEL_NOTES("highlevel", "note", "body", "id", 524_288),
  BHN_TASKS("bhn", "task", "title", "taskId", 255),
  BHN_NOTES("bhn", "note", "body", "noteId", 65_536);

  final String side;
  final String one;

  /** The field that says what it is about. */
  final String text;

  final int longest;
  private final String idName;

  ItemKindAndSide(String side, String one, String text, String idName, int longest) {
    this.side = side;
    this.one = one;
    this.text = text;
    this.idName = idName;
    this.longest = longest;
  }

  boolean isBhn() {
    return side.equals("bhn");
  }

  ItemCalls of(SandboxWorld world) {
    return switch (this) {
      case HIGHLEVEL_TASKS -> world.highLevel().tasks();
      case HIGHLEVEL_NOTES -> world.highLevel().notes();
      case BHN_TASKS -> world.bhn().tasks();
      case BHN_NOTES -> world.bhn().notes();
    };
  }

  /** Makes a person on that side, answers the id. */
  String person(SandboxWorld world) {
    if (isBhn()) {
      return String.valueOf(
          world.bhn().create(Map.of("email", "ann@example.test")).get("contactId"));
    }
    String location = world.test.connection.highLevel().locationId();
    var body = Map.<String, Object>of("locationId", location, "email", "ann@example.test");
    return String.valueOf(world.highLevel().create(body).get("id"));
  }

  void deletePerson(SandboxWorld world, String personId) {
    if (isBhn()) {
      String version = String.valueOf(world.bhn().contact(personId).orElseThrow().get("version"));
      world.bhn().delete(personId, version);
    } else {
      world.highLevel().delete(personId);
    }
  }

  /** The body of a create. */
  Map<String, Object> body(String value) {
    Map<String, Object> body = new HashMap<>();
    body.put(text, value);
    if (this == HIGHLEVEL_TASKS) {
      body.put("dueDate", "2026-06-08T08:00:00Z");
      body.put("completed", false);
    }
    return body;
  }

  /** The body of an update of that record. */
  Map<String, Object> change(Map<String, Object> item, String value) {
    return isBhn()
        ? Map.of(text, value, "version", String.valueOf(item.get("version")))
        : Map.of(text, value);
  }

  /** What a read shows for that text: HighLevel keeps notes as HTML. */
  String shown(String value) {
    return this == HIGHLEVEL_NOTES ? "<p>" + value + "</p>" : value;
  }

  String id(Map<String, Object> item) {
    return String.valueOf(item.get(idName));
  }
}
