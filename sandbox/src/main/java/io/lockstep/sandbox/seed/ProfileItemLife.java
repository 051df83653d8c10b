package io.lockstep.sandbox.seed;

import io.lockstep.sandbox.bhn.Bhn;
import io.lockstep.sandbox.bhn.HandMadeItems;
import io.lockstep.sandbox.bhn.HandMadeItems.At;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.Times;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Random people who work on the tasks and notes of profiles. */
public final class ProfileItemLife {

  private static final List<String> TITLES =
      List.of("Raise the budget", "Resend the card", "Ask for the address", "Close the campaign");
  private static final List<String> STATUSES =
      List.of("open", "in_progress", "waiting", "completed");
  private static final List<String> SENTENCES =
      List.of(
          "Redeemed within a day.",
          "Asked for another brand.\nNone fits the budget.",
          "Points < 100 since the summer.",
          "Card & letter came back.");

  private final Chance chance;
  private final InstantSource clock;
  private final HandMadeItems tasks;
  private final HandMadeItems notes;
  private final String accountId;

  public ProfileItemLife(Chance chance, InstantSource clock, Bhn bhn, String accountId) {
    this.chance = chance;
    this.clock = clock;
    this.tasks = bhn.tasksByHand();
    this.notes = bhn.notesByHand();
    this.accountId = accountId;
  }

  /** One piece of work; empty where there is nobody to work for. */
  Optional<Map<String, Object>> work(List<String> profileIds) {
    if (profileIds.isEmpty()) {
      return Optional.empty();
    }
    String profileId = chance.pick(profileIds);
    return Optional.of(chance.happens(0.5) ? onTask(profileId) : onNote(profileId));
  }

  private Map<String, Object> onTask(String profileId) {
    List<At> all = tasks.all(accountId);
    String what =
        all.isEmpty()
            ? "new task"
            : chance.pick(
                List.of("new task", "title", "dueDate", "no due date", "status", "no task"));
    Map<String, Object> values = new LinkedHashMap<>();
    switch (what) {
      case "new task", "title" -> values.put("title", chance.pick(TITLES));
      case "dueDate" -> values.put("dueDate", someDay());
      case "no due date" -> values.put("dueDate", null);
      default -> values.put("status", chance.pick(STATUSES));
    }
    if (what.equals("new task")) {
      return told(tasks.add(accountId, profileId, values, clock.instant()), what);
    }
    At at = chance.pick(all);
    if (what.equals("no task")) {
      tasks.delete(accountId, at);
    } else {
      tasks.update(accountId, at, values);
    }
    return told(at.id(), what);
  }

  private Map<String, Object> onNote(String profileId) {
    List<At> all = notes.all(accountId);
    String what =
        all.isEmpty() ? "new note" : chance.pick(List.of("new note", "body", "body", "no note"));
    Map<String, Object> body = Map.of("body", chance.pick(SENTENCES));
    if (what.equals("new note")) {
      return told(notes.add(accountId, profileId, body, clock.instant()), what);
    }
    At at = chance.pick(all);
    if (what.equals("body")) {
      notes.update(accountId, at, body);
    } else {
      notes.delete(accountId, at);
    }
    return told(at.id(), what);
  }

  private String someDay() {
    return Times.text(clock.instant().plus(Duration.ofHours(1 + chance.below(500))));
  }

  private static Map<String, Object> told(String id, String what) {
    return Life.told(Bhn.SIDE, id, what);
  }
}
