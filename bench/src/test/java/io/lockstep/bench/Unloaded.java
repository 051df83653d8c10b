package io.lockstep.bench;

import io.lockstep.bench.OneByOne.Made;
import io.lockstep.core.Side;
import java.util.List;

/** A contact's change with nothing else under way: its price in calls, and how soon it is seen. */
final class Unloaded {

  private static final int EDITS = 40;
  private static final int REPEATS = 10;

  private final Town town;

  Unloaded(Town town) {
    this.town = town;
  }

  void measure(Table table) {
    OneByOne oneByOne = new OneByOne(town);
    List<Pair> edited = town.across(town.places(), EDITS).subList(0, EDITS);
    Made contacts = oneByOne.make(edited, Side.CONTACTS);
    Made rewards = oneByOne.make(edited, Side.REWARDS);
    contacts.change().add(table, "a change made at HighLevel", "1.0");
    rewards.change().add(table, "a change made at BHN", "2.0");
    contacts.echo().add(table, "the echo of a write to BHN", "0");
    rewards.echo().add(table, "the echo of a write to HighLevel", "0");
    oneByOne
        .repeated(town.across(town.places(), 1).subList(0, REPEATS))
        .add(table, "the last event repeated", "0");
    table.add("edit to visible, made at HighLevel, unloaded", contacts.delays().latency());
    table.add("edit to visible, made at BHN, unloaded", rewards.delays().latency());
  }
}
