package io.lockstep.core.merge;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.Direction;
import io.lockstep.core.mapping.Drift;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile.Deletes;
import io.lockstep.core.mapping.Policy;
import io.lockstep.core.merge.ItemsLook.Ended;
import io.lockstep.core.merge.ItemsLook.Half;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The tasks of one contact on both sides, the ledger's record of them, and a clock. */
final class ItemWorld {

  static final FlowKey KEY = new FlowKey("acme", "c1");
  private static final CanonicalForms FORMS = new CanonicalForms("US");

  private final Map<Side, Map<String, Map<String, Reading>>> alive = new EnumMap<>(Side.class);
  private final Set<Half> unlisted = new HashSet<>();
  private final Map<ItemRef, PairBook> books = new LinkedHashMap<>();
  private final Map<ItemRef, Link> links = new HashMap<>();
  private final Set<Half> survivors = new HashSet<>();
  private final Map<Half, Instant> deleted = new HashMap<>();
  private final Digester digester = new Digester("k1", Map.of("k1", key()));
  private final Map<String, String> made = new HashMap<>();
  private int nextId = 1;
  private int requests;
  ItemMapping mapping = mapping(Direction.BOTH, Deletes.PROPAGATE);
  Instant now = Instant.parse("2026-03-01T12:00:00Z");

  ItemWorld() {
    for (Side side : Side.values()) {
      alive.put(side, new LinkedHashMap<>());
    }
  }

