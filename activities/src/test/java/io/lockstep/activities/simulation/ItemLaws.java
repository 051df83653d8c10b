package io.lockstep.activities.simulation;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile.Deletes;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * L1 to L5 for the items of one contact, by what both sides show at rest; bases are never asked.
 */
final class ItemLaws {

  /** What happens to files, as the tally counts it. */
  static final String FILES_COPIED = "files in the library";

  static final String FILES_LINKED = "files linked";
  static final String FILES_NOT_TAKEN = "files the library does not take";
  static final String LINKS_CUT = "notes whose links were taken away";

  private final ItemPlay world;
  private final ItemHands people;
  private final Map<Side, Map<String, Map<String, Object>>> shown = new LinkedHashMap<>();
  private final Map<ItemRef, PairRecord> records;
  private final Map<Side, Map<String, Integer>> words = new LinkedHashMap<>();
  private final Set<String> explained = new HashSet<>();
  private final List<String> broken = new ArrayList<>();
  private int holes;

  ItemLaws(ItemPlay world) {
    this.world = world;
    this.people = world.people();
    this.records = world.items().load(world.key(), world.kind());
    for (Side side : Side.values()) {
      Map<String, Map<String, Object>> byId = new LinkedHashMap<>();
      people.items(side).forEach(item -> byId.put(people.id(side, item), item));
      shown.put(side, byId);
      words.put(side, people.words(side));
    }
  }

  List<String> broken() {
    linkedItemsAgree();
    restIsExplained();
    nothingIsDoubled();
    filesAreOnce();
    if (world.mergeIsDecided()) {
      return broken; // what was done to the loser's items is not the winner's
    }
    nothingIsLost();
    deletionsAreFinal();
    lastEditsStand();
    if (world.onlyAdds()) {
      oldestAreAdoptedFirst();
    }
    filesAreLinked();
    inventedDatesStay();
    if (!world.decided()) {
      cutLinksStayAway();
      brakesHold();
      writesAreBraked();
      fightsEnd();
    }
    return broken;
  }

  /** How many edits fell into the one hole of L4. */
  int holes() {
    return holes;
  }

