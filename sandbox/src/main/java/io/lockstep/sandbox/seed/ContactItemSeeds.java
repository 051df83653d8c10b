package io.lockstep.sandbox.seed;

import io.lockstep.sandbox.highlevel.HandMadeItems;
import io.lockstep.sandbox.highlevel.HighLevel;
import io.lockstep.sandbox.seed.SeededItems.TaskText;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plants the tasks and notes of contacts, as {@link SeededItems} has them. */
public final class ContactItemSeeds {

  private final Chance chance;
  private final Instant now;
  private final HighLevel highLevel;
  private final String locationId;

  public ContactItemSeeds(Chance chance, Instant now, HighLevel highLevel, String locationId) {
    this.chance = chance;
    this.now = now;
    this.highLevel = highLevel;
    this.locationId = locationId;
  }

  /** Plants for those contacts, of person number 0, 1, 2 ... */
  public void plant(List<String> contactIds) {
    HandMadeItems tasks = highLevel.tasksByHand();
    HandMadeItems notes = highLevel.notesByHand();
    for (int person = 0; person < contactIds.size(); person++) {
      String contactId = contactIds.get(person);
      for (TaskText task : SeededItems.contactTasks(person)) {
        tasks.add(locationId, contactId, values(task), longAgo());
      }
      for (String note : SeededItems.contactNotes(person)) {
        notes.add(locationId, contactId, Map.of("body", note), longAgo());
      }
    }
  }

  private Map<String, Object> values(TaskText task) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("title", task.title());
    values.put("body", task.body());
    values.put("dueDate", Times.text(task.due(now)));
    values.put("completed", task.completed());
    String owner = task.ownerEmail();
    if (owner != null) {
      highLevel.userId(locationId, owner).ifPresent(id -> values.put("assignedTo", id));
    }
    return values;
  }

  private Instant longAgo() {
    return now.minus(Duration.ofMinutes(10 + chance.below(100_000)));
  }
}
