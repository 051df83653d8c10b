package io.lockstep.activities.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.FieldRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * People who work on one contact's tasks, or its notes. Every item a person makes bears a word of
 * its own, so that it is known again on either side, however often it is edited.
 */
final class ItemHands {

  /** What a person did, and when. */
  record Act(Side side, String id, String word, String field, String value, Instant at) {}

  /**
   * What the halves of an item said when one was deleted, and how many edits there had been by
   * then.
   */
  record Left(Map<String, String> said, Map<String, String> survivorSaid, int edits) {}

  /**
   * A HighLevel note without the links that a person took away while nothing else was going on.
   *
   * @param links as they were
   */
  record Cut(String noteId, String links) {}

  private final Hands hands;
  private final ItemKind kind;
  private final ItemSays says;
  private final Map<Side, String> persons = new EnumMap<>(Side.class);
  private final BiFunction<Side, String, Optional<String>> partner;
  private final BiPredicate<Side, String> known;
  private final BiPredicate<Side, String> atRest;
  private final Map<String, Integer> made = new LinkedHashMap<>();
  private final List<Act> edits = new ArrayList<>();
  private final List<Act> deletions = new ArrayList<>();
  private final Map<String, Left> left = new HashMap<>();
  private final Set<String> byHand = new HashSet<>();
  private final Set<String> taken = new HashSet<>();
  private final Set<String> deletedUnknown = new HashSet<>();
  private final Set<String> deletedLinked = new HashSet<>();
  private final Set<Side> gone = EnumSet.noneOf(Side.class);
  private final Set<String> merged = new HashSet<>();
  private final Map<String, Set<String>> files = new HashMap<>();
  private final Set<String> filed = new HashSet<>();
  private final Map<String, Cut> cut = new LinkedHashMap<>();
  private final Set<String> madeAtRewards = new HashSet<>();
  private final Set<String> touched = new HashSet<>();
  private final Set<String> undated = new HashSet<>();
  private boolean isMerged;
  private boolean usersAreRenamed;
  private int words;
  private int fileNumbers;

  /**
   * @param partner the other half of an item, where Lockstep knows of one
   * @param known whether Lockstep knows that this is, or was, a half of an item
   * @param atRest whether nothing Lockstep does with that half of an item is under way
   */
  ItemHands(
      Hands hands,
      ItemKind kind,
      ItemSays says,
      Map<Side, String> persons,
      BiFunction<Side, String, Optional<String>> partner,
      BiPredicate<Side, String> known,
      BiPredicate<Side, String> atRest) {
    this.partner = partner;
    this.known = known;
    this.atRest = atRest;
    this.hands = hands;
    this.kind = kind;
    this.says = says;
    this.persons.putAll(persons);
  }

  /** Deletes the contact on that side, and whatever goes with it. */
  void deleteContact(Side side) {
    gone.add(side);
    if (side == Side.CONTACTS) {
      hands.highLevel("DELETE", "/contacts/" + persons.get(side), Map.of());
    } else {
      hands.bhn("DELETE", "/v2/contacts/" + persons.get(side), Map.of());
    }
  }

  /** HighLevel makes two contacts one; the other one takes the items. */
  void mergeInto(String winner) {
    Set<String> nobodys = new HashSet<>();
    for (Map<String, Object> item : items(Side.CONTACTS)) {
      boolean linked = partner.apply(Side.CONTACTS, id(Side.CONTACTS, item)).isPresent();
      (linked ? merged : nobodys).add(word(text(item)));
    }
    merged.removeAll(nobodys);
    isMerged = true;
    String loser = Objects.requireNonNull(persons.get(Side.CONTACTS));
    hands.control("POST", "/merge", Map.of("connection", 1, "loser", loser, "winner", winner));
    persons.put(Side.CONTACTS, winner);
  }

  /** Each of HighLevel's users has another e-mail from now on. */
  void renameUsers() {
    usersAreRenamed = true;
  }

  boolean usersAreRenamed() {
    return usersAreRenamed;
  }

