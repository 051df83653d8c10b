package io.lockstep.sandbox.seed;

import io.lockstep.sandbox.highlevel.HandMadeItems;
import io.lockstep.sandbox.highlevel.HandMadeItems.Place;
import io.lockstep.sandbox.highlevel.HighLevel;
import io.lockstep.sandbox.http.Refusal;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.Times;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Random people who work on the tasks and notes of contacts. */
public final class ContactItemLife {

  private static final List<String> TITLES =
      List.of(
          "Call back", "Send the brochure", "Arrange a visit", "Check the address", "Say thanks");
  private static final List<String> SENTENCES =
      List.of(
          "Was friendly on the phone.",
          "Asked for a discount.\nNeeds an answer by Friday.",
          "Will be abroad until the end of the month.",
          "Prefers e-mail.",
          "Terms & conditions were explained.");

  private final Chance chance;
  private final InstantSource clock;
  private final HandMadeItems tasks;
  private final HandMadeItems notes;
  private final String locationId;

  public ContactItemLife(
      Chance chance, InstantSource clock, HighLevel highLevel, String locationId) {
    this.chance = chance;
    this.clock = clock;
    this.tasks = highLevel.tasksByHand();
    this.notes = highLevel.notesByHand();
    this.locationId = locationId;
  }

  /** One piece of work; empty where there is nobody to work for, or the work was refused. */
  Optional<Map<String, Object>> work(List<String> contactIds) {
    if (contactIds.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          chance.happens(0.5) ? onTask(chance.pick(contactIds)) : onNote(chance.pick(contactIds)));
    } catch (Refusal refused) {
      return Optional.empty(); // its contact is gone: the person gives up
    }
  }

  private Map<String, Object> onTask(String contactId) {
    List<Place> all = tasks.all(locationId);
    String what =
        all.isEmpty()
            ? "new task"
            : chance.pick(List.of("new task", "title", "dueDate", "done", "open", "no task"));
    if (what.equals("new task")) {
      Map<String, Object> task = new LinkedHashMap<>();
      task.put("title", chance.pick(TITLES));
      task.put("dueDate", someDay());
      task.put("completed", false);
      return told(tasks.add(locationId, contactId, task, clock.instant()), what);
    }
    Place place = chance.pick(all);
    switch (what) {
      case "title" -> tasks.update(locationId, place, Map.of("title", chance.pick(TITLES)));
      case "dueDate" -> tasks.update(locationId, place, Map.of("dueDate", someDay()));
      case "done", "open" ->
          tasks.update(locationId, place, Map.of("completed", what.equals("done")));
      default -> tasks.delete(locationId, place);
    }
    return told(place.id(), what);
  }

  private Map<String, Object> onNote(String contactId) {
    List<Place> all = notes.all(locationId);
    String what =
        all.isEmpty() ? "new note" : chance.pick(List.of("new note", "body", "body", "no note"));
    Map<String, Object> body = Map.of("body", chance.pick(SENTENCES));
    if (what.equals("new note")) {
      return told(notes.add(locationId, contactId, body, clock.instant()), what);
    }
    Place place = chance.pick(all);
    if (what.equals("body")) {
      notes.update(locationId, place, body);
    } else {
      notes.delete(locationId, place);
    }
    return told(place.id(), what);
  }

  private String someDay() {
    return Times.text(clock.instant().plus(Duration.ofHours(1 + chance.below(500))));
  }

  private static Map<String, Object> told(String id, String what) {
    return Life.told(HighLevel.SIDE, id, what);
  }
}
