package io.lockstep.activities.simulation;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.MappingProfile.Deletes;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * L1 to L5 for the items of one contact, by what both sides show at rest; bases are never asked.
 */
final class ItemLaws {

  private final ItemPlay world;
  private final ItemHands people;
  private final Map<Side, Map<String, Map<String, Object>>> shown = new LinkedHashMap<>();
  private final Map<ItemRef, PairRecord> records;
  private final Set<String> explained = new HashSet<>();
  private final List<String> broken = new ArrayList<>();

  ItemLaws(ItemPlay world) {
    this.world = world;
    this.people = world.people();
    this.records = world.items().load(world.key(), world.kind());
    for (Side side : Side.values()) {
      Map<String, Map<String, Object>> byId = new LinkedHashMap<>();
      people.items(side).forEach(item -> byId.put(people.id(side, item), item));
      shown.put(side, byId);
    }
  }

  List<String> broken() {
    linkedItemsAgree();
    restIsExplained();
    nothingIsDoubled();
    nothingIsLost();
    deletionsAreFinal();
    lastEditsStand();
    return broken;
  }

  private void linkedItemsAgree() {
    records.forEach(
        (item, record) -> {
          Link link = record.link();
          if (link == null) {
            return;
          }
          Map<String, Object> contact = half(Side.CONTACTS, link);
          Map<String, Object> rewards = half(Side.REWARDS, link);
          boolean waits = !record.parked().isEmpty() || !record.accepted().isEmpty();
          if ((contact == null || rewards == null) && !waits) {
            broken.add("L1: a half of " + item.text() + " is missing");
          } else if (contact != null && rewards != null && !waits && !equal(contact, rewards)) {
            broken.add("L1: " + item.text() + " differs: " + contact + " and " + rewards);
          }
        });
  }

  private @Nullable Map<String, Object> half(Side side, Link link) {
    return shown.getOrDefault(side, Map.of()).get(link.id(side));
  }

  private boolean equal(Map<String, Object> contact, Map<String, Object> rewards) {
    return people.text(contact).equals(people.text(rewards))
        && (world.kind() == ItemKind.NOTE || people.done(contact) == people.done(rewards));
  }

  /** What belongs to no item waits, is kept by a person, or outlived its partner. */
  private void restIsExplained() {
    for (Side side : Side.values()) {
      Map<String, Map<String, Object>> rest =
          new LinkedHashMap<>(shown.getOrDefault(side, Map.of()));
      records.values().stream()
          .map(PairRecord::link)
          .filter(Objects::nonNull)
          .forEach(link -> rest.remove(Objects.requireNonNull(link).id(side)));
      Set<String> tombs =
          world
              .items()
              .tombstones(world.key().connection(), world.kind(), side, rest.keySet())
              .keySet();
      rest.forEach(
          (id, item) -> {
            PairRecord record = records.get(new ItemRef(world.kind(), side, id));
            boolean waits =
                record != null && (!record.parked().isEmpty() || !record.accepted().isEmpty());
            if (waits || tombs.contains(id)) {
              explained.add(ItemHands.word(people.text(item)));
            } else {
              broken.add("L1: nobody's item at " + side + ": " + item);
            }
          });
    }
  }

  private void nothingIsDoubled() {
    for (Side side : Side.values()) {
      people
          .words(side)
          .forEach(
              (word, times) -> {
                int made = people.made().getOrDefault(word, 0);
                if (times > made && !isExplained(word)) {
                  broken.add("L3: " + word + " is there " + times + " times at " + side);
                }
              });
    }
  }

  /** Something of it waits, or nothing told a copy of it from a thing a person made. */
  private boolean isExplained(String word) {
    return explained.contains(word) || people.taken().contains(word);
  }

  /** What nobody deleted is on both sides, whatever a list left out. */
  private void nothingIsLost() {
    Set<String> deleted = new HashSet<>();
    people.deletions().forEach(act -> deleted.add(act.word()));
    people
        .made()
        .forEach(
            (word, times) -> {
              if (deleted.contains(word) || explained.contains(word)) {
                return;
              }
              for (Side side : Side.values()) {
                if (!people.words(side).containsKey(word)) {
                  broken.add("L5: nobody deleted " + word + ", yet it is gone at " + side);
                }
              }
            });
  }

  /**
   * What was made once, never edited, and deleted on either side is not there again; nor is it on
   * the other side, where deletions propagate.
   */
  private void deletionsAreFinal() {
    boolean everywhere = world.mapping().deletes() == Deletes.PROPAGATE && !world.decided();
    for (ItemHands.Act deletion : people.deletions()) {
      boolean once = people.made().getOrDefault(deletion.word(), 0) == 1;
      boolean edited =
          people.edits().stream().anyMatch(edit -> edit.word().equals(deletion.word()));
      boolean known = !people.deletedUnknown().contains(deletion.word());
      if (once && !edited && known && !isExplained(deletion.word())) {
        for (Side side : Side.values()) {
          boolean there = people.words(side).containsKey(deletion.word());
          if (there && (everywhere || side == deletion.side())) {
            broken.add("L5: " + deletion.word() + " was deleted and is there at " + side);
          }
        }
      }
    }
  }

  /** A field that was edited on one side alone, of an item made once, shows the last edit. */
  private void lastEditsStand() {
    if (world.decided()) {
      return;
    }
    Map<String, List<ItemHands.Act>> byField = new LinkedHashMap<>();
    people
        .edits()
        .forEach(
            edit ->
                byField
                    .computeIfAbsent(edit.word() + " " + edit.field(), none -> new ArrayList<>())
                    .add(edit));
    byField.values().forEach(this::lastEditStands);
  }

  private void lastEditStands(List<ItemHands.Act> edits) {
    ItemHands.Act last = edits.get(edits.size() - 1);
    boolean oneSided = edits.stream().allMatch(edit -> edit.side() == last.side());
    boolean deleted = people.deletions().stream().anyMatch(act -> act.word().equals(last.word()));
    boolean once = people.made().getOrDefault(last.word(), 0) == 1;
    if (!oneSided || deleted || !once || isExplained(last.word())) {
      return;
    }
    for (Side side : Side.values()) {
      shown.getOrDefault(side, Map.of()).values().stream()
          .filter(item -> ItemHands.word(people.text(item)).equals(last.word()))
          .filter(item -> !shows(item, last))
          .forEach(item -> broken.add("L4: " + last + " is not what " + side + " shows: " + item));
    }
  }

  private boolean shows(Map<String, Object> item, ItemHands.Act edit) {
    return edit.field().equals("completed")
        ? people.done(item) == Boolean.parseBoolean(edit.value())
        : people.text(item).equals(edit.value());
  }
}