  /**
   * What still holds where a half of the contact is gone: a person is told, and nothing is doubled
   * or moved before it is decided. That nothing was written is seen as it happens.
   */
  List<String> brokenWithoutTheContact() {
    boolean told =
        world
            .stateOfContact()
            .filter(state -> state == PairState.NEEDS_PERSON || state == PairState.NOT_ELIGIBLE)
            .isPresent();
    if (!told) {
      broken.add("L1: the contact is gone and nobody is told");
    }
    nothingIsDoubled();
    if (world.stateOfContact().filter(PairState.NEEDS_PERSON::equals).isPresent()) {
      world.rewardsOfWinner().stream()
          .map(item -> ItemHands.word(people.text(item)))
          .filter(people.merged()::contains)
          .forEach(word -> broken.add("L3: " + word + " is copied before its contact is decided"));
    }
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
          if (contact == null || rewards == null) {
            if (!isListed(record, Waiting.WHOLE)) {
              broken.add("L1: a half of " + item.text() + " is missing");
            }
            Stream.of(Optional.ofNullable(contact), Optional.ofNullable(rewards))
                .flatMap(Optional::stream)
                .forEach(survivor -> explained.add(ItemHands.word(people.text(survivor))));
            return;
          }
          for (String field : people.says().fields()) {
            if (!isListed(record, field) && !equal(field, contact, rewards)) {
              broken.add(
                  "L1: %s of %s differs: %s and %s"
                      .formatted(field, item.text(), contact, rewards));
            }
          }
        });
  }

  /**
   * The library has each file once; a note links to each once, and its text is as long as what
   * people typed; no link has come back as text, and no file was taken away from its note.
   */
  private void filesAreOnce() {
    Set<String> marks = new HashSet<>();
    for (Map<String, Object> copy : world.library()) {
      String name = String.valueOf(copy.get("name"));
      if (!marks.add(name.substring(name.indexOf('[')))) {
        broken.add("L3: the library has a file twice: " + name);
      }
    }
    world.tally().count(FILES_COPIED, marks.size());
    shown
        .getOrDefault(Side.CONTACTS, Map.of())
        .values()
        .forEach(
            note -> {
              if (!NoteFiles.isTidy(note)) {
                broken.add("L2: a body has grown: " + note);
              }
            });
    shown
        .getOrDefault(Side.REWARDS, Map.of())
        .forEach(
            (id, note) -> {
              if (String.valueOf(note.get("body")).contains("File:")) {
                broken.add("L2: a link has come back as text: " + note);
              }
              Set<String> left = new HashSet<>();
              Hands.records(note, "attachments")
                  .forEach(file -> left.add(String.valueOf(file.get("attachmentId"))));
              if (!left.equals(people.files(id))) {
                broken.add("L5: nobody took a file from " + note);
              }
            });
  }

  /**
   * HighLevel's note has a line for each file that hangs on the other half, unless somebody has
   * written there: then a file may have lost against that, or its link was taken away.
   */
  private void filesAreLinked() {
    records.forEach(
        (item, record) -> {
          Link link = record.link();
          Map<String, Object> contact = link == null ? null : half(Side.CONTACTS, link);
          Map<String, Object> rewards = link == null ? null : half(Side.REWARDS, link);
          if (contact != null && rewards != null && people.isFiled(wordOf(rewards))) {
            filesAreLinked(record, contact, rewards);
          }
        });
  }

  /** What a person took away from HighLevel's note comes back with news of the other half alone. */
  private void cutLinksStayAway() {
    people
        .cut()
        .forEach(
            (word, cut) -> {
              Map<String, Object> note =
                  shown.getOrDefault(Side.CONTACTS, Map.of()).get(cut.noteId());
              boolean once = people.made().getOrDefault(word, 0) == 1;
              if (note == null || !once || isExplained(word)) {
                return;
              }
              world.tally().count(LINKS_CUT, 1);
              if (!NoteFiles.links(note).isEmpty()) {
                broken.add("L4: links that somebody took away are back: " + note);
              }
            });
  }

  private String wordOf(Map<String, Object> item) {
    return ItemHands.word(people.text(item));
  }

  private void filesAreLinked(
      PairRecord record, Map<String, Object> contact, Map<String, Object> rewards) {
    String word = wordOf(rewards);
    List<NoteFiles.Line> lines = NoteFiles.lines(contact);
    Set<String> library = new HashSet<>();
    world.library().forEach(copy -> library.add(String.valueOf(copy.get("url"))));
    for (NoteFiles.Line line : lines) {
      world.tally().count(line.copied() ? FILES_LINKED : FILES_NOT_TAKEN, 1);
      if (!line.copied() && !isListed(record, FieldRule.NOTE_BODY)) {
        broken.add("L1: nobody is told that " + line.name() + " was not copied");
      }
      boolean there = NoteFiles.names(rewards).contains(line.name());
      if (line.copied() && there && world.copiesFiles() && !library.contains(line.address())) {
        broken.add("L1: the link of " + line.name() + " leads nowhere: " + line.address());
      }
    }
    boolean once = people.made().getOrDefault(word, 0) == 1;
    boolean alone =
        people.isOnlyAtRewards(word)
            && !isExplained(word)
            && !isListed(record, FieldRule.NOTE_BODY);
    List<String> linked = lines.stream().map(NoteFiles.Line::name).toList();
    if (once && alone && !linked.equals(NoteFiles.names(rewards))) {
      broken.add("L1: the files of " + rewards + " are not those of " + contact);
    }
  }

  private @Nullable Map<String, Object> half(Side side, Link link) {
    return shown.getOrDefault(side, Map.of()).get(link.id(side));
  }

  private boolean equal(String field, Map<String, Object> contact, Map<String, Object> rewards) {
    return people.says().value(field, contact).equals(people.says().value(field, rewards));
  }

  /** Whether a difference of that field, or of all the item, waits or is accepted. */
  private static boolean isListed(PairRecord record, String field) {
    return Stream.concat(
            record.parked().stream().map(parked -> parked.waiting().field()),
            record.accepted().stream().map(AcceptedDifference::field))
        .anyMatch(listed -> listed.equals(field) || listed.equals(Waiting.WHOLE));
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
      Set<String> tombs = new HashSet<>();
      world
          .items()
          .tombstones(world.key().connection(), world.kind(), side, rest.keySet())
          .forEach(
              (id, stone) -> {
                if (stone.survivor() || !world.mergeIsDecided()) {
                  tombs.add(id);
                }
              });
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

  /** How often each word is there. */
  private Map<String, Integer> words(Side side) {
    return words.getOrDefault(side, Map.of());
  }

  private void nothingIsDoubled() {
    for (Side side : Side.values()) {
      words(side)
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
                if (!words(side).containsKey(word)) {
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
          people.isFiled(deletion.word())
              || people.edits().stream().anyMatch(edit -> edit.word().equals(deletion.word()));
      boolean known = !people.deletedUnknown().contains(deletion.word());
      if (once && !edited && known && !isExplained(deletion.word())) {
        for (Side side : Side.values()) {
          boolean there = words(side).containsKey(deletion.word());
          if (there && (everywhere || side == deletion.side())) {
            broken.add("L5: " + deletion.word() + " was deleted and is there at " + side);
          }
        }
      }
    }
  }

  /**
   * Of an item made once, a field shows its last edit on both sides; where both sides were edited,
   * that one may be listed as the loser of a conflict instead.
   */
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
    // What people do to a note's files is an edit of its text to the other side.
    boolean oneSided =
        edits.stream().allMatch(edit -> edit.side() == last.side()) && !people.isFiled(last.word());
    boolean deleted = people.deletions().stream().anyMatch(act -> act.word().equals(last.word()));
    boolean once = people.made().getOrDefault(last.word(), 0) == 1;
    if (deleted || !once || isExplained(last.word())) {
      return;
    }
    if (last.field().equals(FieldRule.TASK_OWNER) && people.usersAreRenamed()) {
      return; // what a person typed may name nobody by now
    }
    if (!oneSided && (isListedAsLost(last) || returns(edits))) {
      return;
    }
    List<String> lost = new ArrayList<>();
    for (Side side : Side.values()) {
      shown.getOrDefault(side, Map.of()).values().stream()
          .filter(item -> ItemHands.word(people.text(item)).equals(last.word()))
          .filter(item -> !people.says().value(last.field(), item).equals(last.value()))
          .filter(item -> !isListed(ofHalf(side, people.id(side, item)), last.field()))
          .forEach(item -> lost.add("L4: " + last + " is not what " + side + " shows: " + item));
    }
    if (!lost.isEmpty() && !oneSided && world.watch().isInBlindSpot(last)) {
      holes++;
    } else {
      broken.addAll(lost);
    }
  }

  /** Equal items of both sides become one in the order in which they were made. */
  private void oldestAreAdoptedFirst() {
    List<String> rewards = List.copyOf(shown.getOrDefault(Side.REWARDS, Map.of()).keySet());
    Map<String, Integer> last = new HashMap<>();
    shown
        .getOrDefault(Side.CONTACTS, Map.of())
        .forEach(
            (id, item) -> {
              Link link = ofHalf(Side.CONTACTS, id).link();
              String word = ItemHands.word(people.text(item));
              if (link != null) {
                int place = rewards.indexOf(link.profileId());
                if (place < last.getOrDefault(word, -1)) {
                  broken.add("L3: equal items " + word + " are adopted out of their order");
                }
                last.put(word, place);
              }
            });
  }

  /** Of deletions that Lockstep was told to have made, no hour has more than the brakes allow. */
  private void brakesHold() {
    long most = world.brakes().mostDeletes() + world.mishaps();
    for (Side side : Side.values()) {
      for (Instant from : world.watch().deletions(side)) {
        Instant until = from.plus(Duration.ofHours(1));
        long within =
            world.watch().deletions(side).stream()
                .filter(at -> !at.isBefore(from) && at.isBefore(until))
                .count();
        if (within > most) {
          broken.add("L5: " + within + " deletions within an hour at " + side);
        }
      }
    }
  }

  /** HighLevel keeps no task without a due date; what was invented for it is nobody's word. */
  private void inventedDatesStay() {
    if (world.kind() == ItemKind.NOTE) {
      return;
    }
    shown
        .getOrDefault(Side.REWARDS, Map.of())
        .values()
        .forEach(
            task -> {
              String word = wordOf(task);
              boolean dated = !people.says().value(FieldRule.TASK_DUE, task).isEmpty();
              if (dated && people.isUndated(word) && !isExplained(word)) {
                broken.add("L4: nobody gave " + task + " a due date");
              }
            });
  }

  /** Nor has any hour more creates and overwrites. */
  private void writesAreBraked() {
    long most = world.brakes().mostWrites() + world.mishaps() + world.twins();
    for (Side side : Side.values()) {
      for (Instant from : world.watch().written(side)) {
        Instant until = from.plus(Duration.ofHours(1));
        long within =
            world.watch().written(side).stream()
                .filter(at -> !at.isBefore(from) && at.isBefore(until))
                .count();
        if (within > most) {
          broken.add("L5: " + within + " creates and overwrites within an hour at " + side);
        }
      }
    }
  }

  /** What somebody keeps setting back is not written for ever. */
  private void fightsEnd() {
    for (List<ItemWatch.Overwrite> writes : world.watch().overwrites()) {
      for (ItemWatch.Overwrite last : writes) {
        Instant from = last.at().minus(world.brakes().flipsWithin());
        List<Map<String, Object>> recent =
            writes.stream()
                .filter(write -> write.at().isAfter(from) && !write.at().isAfter(last.at()))
                .map(ItemWatch.Overwrite::written)
                .toList();
        if (swings(recent) > world.brakes().mostFlips() + world.mishaps()) {
          broken.add("L2: " + swings(recent) + " times a former value was written: " + last);
        }
      }
    }
  }

  private static long swings(List<Map<String, Object>> written) {
    return IntStream.range(1, written.size())
        .filter(i -> !written.get(i).equals(written.get(i - 1)))
        .filter(i -> written.subList(0, i).contains(written.get(i)))
        .count();
  }

  /** Whether the conflict list holds an edit of that field there which lost. */
  private boolean isListedAsLost(ItemHands.Act edit) {
    return world.conflicts().stream()
        .filter(listed -> listed.conflict().field().equals(edit.field()))
        .filter(listed -> listed.item() != null && isOf(listed.item(), edit))
        .anyMatch(listed -> listed.conflict().loser() == edit.side());
  }

  private boolean isOf(ItemRef item, ItemHands.Act edit) {
    PairRecord record = records.getOrDefault(item, PairRecord.unknown());
    Link link = record.link();
    return link != null && link.id(edit.side()).equals(edit.id());
  }

  /** An edit back to what may have been there before is none to anybody who looks at states. */
  private static boolean returns(List<ItemHands.Act> edits) {
    ItemHands.Act last = edits.get(edits.size() - 1);
    return last.field().equals(FieldRule.TASK_COMPLETED)
        || last.value().isEmpty()
        || last.value().equals(ItemHands.least(last.word())) // as it may have been made
        || edits.stream().filter(edit -> edit.value().equals(last.value())).count() > 1;
  }

  private PairRecord ofHalf(Side side, String id) {
    return records.values().stream()
        .filter(record -> record.link() != null && record.link().id(side).equals(id))
        .findFirst()
        .orElse(PairRecord.unknown());
  }
}
