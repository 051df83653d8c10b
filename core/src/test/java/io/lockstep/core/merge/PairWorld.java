package io.lockstep.core.merge;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A contact and its profile in memory, the ledger's record of them, and a clock moved by hand. */
final class PairWorld {

  static final FlowKey KEY = new FlowKey("acme", "c1");

  /** One rule of every kind, direction, policy and drift. */
  static final String MAPPING =
      """
      profile: test
      scope:  {contacts: all, rewards: all}
      create: {rewards: auto, contacts: auto}
      match:  [referenceId, email]
      contact:
        fields:
          - {name: email,     contacts: email,     rewards: email,     direction: both, conflict: newest, tie: contacts}
          - {name: firstName, contacts: firstName, rewards: firstName, direction: both, conflict: newest, tie: rewards}
          - {name: lastName,  contacts: lastName,  rewards: lastName,  direction: both, conflict: review}
          - {name: phone,     contacts: phone,     rewards: phone,     direction: both, conflict: contacts, as: phone}
          - {name: country,   contacts: country,   rewards: country,   direction: both, conflict: rewards, as: country}
          - {name: tier,      contacts: customField(bhn_tier),   rewards: tier,    direction: toContacts, drift: restore, values: {G: Gold, S: Silver}}
          - {name: points,    contacts: customField(bhn_points), rewards: points,  direction: toContacts, drift: accept}
          - {name: comment,   contacts: customField(comment),    rewards: comment, direction: toRewards, drift: accept}
        tags: {direction: both, only: ["*"], never: ["internal-*"]}
        deletes: review
      brakes:
        deletes: {most: 50, percent: 5}
        writes:  {most: 5000}
        flips:   {most: 3, within: 10m}
      """;

  static final MappingProfile PROFILE = MappingProfiles.parse("test.yaml", MAPPING);
  private static final CanonicalForms FORMS = new CanonicalForms("GB");

  final PairBook book = new PairBook();
  Instant now = Instant.parse("2026-03-01T12:00:00Z");
  MappingProfile profile = PROFILE;
  Digester digester = digester("k1");
  @Nullable String counterpart = KEY.contactId();
  private final Map<Side, Map<String, Reading>> shown = new EnumMap<>(Side.class);
  private final Map<Side, Instant> updatedAt = new EnumMap<>(Side.class);
  private long version = 1;

  PairWorld() {
    for (Side side : Side.values()) {
      Map<String, Reading> fields = new HashMap<>();
      profile.rules().forEach(rule -> fields.put(rule.name(), untouched(rule)));
      shown.put(side, fields);
      updatedAt.put(side, now);
    }
  }

  /** A world whose mapping has that one rule, so that no other rule can report its branches. */
  static PairWorld only(String rule) {
    PairWorld world = new PairWorld();
    world.profile = world.withRules(List.of(PROFILE.rule(rule).orElseThrow()));
    return world;
  }

  /** The present mapping, made of these rules. */
  MappingProfile withRules(List<FieldRule> rules) {
    return new MappingProfile(
        profile.name(),
        profile.scope(),
        profile.create(),
        profile.match(),
        rules,
        profile.tags(),
        profile.deletes(),
        profile.brakes(),
        profile.items());
  }

  static Digester digester(String current) {
    byte[] one = new byte[32];
    byte[] two = new byte[32];
    Arrays.fill(two, (byte) 2);
    return new Digester(current, Map.of("k1", one, "k2", two));
  }

  private static Reading untouched(FieldRule rule) {
    return rule.kind() == FieldRule.Kind.CONSENT ? Reading.ofText("open") : Reading.empty();
  }

  /** A person changes a field. */
  PairWorld edit(Side side, String field, Reading value) {
    fields(side).put(field, value);
    updatedAt.put(side, now);
    if (side == Side.REWARDS) {
      version++;
    }
    return this;
  }

  PairWorld contact(String field, String value) {
    return edit(Side.CONTACTS, field, reading(field, value));
  }

  PairWorld profile(String field, String value) {
    return edit(Side.REWARDS, field, reading(field, value));
  }

  /** Both sides show the same, and the base says so. */
  PairWorld agreed(String field, String value) {
    contact(field, value).profile(field, value);
    settle();
    return later(Duration.ofHours(2));
  }

  /** {@code -} is empty, {@code ?} is not shown; tags are divided by commas. */
  static Reading reading(String field, String value) {
    if (value.equals("?")) {
      return Reading.notShown();
    }
    if (value.equals("-")) {
      return Reading.empty();
    }
    return isSet(field) ? Reading.ofElements(List.of(value.split(","))) : Reading.ofText(value);
  }

  private static boolean isSet(String field) {
    return field.equals(FieldRule.TAGS) || field.startsWith(FieldRule.FILES_PREFIX);
  }

