package io.lockstep.core.merge;

import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.PairRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The base of the tag set: a head row that says there is one, and a row per tag both sides had. */
final class TagBase {

  private final FieldRule rule;
  private final Values values;
  private final boolean exists;
  private final List<BaseRow> all;

  TagBase(FieldRule rule, PairRecord record, Values values) {
    this.rule = rule;
    this.values = values;
    this.exists =
        record
            .base(rule.name())
            .filter(row -> row.ruleFingerprint().equals(rule.fingerprint()))
            .isPresent();
    this.all =
        record.base().stream()
            .filter(row -> row.field().equals(rule.name()) && !row.element().isEmpty())
            .toList();
  }

  /** False when the set has no base under today's rule. */
  boolean exists() {
    return exists;
  }

  /** Whether both sides had that tag when they last agreed. */
  boolean has(String word, TagSet... shownIn) {
    return row(word, shownIn).isPresent();
  }

  /** The row of that tag, found by the spellings shown if it is of an older version. */
  Optional<BaseRow> row(String word, TagSet... shownIn) {
    return exists
        ? all.stream()
            .filter(row -> row.ruleFingerprint().equals(rule.fingerprint()))
            .filter(row -> isOf(row, word, shownIn))
            .findFirst()
        : Optional.empty();
  }

  /** Rows of tags that neither side shows, and rows of another rule. */
  List<BaseRow> unlike(Set<String> words, TagSet... shownIn) {
    Set<BaseRow> shown =
        words.stream().flatMap(word -> row(word, shownIn).stream()).collect(Collectors.toSet());
    return all.stream().filter(row -> !shown.contains(row)).toList();
  }

  /** Asks by the words the row's own version makes of the spellings; today's are one word. */
  private boolean isOf(BaseRow row, String word, TagSet... shownIn) {
    return Stream.of(shownIn)
        .flatMap(set -> set.spelled(List.of(word)).stream())
        .distinct()
        .flatMap(spelling -> values.words(rule, List.of(spelling), row.canonVersion()).stream())
        .distinct()
        .anyMatch(then -> values.matchesMember(row.element(), rule.name(), then));
  }
}
