package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile.TagFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags of one side that travel. Case means nothing: a tag is known by its canonical word, and
 * each word by all the spellings the side shows it in.
 *
 * @param spellings canonical word to spellings
 */
record TagSet(Side side, SortedMap<String, List<String>> spellings) {

  /** Reads a side's tags, those that travel. */
  static TagSet of(FieldRule rule, TagFilter filter, CanonicalForms forms, Side side, Reading raw) {
    SortedMap<String, List<String>> spellings = new TreeMap<>();
    raw.texts().stream()
        .filter(filter::travels)
        .forEach(
            tag ->
                word(rule, forms, tag)
                    .forEach(
                        word ->
                            spellings.computeIfAbsent(word, none -> new ArrayList<>()).add(tag)));
    return new TagSet(side, spellings);
  }

  private static List<String> word(FieldRule rule, CanonicalForms forms, String tag) {
    return forms
        .canonical(Reading.ofElements(List.of(tag)), rule.form(), CanonicalForms.CURRENT)
        .texts();
  }

  Set<String> words() {
    return spellings.keySet();
  }

  boolean has(String word) {
    return spellings.containsKey(word);
  }

  /** The side's own spellings of these words; the word itself where it has none. */
  List<String> spelled(Collection<String> words) {
    return words.stream()
        .flatMap(word -> spellings.getOrDefault(word, List.of(word)).stream())
        .toList();
  }

  /** One spelling of each of these words, to be added on the other side. */
  List<String> firstSpelled(Collection<String> words) {
    return words.stream().map(word -> spellings.getOrDefault(word, List.of(word)).get(0)).toList();
  }

  /** The canonical reading of a set of words. */
  static Reading reading(Collection<String> words) {
    return Reading.ofElements(new LinkedHashSet<>(words).stream().sorted().toList());
  }
}
