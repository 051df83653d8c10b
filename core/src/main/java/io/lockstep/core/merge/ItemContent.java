package io.lockstep.core.merge;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.FileLinks;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.merge.ItemsLook.Half;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an item says, all its mapped fields taken together. */
final class ItemContent {

  private final FlowKey key;
  private final List<FieldRule> rules;
  private final CanonicalForms forms;
  private final Digester digester;
  private final Values values;
  private final Map<Half, Map<String, String>> digests = new HashMap<>();

  ItemContent(ItemsLook look) {
    this(look.key(), look.mapping().rules(), look.forms(), look.digester());
  }

  ItemContent(FlowKey key, List<FieldRule> rules, CanonicalForms forms, Digester digester) {
    this.key = key;
    this.rules = rules;
    this.forms = forms;
    this.digester = digester;
    this.values = new Values(key, null, forms, digester); // digests are alike for all items
  }

  List<FieldRule> rules() {
    return rules;
  }

  SideValue value(FieldRule rule, PersonView view) {
    return values.of(rule, view.side(), view.field(rule.name()));
  }

  /** That value as the other side would spell it; empty where it has no word for it. */
  Optional<SideValue> spelledFor(Side target, FieldRule rule, SideValue value) {
    return values.spelledFor(target, rule, value);
  }

  /** Equal for two items that say the same, on whichever sides; empty when a field is not shown. */
  Optional<List<Object>> of(PersonView view) {
    List<Object> content = new ArrayList<>();
    for (FieldRule rule : rules) {
      SideValue value = value(rule, view);
      if (!value.shown()) {
        return Optional.empty();
      }
      Reading common = value.common();
      // A word only one side has equals nothing on the other.
      content.add(common == null ? view.side() + " " + value.canonical() : ownTexts(common));
    }
    return Optional.of(content);
  }

  /** Links to files are ours, and no part of what an item says. */
  private static Set<String> ownTexts(Reading common) {
    return common.texts().stream()
        .map(FileLinks::strip)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether that view shows what the open create was writing, as far as today's rules can tell. */
  boolean isMadeBy(Intent intent, PersonView view) {
    return ItemCopy.isMadeBy(intent.digests(), view, rules, forms, digester, key);
  }

  /** Those of that side's views that show just what these writes would make there. */
  Stream<PersonView> showing(Side side, List<FieldWrite> writes, Collection<PersonView> views) {
    if (views.isEmpty()) {
      return Stream.of();
    }
    Map<String, String> wanted = new HashMap<>();
    for (FieldWrite write : writes) {
      Reading asked =
          write.values().isEmpty()
              ? Reading.empty()
              : Reading.ofText(String.join("", write.values()));
      rule(write.field())
          .ifPresent(rule -> wanted.put(rule.name(), values.of(rule, side, asked).digest()));
    }
    return views.stream()
        .filter(
            view ->
                rules.stream()
                    .filter(rule -> wanted.containsKey(rule.name()))
                    .filter(rule -> ItemCopy.tells(rule, view))
                    .map(FieldRule::name)
                    .allMatch(
                        field -> Objects.equals(wanted.get(field), digests(view).get(field))));
  }

  private Optional<FieldRule> rule(String field) {
    return rules.stream().filter(rule -> rule.name().equals(field)).findFirst();
  }

  /** What it shows, by digest; asked again for each create of a plan, and made once. */
  private Map<String, String> digests(PersonView view) {
    return digests.computeIfAbsent(
        new Half(view.side(), view.id()),
        none ->
            rules.stream()
                .collect(Collectors.toMap(FieldRule::name, rule -> value(rule, view).digest())));
  }

  /** Whether one of these digests is of another value than the view shows. */
  boolean showsOtherThan(Map<String, String> digests, PersonView view) {
    return rules.stream()
        .filter(rule -> digests.containsKey(rule.name()))
        .anyMatch(
            rule -> {
              SideValue value = value(rule, view);
              return value.shown()
                  && !values.matches(digests.getOrDefault(rule.name(), ""), rule, value);
            });
  }

  /** Names all a view shows; moves when any of it does. */
  String fingerprint(PersonView view) {
    return digester.fingerprint(key, canonical(view));
  }

  /** Whether that fingerprint, of whatever digest key, is of this view. */
  boolean isFingerprint(String fingerprint, PersonView view) {
    return !fingerprint.isEmpty() && digester.isFingerprint(fingerprint, key, canonical(view));
  }

  private Map<String, Reading> canonical(PersonView view) {
    Map<String, Reading> canonical = new HashMap<>();
    for (FieldRule rule : rules) {
      Reading shown = view.field(rule.name());
      canonical.put(rule.name(), forms.canonical(shown, rule.form(), CanonicalForms.CURRENT));
    }
    return canonical;
  }

  /** How a survivor stands to its base. */
  enum Touched {
    NO,
    YES,
    /** A field is not shown, or has no base: nothing is proved. */
    UNKNOWN
  }

  /** Whether a survivor still shows what both halves agreed on, or what was accepted of it. */
  Touched touched(PairRecord record, PersonView survivor) {
    Touched touched = Touched.NO;
    for (FieldRule rule : rules) {
      SideValue value = value(rule, survivor);
      if (!value.shown()) {
        return Touched.UNKNOWN;
      }
      if (!showsBase(record, rule, value) && !showsAccepted(record, rule, value)) {
        if (record.base(rule.name()).isPresent()) {
          return Touched.YES;
        }
        // An empty field that never had a base holds nothing anybody could have typed.
        touched = value.empty() ? touched : Touched.UNKNOWN;
      }
    }
    return touched;
  }

  /**
   * How long what a survivor shows may be a read that is behind: it had all of it a moment ago.
   * Zero: somebody has edited it.
   */
  Duration untilBelieved(PairRecord record, PersonView survivor, Instant now) {
    Duration left = Duration.ZERO;
    for (FieldRule rule : rules) {
      SideValue value = value(rule, survivor);
      if (!showsBase(record, rule, value) && !showsAccepted(record, rule, value)) {
        Optional<Instant> had = hadLast(record, rule, value);
        if (had.isEmpty() || !now.isBefore(had.get().plus(PersonMerge.SETTLE_WINDOW))) {
          return Duration.ZERO;
        }
        Duration settles = Duration.between(now, had.get().plus(PersonMerge.SETTLE_WINDOW));
        left = settles.compareTo(left) > 0 ? settles : left;
      }
    }
    return left;
  }

  /** When that side was last known to leave that value for another. */
  private Optional<Instant> hadLast(PairRecord record, FieldRule rule, SideValue value) {
    return record.moves().stream()
        .filter(move -> move.field().equals(rule.name()) && move.side() == value.side())
        .filter(move -> move.by() != FieldMove.By.SUSPECTED)
        .filter(move -> values.matches(move.before(), rule, value))
        .map(FieldMove::at)
        .max(Instant::compareTo);
  }

  private boolean showsBase(PairRecord record, FieldRule rule, SideValue value) {
    return record
        .base(rule.name())
        .filter(row -> row.ruleFingerprint().equals(rule.fingerprint()))
        .map(row -> value.side() == Side.CONTACTS ? row.contacts() : row.rewards())
        .filter(digest -> values.matches(digest, rule, value))
        .isPresent();
  }

  private boolean showsAccepted(PairRecord record, FieldRule rule, SideValue value) {
    return record.accepted().stream()
        .filter(row -> row.field().equals(rule.name()))
        .map(row -> value.side() == Side.CONTACTS ? row.contacts() : row.rewards())
        .anyMatch(digest -> values.matches(digest, rule, value));
  }
}