  /** From now on that profile's items are looked at. */
  void lookAtProfile(String profileId) {
    persons.put(Side.REWARDS, profileId);
  }

  /** The words of what was moved to another contact while it was a half of an item. */
  Set<String> merged() {
    return merged;
  }

  /**
   * Makes an item of a word nobody has used.
   *
   * @param dated whether a task has a due date, which HighLevel's cannot lack
   * @param what one of five tasks has an owner, where owners travel
   */
  void add(Side side, boolean dated, int what) {
    if (gone.contains(side)) {
      return;
    }
    String word = "w" + ++words;
    made.put(word, 1);
    if (side == Side.REWARDS) {
      madeAtRewards.add(word);
    }
    if (!dated && side == Side.REWARDS) {
      undated.add(word);
    }
    Map<String, String> said = fresh(word, dated || side == Side.CONTACTS);
    if (what % 5 == 4 && says.fields().contains(FieldRule.TASK_OWNER)) {
      said.put(FieldRule.TASK_OWNER, says.fresh(side, FieldRule.TASK_OWNER, Map.of(), what));
    }
    create(side, said);
  }

  /** Makes the same on both sides. */
  void addOnBoth() {
    if (!gone.isEmpty()) {
      return;
    }
    String word = "w" + ++words;
    made.put(word, 2);
    create(Side.CONTACTS, fresh(word, true));
    create(Side.REWARDS, fresh(word, true));
  }