  PairWorld later(Duration time) {
    now = now.plus(time);
    return this;
  }

  Reading shows(Side side, String field) {
    return fields(side).getOrDefault(field, Reading.notShown());
  }

  private Map<String, Reading> fields(Side side) {
    return shown.computeIfAbsent(side, none -> new HashMap<>());
  }

  PersonView view(Side side) {
    return side == Side.CONTACTS
        ? new PersonView(side, "c1", fields(side), updatedAt.get(side), null, null)
        : new PersonView(
            side, "p1", fields(side), updatedAt.get(side), Long.toString(version), counterpart);
  }

  PersonLook look(Hint... hints) {
    return look(view(Side.CONTACTS), view(Side.REWARDS), List.of(hints), List.of(), Map.of());
  }

  PersonLook look(Map<String, List<String>> edited, Decision... decisions) {
    return look(view(Side.CONTACTS), view(Side.REWARDS), List.of(), List.of(decisions), edited);
  }

  PersonLook look(
      PersonView contact,
      PersonView profileView,
      List<Hint> hints,
      List<Decision> decisions,
      Map<String, List<String>> edited) {
    return new PersonLook(
        KEY,
        profile,
        FORMS,
        digester,
        contact,
        profileView,
        record(),
        hints,
        decisions,
        edited,
        now);
  }

  /** The rows of the tag set that meet the condition were made under another rule. */
  PairWorld underAnotherRule(Predicate<BaseRow> which) {
    for (BaseRow row : record().base()) {
      if (row.field().equals(FieldRule.TAGS) && which.test(row)) {
        BaseRow other =
            new BaseRow(
                row.field(),
                row.element(),
                row.contacts(),
                row.rewards(),
                row.canonVersion(),
                "another rule",
                row.revision());
        book.commit(PairChange.builder().base(other).build());
      }
    }
    return this;
  }

  PairRecord record() {
    return book.record(now);
  }

  /** Merges and commits what the look itself may record. */
  PersonPlan plan(Hint... hints) {
    return commit(PersonMerge.plan(look(hints)));
  }

  PersonPlan decide(Decision... decisions) {
    return commit(PersonMerge.plan(look(Map.of(), decisions)));
  }

  PersonPlan decide(String editId, List<String> values, String opId) {
    return commit(PersonMerge.plan(look(Map.of(editId, values), Decision.edit(opId, editId))));
  }

  private PersonPlan commit(PersonPlan plan) {
    book.commit(plan.change());
    return plan;
  }

  /** Carries a plan out as apply would: lost edits listed first, then written, then recorded. */
  PairWorld apply(PersonPlan plan) {
    plan.ops().forEach(this::apply);
    return this;
  }

  PairWorld apply(Op op) {
    for (FieldWrite write : op.writes()) {
      long stands = record().base(write.field()).map(row -> row.revision()).orElse(0L);
      if (stands != write.baseRevision()) {
        throw new AssertionError(
            op.summary() + " is stale: " + write.baseRevision() + ", stands at " + stands);
      }
    }
    PairChange.Builder before = PairChange.builder();
    written().lost(op, now).forEach(before::conflict);
    book.commit(before.build());
    write(op);
    PairChange.Builder change = PairChange.builder();
    written().add(change, record(), op, view(op.target()), now);
    book.commit(change.build());
    return this;
  }

  Written written() {
    return new Written(KEY, profile, FORMS, digester);
  }

  /** The write alone: its answer is lost. */
  void write(Op op) {
    for (FieldWrite write : op.writes()) {
      if (write.field().equals("referenceId")) {
        counterpart = write.values().get(0);
      } else {
        edit(op.target(), write.field(), after(op, write));
      }
    }
  }

  private Reading after(Op op, FieldWrite write) {
    if (!isSet(write.field())) {
      return Reading.ofText(String.join("", write.values()));
    }
    Map<String, String> tags = new TreeMap<>();
    shows(op.target(), write.field()).texts().forEach(tag -> tags.putIfAbsent(fold(tag), tag));
    for (String tag : write.values()) {
      if (op.kind() != Op.Kind.REMOVE_TAGS) {
        tags.putIfAbsent(fold(tag), tag);
      } else {
        tags.remove(fold(tag));
      }
    }
    return Reading.ofElements(new ArrayList<>(tags.values()));
  }

  private static String fold(String tag) {
    return tag.toLowerCase(Locale.ROOT);
  }

  /** Looks and applies until there is nothing to do, moving the clock where a look asks for it. */
  PersonPlan settle() {
    for (int i = 0; i < 20; i++) {
      PersonPlan plan = plan();
      if (plan.ops().isEmpty() && plan.again().isZero() && !plan.more()) {
        return plan;
      }
      apply(plan);
      later(plan.again());
    }
    throw new AssertionError("no end after 20 looks");
  }
}
