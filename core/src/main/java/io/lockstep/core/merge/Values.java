package io.lockstep.core.merge;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile.TagFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Canonical forms, vocabularies and digests of one pair's values, or of one of its items'. Equal
 * values of two items of a contact have equal digests; operations and reviews are each item's own.
 */
final class Values {

  private final FlowKey pair;
  private final @Nullable ItemRef item;
  private final CanonicalForms forms;
  private final Digester digester;

  Values(FlowKey pair, @Nullable ItemRef item, CanonicalForms forms, Digester digester) {
    this.pair = pair;
    this.item = item;
    this.forms = forms;
    this.digester = digester;
  }

  /** That reading in the forms the merge needs. */
  SideValue of(FieldRule rule, Side side, Reading raw) {
    Reading canonical = forms.canonical(raw, rule.form(), CanonicalForms.CURRENT);
    Optional<Reading> common = side == Side.CONTACTS ? Optional.of(raw) : rule.translate(side, raw);
    return new SideValue(
        side,
        raw,
        canonical,
        common
            .map(words -> forms.canonical(words, rule.form(), CanonicalForms.CURRENT))
            .orElse(null),
        canonical.shown() ? digest(rule.name(), canonical) : "");
  }

  String digest(String field, Reading canonical) {
    return digester.digest(pair, field, canonical);
  }

  /** Whether that digest, made under that version of the forms, is of this value. */
  boolean matches(String digest, FieldRule rule, SideValue value, int canonVersion) {
    Reading canonical =
        canonVersion == CanonicalForms.CURRENT
            ? value.canonical()
            : forms.canonical(value.raw(), rule.form(), canonVersion);
    return !digest.isEmpty() && digester.matches(digest, pair, rule.name(), canonical);
  }

  /** The same for a digest that is never older than the forms' present version. */
  boolean matches(String digest, FieldRule rule, SideValue value) {
    return matches(digest, rule, value, CanonicalForms.CURRENT);
  }

  /** The digest of one member of a set, by which its base row is named. */
  String member(String field, String word) {
    return digester.member(pair, field, word);
  }

  /** Whether that digest is of this member; "" is of none. */
  boolean matchesMember(String digest, String field, String word) {
    return !digest.isEmpty() && digester.matchesMember(digest, pair, field, word);
  }

  /** The canonical words these spellings had under that version of the forms. */
  List<String> words(FieldRule rule, List<String> spellings, int canonVersion) {
    return forms.canonical(Reading.ofElements(spellings), rule.form(), canonVersion).texts();
  }

  /** The tags of one side that travel. */
  TagSet tags(FieldRule rule, TagFilter filter, Side side, Reading raw) {
    return TagSet.of(rule, filter, forms, side, raw);
  }

  /**
   * What the target would show if it held what the source shows; empty if it has no word for it.
   */
  Optional<SideValue> spelledFor(Side target, FieldRule rule, SideValue source) {
    Optional<Reading> words =
        target == source.side()
            ? Optional.of(source.raw())
            : rule.translate(source.side(), source.empty() ? Reading.empty() : source.raw());
    return words.map(reading -> of(rule, target, portable(rule, reading)));
  }

  /**
   * A local phone or a country's name means something else to another reader; its code does not.
   */
  private Reading portable(FieldRule rule, Reading words) {
    return switch (rule.form()) {
      case PHONE, COUNTRY, DATE, NUMBER, MOMENT ->
          forms.canonical(words, rule.form(), CanonicalForms.CURRENT);
      case TEXT, EMAIL, WORDS -> words;
    };
  }

  /** A name for an operation, a review or a conflict of this pair or item. */
  String name(String... parts) {
    List<String> scoped = new ArrayList<>(List.of(pair.connection(), pair.contactId()));
    if (item != null) {
      scoped.add(item.text());
    }
    scoped.addAll(List.of(parts));
    return digester.name(scoped.toArray(String[]::new));
  }

  /**
   * The id under which a conflict of these two values is listed, however often it is met over one
   * base. Met again after the base has moved, it is another conflict and is decided anew.
   */
  String conflictId(String field, long revision, String contactsDigest, String rewardsDigest) {
    return name("conflict", field, Long.toString(revision), contactsDigest, rewardsDigest);
  }
}
