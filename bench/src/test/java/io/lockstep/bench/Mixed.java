package io.lockstep.bench;

import io.lockstep.core.item.ItemKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All three flows at once: contacts, tasks and notes, a third each, edited over all locations and
 * told to Lockstep at once; against as many bare workflows. As {@link Throughput}, with one
 * warm-up.
 */
final class Mixed {

  private static final int EACH = 4;
  private static final int ROUNDS = 3;
  private static final Duration DRAINED_WITHIN = Duration.ofMinutes(2);

  private final Town town;
  private final BareEngine bare;

  Mixed(Town town, BareEngine bare) {
    this.town = town;
    this.bare = bare;
  }

  /** A task is completed only once, so each round has tasks of its own. */
  void measure(Table table) {
    int third = EACH * town.places().size();
    List<Pair> pairs = town.across(town.places(), 3 * EACH);
    List<Pair> contacts = pairs.subList(0, third);
    Items items = new Items(town);
    List<LinkedItem> tasks = items.link(pairs.subList(third, 2 * third), ItemKind.TASK, ROUNDS + 1);
    List<LinkedItem> notes = items.link(pairs.subList(2 * third, 3 * third), ItemKind.NOTE, 1);
    Rounds rounds = new Rounds(town, bare, "three flows mixed, ", DRAINED_WITHIN);
    for (int number = 0; number <= ROUNDS; number++) {
      List<Linked> edited = new ArrayList<>();
      for (int i = 0; i < third; i++) {
        edited.addAll(List.of(contacts.get(i), tasks.get(i * (ROUNDS + 1) + number), notes.get(i)));
      }
      if (number == 0) {
        rounds.warmUp(edited);
      } else {
        rounds.measure(edited);
      }
    }
    rounds.addTo(table, "reported only", "reported only");
  }
}
