package io.lockstep.bench;

import io.lockstep.bench.OneByOne.Made;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import java.util.List;

/** What the change of a task and of a note costs in calls, with nothing else under way. */
final class ItemPrice {

  private static final int EDITS = 20;
  private static final int REPEATS = 6;

  private final Town town;

  ItemPrice(Town town) {
    this.town = town;
  }

  void measure(Table table) {
    for (ItemKind kind : ItemKind.values()) {
      measure(table, kind);
    }
  }

  /** Each edit has an item of its own: HighLevel tells of a task's completion, which is but one. */
  private void measure(Table table, ItemKind kind) {
    List<Pair> owners = town.across(town.places(), EDITS).subList(0, EDITS);
    List<LinkedItem> items = new Items(town).link(owners, kind, 3);
    OneByOne oneByOne = new OneByOne(town);
    Made contacts = oneByOne.make(items.subList(0, EDITS), Side.CONTACTS);
    Made rewards = oneByOne.make(items.subList(EDITS, 2 * EDITS), Side.REWARDS);
    Counts repeated = oneByOne.repeated(items.subList(2 * EDITS, 2 * EDITS + REPEATS));
    String word = kind.word();
    contacts.change().add(table, "a " + word + " changed at HighLevel", "1.0");
    rewards.change().add(table, "a " + word + " changed at BHN", "2.0");
    contacts.echo().add(table, "the echo of a " + word + " written to BHN", "0");
    rewards.echo().add(table, "the echo of a " + word + " written to HighLevel", "0");
    repeated.add(table, "the last event of a " + word + " repeated", "0");
  }
}
