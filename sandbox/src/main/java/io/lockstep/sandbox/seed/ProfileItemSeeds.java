package io.lockstep.sandbox.seed;

import io.lockstep.sandbox.bhn.Bhn;
import io.lockstep.sandbox.bhn.HandMadeItems;
import io.lockstep.sandbox.seed.SeededItems.TaskText;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plants the tasks and notes of profiles, as {@link SeededItems} has them. */
public final class ProfileItemSeeds {

  private final Chance chance;
  private final Instant now;
  private final Bhn bhn;
  private final String accountId;

  public ProfileItemSeeds(Chance chance, Instant now, Bhn bhn, String accountId) {
    this.chance = chance;
    this.now = now;
    this.bhn = bhn;
    this.accountId = accountId;
  }

  /** Plants for those profiles, of person number 0, 1, 2 ... */
  public void plant(List<String> profileIds) {
    HandMadeItems tasks = bhn.tasksByHand();
    HandMadeItems notes = bhn.notesByHand();
    for (int person = 0; person < profileIds.size(); person++) {
      String profileId = profileIds.get(person);
      for (TaskText task : SeededItems.profileTasks(person)) {
        tasks.add(accountId, profileId, values(task), longAgo());
      }
      for (String note : SeededItems.profileNotes(person)) {
        notes.add(accountId, profileId, Map.of("body", note), longAgo());
      }
    }
  }

  private Map<String, Object> values(TaskText task) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("title", task.title());
    values.put("body", task.body());
    values.put("dueDate", Times.text(task.due(now)));
    values.put("status", task.status());
    values.put("ownerEmail", task.ownerEmail());
    return values;
  }

  private Instant longAgo() {
    return now.minus(Duration.ofMinutes(10 + chance.below(100_000)));
  }
}