  private Map<String, String> fresh(String word, boolean dated) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put(says.main(), least(word));
    if (kind == ItemKind.TASK) {
      said.put(FieldRule.TASK_DUE, dated ? "2027-01-05T11:00:00Z" : "");
      said.put(FieldRule.TASK_COMPLETED, "false");
    }
    return said;
  }

  /** Makes another of what is there. */
  void addEqual(Side side, int which) {
    Optional<Map<String, Object>> one = one(side, which);
    one.ifPresent(
        item -> {
          made.merge(word(text(item)), 1, Integer::sum);
          merged.remove(word(text(item))); // from now on it is the other contact's own as well
          create(side, says.all(item));
        });
  }

  private void create(Side side, Map<String, String> said) {
    Map<String, Object> body = new HashMap<>();
    said.forEach(
        (field, value) -> {
          if (!value.isEmpty()) {
            body.putAll(says.written(side, field, value));
          }
        });
    call(side, "POST", "", body).ifPresent(byHand::add);
  }

  /** Edits one field of an item that is there. */
  void edit(Side side, int which, int what, Instant at) {
    String field = says.edited(what);
    one(side, which)
        .ifPresent(item -> write(side, item, field, says.fresh(side, field, item, what), at));
  }

  /** Empties one field of an item that is there; a note is left with the word it began with. */
  void clear(Side side, int which, int what, Instant at) {
    String field = says.cleared(side, what);
    one(side, which)
        .ifPresent(
            item -> {
              String least = field.equals(says.main()) ? least(word(text(item))) : "";
              write(side, item, field, least, at);
            });
  }

  /** The least text of an item that still bears its word. */
  static String least(String word) {
    return word + ".";
  }

  private void write(Side side, Map<String, Object> item, String field, String value, Instant at) {
    if (says.value(field, item).equals(value)) {
      return; // who saves what is there has edited nothing
    }
    Map<String, Object> body = says.written(side, field, value);
    if (side == Side.REWARDS) {
      cut.remove(word(text(item)));
      body.put("version", item.get("version"));
    } else if (kind == ItemKind.NOTE && !NoteFiles.links(item).isEmpty()) {
      body.put("body", "<p>" + value + "</p>" + NoteFiles.links(item)); // as an editor leaves them
    }
    touch(side, item);
    if (call(side, "PUT", "/" + id(side, item), body).isPresent()) {
      edits.add(new Act(side, id(side, item), word(text(item)), field, value, at));
    }
  }

  /** Hangs a file on a rewards note; one of five is of a type HighLevel's library does not take. */
  void addFile(int which, int what) {
    one(Side.REWARDS, which)
        .ifPresent(
            note -> {
              String name = "f" + ++fileNumbers + (what % 5 == 0 ? ".exe" : ".pdf");
              String id = id(Side.REWARDS, note);
              hands
                  .file(attachments(id) + "?fileName=" + name, name.getBytes(UTF_8))
                  .map(answer -> Hands.records(answer, "result").get(0).get("attachmentId"))
                  .ifPresent(
                      file -> {
                        files.computeIfAbsent(id, none -> new HashSet<>()).add(file.toString());
                        filed.add(word(text(note)));
                        cut.remove(word(text(note)));
                      });
            });
  }

  /** Takes a file away from a rewards note. */
  void deleteFile(int which) {
    one(Side.REWARDS, which)
        .ifPresent(
            note -> {
              String id = id(Side.REWARDS, note);
              Set<String> has = files.getOrDefault(id, Set.of());
              has.stream()
                  .min(Comparator.naturalOrder())
                  .filter(
                      file ->
                          hands.bhn("DELETE", attachments(id) + "/" + file, Map.of()).isPresent())
                  .ifPresent(
                      file -> {
                        has.remove(file);
                        filed.add(word(text(note)));
                        cut.remove(word(text(note)));
                      });
            });
  }

  /** For a wrong rule: takes all files away from the other half of that note, unasked. */
  void loseFiles(String contactsNoteId) {
    partner
        .apply(Side.CONTACTS, contactsNoteId)
        .ifPresent(
            note ->
                files(note)
                    .forEach(
                        file -> hands.bhn("DELETE", attachments(note) + "/" + file, Map.of())));
  }

  private String attachments(String noteId) {
    return "/v2/contacts/" + persons.get(Side.REWARDS) + "/notes/" + noteId + "/attachments";
  }

  /** Takes all links away from one of HighLevel's notes that has some. */
  void cutLinks(int which) {
    one(Side.CONTACTS, which)
        .filter(note -> !NoteFiles.links(note).isEmpty())
        .ifPresent(
            note -> {
              String word = word(text(note));
              String id = id(Side.CONTACTS, note);
              if (atRest.test(Side.CONTACTS, id) && isInStep(note)) {
                cut.put(word, new Cut(id, NoteFiles.links(note)));
              }
              touch(Side.CONTACTS, note);
              call(Side.CONTACTS, "PUT", "/" + id, Map.of("body", "<p>" + text(note) + "</p>"));
              filed.add(word);
            });
  }

  /**
   * Whether that note of HighLevel's says what its other half does, and has a line for each file.
   */
  private boolean isInStep(Map<String, Object> note) {
    List<String> linked = NoteFiles.lines(note).stream().map(NoteFiles.Line::name).toList();
    return partner
        .apply(Side.CONTACTS, id(Side.CONTACTS, note))
        .flatMap(
            other ->
                items(Side.REWARDS).stream()
                    .filter(item -> id(Side.REWARDS, item).equals(other))
                    .findFirst())
        .filter(other -> text(other).equals(text(note)))
        .filter(other -> NoteFiles.names(other).equals(linked))
        .isPresent();
  }

  /**
   * Notes by their word whose links a person took away while nothing else was going on, and whose
   * other half nobody has touched since.
   */
  Map<String, Cut> cut() {
    return cut;
  }

  /** For a wrong rule: puts the links back that were taken away from that note. */
  void putLinksBack(String noteId) {
    List.copyOf(cut.values()).stream()
        .filter(one -> one.noteId().equals(noteId))
        .forEach(
            one ->
                items(Side.CONTACTS).stream()
                    .filter(note -> id(Side.CONTACTS, note).equals(noteId))
                    .forEach(
                        note ->
                            call(
                                Side.CONTACTS,
                                "PUT",
                                "/" + noteId,
                                Map.of("body", "<p>" + text(note) + "</p>" + one.links()))));
  }

  /** Whether people have done anything to the files of that note, or to their links. */
  boolean isFiled(String word) {
    return filed.contains(word);
  }

  /** Whether a person made it without a due date, and nobody ever gave it one. */
  boolean isUndated(String word) {
    return undated.contains(word)
        && made.getOrDefault(word, 0) == 1
        && deletions.stream().noneMatch(deletion -> deletion.word().equals(word))
        && edits.stream()
            .noneMatch(edit -> edit.word().equals(word) && edit.field().equals(FieldRule.TASK_DUE));
  }

  /** Whether that note was made at rewards, and nobody has ever touched its copy. */
  boolean isOnlyAtRewards(String word) {
    return madeAtRewards.contains(word)
        && !touched.contains(word)
        && deletions.stream().noneMatch(deletion -> deletion.word().equals(word));
  }

  /** The files that people have left with that rewards note. */
  Set<String> files(String noteId) {
    return files.getOrDefault(noteId, Set.of());
  }

  /** Deletes an item that is there. */
  void delete(Side side, int which, Instant at) {
    one(side, which).ifPresent(item -> delete(side, item, at));
  }

  private void delete(Side side, Map<String, Object> item, Instant at) {
    touch(side, item);
    if (isUnknownCopy(side, item)) {
      deletedUnknown.add(word(text(item)));
    }
    Optional<String> survivor = partner.apply(side, id(side, item));
    if (call(side, "DELETE", "/" + id(side, item), Map.of()).isPresent()) {
      survivor.ifPresent(
          other -> {
            left.put(other, new Left(says.all(item), said(side.other(), other), edits.size()));
            deletedLinked.add(word(text(item)));
          });
      deletions.add(new Act(side, id(side, item), word(text(item)), "", "", at));
    }
  }

  private Map<String, String> said(Side side, String id) {
    return items(side).stream()
        .filter(item -> id(side, item).equals(id))
        .findFirst()
        .map(says::all)
        .orElse(Map.of());
  }

  private Optional<Map<String, Object>> one(Side side, int which) {
    List<Map<String, Object>> all = items(side);
    return all.isEmpty() || gone.contains(side)
        ? Optional.empty()
        : Optional.of(all.get(which % all.size()));
  }

  private void touch(Side side, Map<String, Object> item) {
    if (side == Side.CONTACTS) {
      touched.add(word(text(item)));
    }
    if (side == Side.CONTACTS && isUnknownCopy(side, item)) {
      taken.add(word(text(item)));
    }
  }

  /** Whether Lockstep made it, and has not heard so yet. */
  private boolean isUnknownCopy(Side side, Map<String, Object> item) {
    String id = id(side, item);
    return !byHand.contains(id) && !known.test(side, id);
  }

  /** The id of what was written; empty when the provider refused. */
  private Optional<String> call(Side side, String method, String path, Map<String, Object> body) {
    String items = "/contacts/" + persons.get(side) + "/" + kind.word() + "s" + path;
    return side == Side.CONTACTS
        ? hands
            .highLevel(method, items, body)
            .map(answer -> id(side, Hands.section(answer, kind.word())))
        : hands
            .bhn(method, "/v2" + items, body)
            .map(answer -> Hands.records(answer, "result"))
            .map(made -> made.isEmpty() ? "" : id(side, made.get(0)));
  }

  /**
   * Words of copies that a person changed or deleted at HighLevel while the answer to their create
   * was lost: nothing there tells such a copy from a thing a person made, so it becomes one.
   */
  Set<String> taken() {
    return taken;
  }

  /**
   * Words of copies that a person deleted while the answer to their create was lost. No link had
   * said that they are halves of an item yet, so their item is made anew.
   */
  Set<String> deletedUnknown() {
    return deletedUnknown;
  }

  /** What that side has, as it is, whatever lists say. */
  List<Map<String, Object>> items(Side side) {
    return itemsOf(side, Objects.requireNonNull(persons.get(side)));
  }

  /** The same for another contact, or another profile. */
  List<Map<String, Object>> itemsOf(Side side, String person) {
    Map<String, Object> state =
        Hands.section(hands.state(), side == Side.CONTACTS ? "highlevel" : "bhn");
    return Hands.records(state, kind.word() + "s").stream()
        .filter(item -> person.equals(item.get("contactId")))
        .toList();
  }

  String id(Side side, Map<String, Object> item) {
    return String.valueOf(item.get(side == Side.CONTACTS ? "id" : kind.word() + "Id"));
  }

  /** What an item is called, or a note says. */
  String text(Map<String, Object> item) {
    return says.value(says.main(), item);
  }

  ItemSays says() {
    return says;
  }

  /** The word by which an item is known. */
  static String word(String text) {
    return text.substring(0, Math.max(0, text.indexOf('.')));
  }

  /** How often each word was made by a person. */
  Map<String, Integer> made() {
    return made;
  }

  List<Act> edits() {
    return edits;
  }

  /**
   * Whether a person made that survivor say something else after its partner was deleted.
   *
   * @param seen how many edits there had been when it was read last
   */
  boolean isEditedSurvivor(Side side, String id, int seen) {
    Left partner = left.get(id);
    if (partner == null) {
      return false;
    }
    List<Act> since =
        edits.subList(Math.min(partner.edits(), seen), seen).stream()
            .filter(edit -> edit.id().equals(id))
            .toList();
    return !since.isEmpty()
        && items(side).stream()
            .filter(item -> id(side, item).equals(id))
            .anyMatch(item -> since.stream().anyMatch(edit -> isOther(item, edit, partner)));
  }

  private boolean isOther(Map<String, Object> item, Act edit, Left partner) {
    String value = says.value(edit.field(), item);
    boolean asBefore =
        value.equals(partner.survivorSaid().get(edit.field())); // who tells them apart
    return !asBefore && !value.equals(partner.said().get(edit.field()));
  }

  /**
   * The fields of that item that these properties change, although people edited them on that side
   * alone: nothing of the other side can be news. But for owners, once users have other e-mails: to
   * the rewards side that is an edit of all their tasks.
   */
  List<String> overwritten(Side side, String id, Map<String, Object> properties) {
    return items(side).stream()
        .filter(item -> id(side, item).equals(id))
        .filter(item -> made.getOrDefault(word(text(item)), 0) == 1)
        .filter(item -> !taken.contains(word(text(item))))
        .flatMap(
            item -> {
              Map<String, Object> after = new HashMap<>(item);
              after.putAll(properties);
              return says.fields().stream()
                  .filter(field -> !says.value(field, item).equals(says.value(field, after)))
                  .filter(field -> !usersAreRenamed || !field.equals(FieldRule.TASK_OWNER))
                  .filter(field -> isEditedOnlyAt(side, word(text(item)), field));
            })
        .toList();
  }

  private boolean isEditedOnlyAt(Side side, String word, String field) {
    if (filed.contains(word)) {
      return false; // a file is a line at the end of the other side's text
    }
    List<Act> of =
        edits.stream()
            .filter(edit -> edit.word().equals(word) && edit.field().equals(field))
            .toList();
    return !of.isEmpty() && of.stream().allMatch(edit -> edit.side() == side);
  }

  /** Whether that item was made once and no half of it was ever deleted by a person. */
  boolean isDeletedByNobody(Side side, String id) {
    return items(side).stream()
        .filter(item -> id(side, item).equals(id))
        .map(item -> word(text(item)))
        .anyMatch(
            word ->
                made.getOrDefault(word, 0) == 1
                    && deletions.stream().noneMatch(deletion -> deletion.word().equals(word)));
  }

  /** Whether that is an item with two halves that a person deleted, and nobody ever edited. */
  boolean isOver(String text) {
    String word = word(text);
    return !isMerged // then it may be made for another contact
        && deletedLinked.contains(word)
        && made.getOrDefault(word, 0) == 1
        && !taken.contains(word)
        && !filed.contains(word)
        && edits.stream().noneMatch(edit -> edit.word().equals(word));
  }

  List<Act> deletions() {
    return deletions;
  }

  /** How often each word is there. */
  Map<String, Integer> words(Side side) {
    Map<String, Integer> words = new TreeMap<>();
    items(side).forEach(item -> words.merge(word(text(item)), 1, Integer::sum));
    return words;
  }
}