  private static byte[] key() {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 7);
    return key;
  }

  static ItemMapping mapping(Direction direction, Deletes deletes) {
    List<FieldRule> rules = new ArrayList<>();
    for (String field : List.of("title", "body", "due", "completed")) {
      rules.add(
          new FieldRule(
              "task." + field,
              FieldRule.Kind.FIELD,
              field,
              field,
              direction,
              Policy.NEWEST,
              Side.CONTACTS,
              Drift.ACCEPT,
              Form.TEXT,
              Map.of()));
    }
    return new ItemMapping(
        rules,
        direction,
        deletes,
        Optional.of(Duration.ofDays(1)),
        false,
        ItemMapping.Files.IGNORE);
  }

  /** A person makes a task; its due date and state go without saying. */
  String add(Side side, String title) {
    return add(side, title, "2026-04-01T09:00:00Z");
  }

  String add(Side side, String title, String due) {
    String id = (side == Side.CONTACTS ? "c" : "r") + nextId++;
    Map<String, Reading> fields = new HashMap<>();
    fields.put("task.title", Reading.ofText(title));
    fields.put("task.body", Reading.empty());
    fields.put("task.due", Reading.ofText(due));
    fields.put("task.completed", Reading.ofText("false"));
    side(side).put(id, fields);
    return id;
  }

  void edit(Side side, String id, String field, String value) {
    fields(side, id).put(field, Reading.ofText(value));
  }

  void delete(Side side, String id) {
    side(side).remove(id);
  }

  /** A person undeletes a task. */
  void restore(Side side, String id, String title) {
    String fresh = add(side, title);
    Map<String, Reading> fields = fields(side, fresh);
    side(side).remove(fresh);
    side(side).put(id, fields);
  }

  /** The item lives, but its side's list does not show it. */
  void unlist(Side side, String id) {
    unlisted.add(new Half(side, id));
  }

  void list(Side side, String id) {
    unlisted.remove(new Half(side, id));
  }

  ItemWorld later(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** The titles that side has, in the order they were made. */
  List<String> titles(Side side) {
    return side(side).values().stream()
        .map(fields -> String.join("", fields.getOrDefault("task.title", Reading.empty()).texts()))
        .toList();
  }

  List<String> ids(Side side) {
    return List.copyOf(side(side).keySet());
  }

  Reading shows(Side side, String id, String field) {
    return fields(side, id).getOrDefault(field, Reading.notShown());
  }

  int links() {
    return links.size();
  }

  /** How many reads by id the last look asked for. */
  int requests() {
    return requests;
  }

  PairRecord record(ItemRef item) {
    return records().getOrDefault(item, PairRecord.unknown());
  }

  private Map<String, Map<String, Reading>> side(Side side) {
    return alive.computeIfAbsent(side, none -> new LinkedHashMap<>());
  }

  private Map<String, Reading> fields(Side side, String id) {
    return Objects.requireNonNull(side(side).get(id));
  }

  private PersonView view(Side side, String id) {
    return new PersonView(side, id, fields(side, id), null, null, null);
  }

  private List<PersonView> listed(Side side) {
    return side(side).keySet().stream()
        .filter(id -> !unlisted.contains(new Half(side, id)))
        .map(id -> view(side, id))
        .toList();
  }

  private Map<ItemRef, PairRecord> records() {
    Map<ItemRef, PairRecord> records = new HashMap<>();
    books.forEach(
        (item, book) -> {
          PairRecord record = book.record(now);
          records.put(
              item,
              new PairRecord(
                  links.get(item),
                  record.base(),
                  record.intents(),
                  record.accepted(),
                  record.conflicts(),
                  record.parked(),
                  record.edits(),
                  record.moves(),
                  record.stamps()));
        });
    return records;
  }

  /** Looks and commits what the look itself may record. */
  ItemsPlan look(List<Hint> hints, Decision... decisions) {
    ItemsLook lists =
        new ItemsLook(
            KEY,
            ItemKind.TASK,
            PairWorld.PROFILE,
            mapping,
            FORMS,
            digester,
            listed(Side.CONTACTS),
            listed(Side.REWARDS),
            Set.of(),
            records(),
            new Ended(survivors, deleted),
            Map.of(),
            made,
            hints,
            List.of(decisions),
            Map.of(),
            now);
    Map<Half, Optional<PersonView>> reads = new HashMap<>();
    UnprovedHalves.toRead(lists).forEach(half -> reads.put(half, read(half)));
    requests = reads.size();
    ItemsPlan plan = ItemMerge.plan(lists.with(reads));
    plan.changes().forEach(this::commit);
    return plan;
  }

  ItemsPlan look(Decision... decisions) {
    return look(List.of(), decisions);
  }

  private Optional<PersonView> read(Half half) {
    return side(half.side()).containsKey(half.id())
        ? Optional.of(view(half.side(), half.id()))
        : Optional.empty();
  }

  void commit(ItemRef item, PairChange change) {
    PairChange.EndedLink ended = change.ended();
    Link old = links.get(item);
    if (ended != null && old != null) {
      for (Side side : Side.values()) {
        Half half = new Half(side, old.id(side));
        if (ended.survivor() == side) {
          survivors.add(half);
        } else {
          deleted.put(half, now);
        }
      }
      links.remove(item);
      books.remove(item);
    }
    Link made = change.link();
    if (made != null) {
      links.put(item, made);
      for (Side side : Side.values()) {
        survivors.remove(new Half(side, made.id(side)));
        deleted.remove(new Half(side, made.id(side)));
      }
    }
    books.computeIfAbsent(item, none -> new PairBook()).commit(change);
  }

  /** Looks and applies until there is nothing to do. */
  ItemsPlan settle() {
    for (int i = 0; i < 30; i++) {
      ItemsPlan plan = look();
      if (plan.ops().isEmpty() && plan.again().isZero() && !plan.more()) {
        return plan;
      }
      plan.ops().forEach(this::apply);
      later(plan.again());
    }
    throw new AssertionError("no end after 30 looks");
  }

  /** Records the intent of a create and sends it; its answer is lost. */
  String send(Op op) {
    ItemRef item = Objects.requireNonNull(op.item());
    Map<String, Intent.Wrote> wrote = new HashMap<>();
    op.writes()
        .forEach(
            write ->
                wrote.put(
                    write.field(),
                    new Intent.Wrote(write.sourceDigest(), "", digest(write, op.target()))));
    books
        .computeIfAbsent(item, none -> new PairBook())
        .add(
            new Intent(
                op.id(),
                op.kind(),
                op.target(),
                null,
                op.sourceId(),
                0,
                wrote,
                op.heldIds(),
                "run",
                now,
                now.plusSeconds(40)));
    String id = make(op);
    if (op.target() == Side.REWARDS) { // BHN knows what a request id made
      made.put(op.id(), id);
    }
    return id;
  }

  private String digest(FieldWrite write, Side side) {
    FieldRule rule =
        mapping.rules().stream()
            .filter(known -> known.name().equals(write.field()))
            .findFirst()
            .orElseThrow();
    return new Values(KEY, null, FORMS, digester)
        .of(rule, side, Reading.ofText(String.join("", write.values())))
        .digest();
  }

  /** The digest of that value at contacts, as an event's hint carries it. */
  String digest(String field, String value) {
    return digest(new FieldWrite(field, List.of(value), 0, "", "", null), Side.CONTACTS);
  }

  private String make(Op op) {
    String id = add(op.target(), "");
    op.writes()
        .forEach(write -> edit(op.target(), id, write.field(), String.join("", write.values())));
    return id;
  }

  void apply(Op op) {
    ItemRef item = Objects.requireNonNull(op.item());
    PairChange.Builder change = PairChange.builder();
    switch (op.kind()) {
      case CREATE -> created(item, op, make(op), change);
      case DELETE -> {
        side(op.target()).remove(op.targetId());
        change.endLink("both were deleted", now);
      }
      default -> {
        String id = Objects.requireNonNull(op.targetId());
        op.writes()
            .forEach(
                write -> edit(op.target(), id, write.field(), String.join("", write.values())));
        new Written(KEY, item, PairWorld.PROFILE.speakingOf(mapping.rules()), FORMS, digester)
            .add(change, record(item), op, view(op.target(), id), now);
      }
    }
    commit(item, change.build());
  }

  private void created(ItemRef item, Op op, String id, PairChange.Builder change) {
    String source = Objects.requireNonNull(op.sourceId());
    boolean toContacts = op.target() == Side.CONTACTS;
    if (links.containsKey(item)) {
      change.endLink("made anew", now);
    }
    change
        .link(new Link("acme", toContacts ? id : source, toContacts ? source : id, now))
        .stamp(new Stamp(op.target(), now, null, null));
    Map<String, Intent.Wrote> copied = new HashMap<>();
    for (FieldWrite write : op.writes()) {
      copied.put(
          write.field(), new Intent.Wrote(write.sourceDigest(), "", digest(write, op.target())));
    }
    ItemCopy.firstBase(change, mapping.rules(), digester, KEY, op.target(), now, copied, copied);
  }
}
