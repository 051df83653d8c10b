package io.lockstep.activities.simulation;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
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

  /** What an item's deleted half said, and how many edits there had been by then. */
  record Left(String text, int edits) {}

  private final Hands hands;
  private final ItemKind kind;
  private final Map<Side, String> persons;
  private final BiFunction<Side, String, Optional<String>> partner;
  private final BiPredicate<Side, String> known;
  private final Map<String, Integer> made = new LinkedHashMap<>();
  private final List<Act> edits = new ArrayList<>();
  private final List<Act> deletions = new ArrayList<>();
  private final Map<String, Left> left = new HashMap<>();
  private final Set<String> byHand = new HashSet<>();
  private final Set<String> taken = new HashSet<>();
  private final Set<String> deletedUnknown = new HashSet<>();
  private int words;

  /**
   * @param partner the other half of an item, where Lockstep knows of one
   * @param known whether Lockstep knows that this is, or was, a half of an item
   */
  ItemHands(
      Hands hands,
      ItemKind kind,
      Map<Side, String> persons,
      BiFunction<Side, String, Optional<String>> partner,
      BiPredicate<Side, String> known) {
    this.partner = partner;
    this.known = known;
    this.hands = hands;
    this.kind = kind;
    this.persons = persons;
  }

  /** Makes an item of a word nobody has used. */
  void add(Side side) {
    String word = "w" + ++words;
    made.put(word, 1);
    create(side, word + ".");
  }

  /** Makes the same on both sides. */
  void addOnBoth() {
    String word = "w" + ++words;
    made.put(word, 2);
    create(Side.CONTACTS, word + ".");
    create(Side.REWARDS, word + ".");
  }

  /** Makes another of what is there. */
  void addEqual(Side side, int which) {
    List<Map<String, Object>> all = items(side);
    if (!all.isEmpty()) {
      String text = text(all.get(which % all.size()));
      made.merge(word(text), 1, Integer::sum);
      create(side, text);
    }
  }

  private void create(Side side, String text) {
    Map<String, Object> body = new HashMap<>();
    body.put(kind == ItemKind.TASK ? "title" : "body", text);
    if (kind == ItemKind.TASK) {
      body.put("dueDate", "2027-01-05T11:00:00Z");
      if (side == Side.CONTACTS) {
        body.put("completed", false);
      }
    }
    call(side, "POST", "", body).ifPresent(byHand::add);
  }

  /** Edits one field of an item that is there. */
  void edit(Side side, int which, int what, Instant at) {
    List<Map<String, Object>> all = items(side);
    if (all.isEmpty()) {
      return;
    }
    Map<String, Object> item = all.get(which % all.size());
    String word = word(text(item));
    Map<String, Object> body = new HashMap<>();
    String field = kind == ItemKind.NOTE ? "body" : what % 3 == 0 ? "completed" : "title";
    String value = word + ". edit " + what;
    if (field.equals("completed")) {
      value = String.valueOf(!done(item));
      if (side == Side.CONTACTS) {
        body.put("completed", Boolean.valueOf(value));
      } else {
        body.put("status", value.equals("true") ? "completed" : "in_progress");
      }
    } else {
      body.put(field, value);
    }
    if (side == Side.REWARDS) {
      body.put("version", item.get("version"));
    }
    touch(side, item);
    if (call(side, "PUT", "/" + id(side, item), body).isPresent()) {
      edits.add(new Act(side, id(side, item), word, field, value, at));
    }
  }

  /** Deletes an item that is there. */
  void delete(Side side, int which, Instant at) {
    List<Map<String, Object>> all = items(side);
    if (all.isEmpty()) {
      return;
    }
    Map<String, Object> item = all.get(which % all.size());
    touch(side, item);
    if (isUnknownCopy(side, item)) {
      deletedUnknown.add(word(text(item)));
    }
    Optional<String> survivor = partner.apply(side, id(side, item));
    if (call(side, "DELETE", "/" + id(side, item), Map.of()).isPresent()) {
      survivor.ifPresent(other -> left.put(other, new Left(text(item), edits.size())));
      deletions.add(new Act(side, id(side, item), word(text(item)), "", "", at));
    }
  }

  private void touch(Side side, Map<String, Object> item) {
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
    Map<String, Object> state =
        Hands.section(hands.read("/state"), side == Side.CONTACTS ? "highlevel" : "bhn");
    return Hands.records(state, kind.word() + "s").stream()
        .filter(item -> Objects.equals(persons.get(side), item.get("contactId")))
        .toList();
  }

  String id(Side side, Map<String, Object> item) {
    return String.valueOf(item.get(side == Side.CONTACTS ? "id" : kind.word() + "Id"));
  }

  boolean done(Map<String, Object> item) {
    return Boolean.TRUE.equals(item.get("completed"));
  }

  /** The words of an item, free of HighLevel's HTML. */
  String text(Map<String, Object> item) {
    String text = String.valueOf(item.get(kind == ItemKind.TASK ? "title" : "body"));
    return text.replaceAll("<[^>]*>", "");
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
   * Whether a person gave that survivor another text after its partner was deleted.
   *
   * @param seen how many edits there had been when it was read last
   */
  boolean isEditedSurvivor(Side side, String id, int seen) {
    Left partner = left.get(id);
    return partner != null
        && edits.subList(Math.min(partner.edits(), seen), seen).stream()
            .anyMatch(edit -> edit.id().equals(id))
        && items(side).stream()
            .anyMatch(item -> id(side, item).equals(id) && !text(item).equals(partner.text()));
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
