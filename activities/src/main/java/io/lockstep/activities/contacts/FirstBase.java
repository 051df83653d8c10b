package io.lockstep.activities.contacts;

import io.lockstep.activities.sync.Fields;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The base of a pair that a create has just made: what was copied is what both sides agreed on.
 * Without it the first edit after a create would look like a conflict, and a field cleared
 * meanwhile would be filled again.
 *
 * <p>A create for a profile is recorded under the profile's own key, and digests do not carry over
 * to the contact's. There a field gets its base from a side that still shows what was copied.
 */
final class FirstBase {

  private final Workbench bench;
  private final FlowKey recorded;
  private final FlowKey pair;
  private final PersonView source;
  private final PersonView target;

  /**
   * @param recorded the key under which the create's digests were made
   * @param pair the key of the pair, by contact id
   */
  FirstBase(Workbench bench, FlowKey recorded, FlowKey pair, PersonView source, PersonView target) {
    this.bench = bench;
    this.recorded = recorded;
    this.pair = pair;
    this.source = source;
    this.target = target;
  }

  /** What a create is about to copy of one field, to be kept with its intent. */
  static Intent.Wrote copied(Workbench bench, FlowKey key, FieldRule rule, FieldWrite write) {
    Reading wanted = Fields.wanted(bench, rule, write);
    String after =
        rule.kind() == FieldRule.Kind.TAGS
            ? members(bench, key, rule, wanted)
            : bench.digester().digest(key, rule.name(), wanted);
    return new Intent.Wrote(write.sourceDigest(), write.targetDigest(), after, rule.fingerprint());
  }

  // A set has no digest from which its members could be told, and each has a base row.
  private static String members(Workbench bench, FlowKey key, FieldRule rule, Reading tags) {
    return String.join(
        " ",
        tags.texts().stream().map(tag -> bench.digester().member(key, rule.name(), tag)).toList());
  }

  /** Adds the base of what was copied; a rule that means something else by now has none. */
  void addTo(PairChange.Builder change, Map<String, Intent.Wrote> copied) {
    copied.forEach(
        (field, wrote) ->
            bench
                .mapping()
                .rule(field)
                .filter(wrote::isUnder)
                .ifPresent(
                    rule -> {
                      if (rule.kind() == FieldRule.Kind.TAGS) {
                        addTags(change, rule, wrote);
                      } else {
                        add(change, rule, wrote);
                      }
                    }));
  }

  private void add(PairChange.Builder change, FieldRule rule, Intent.Wrote wrote) {
    Optional<String> ofSource = carried(rule, source, wrote.source());
    Optional<String> ofTarget = carried(rule, target, wrote.after());
    if (ofSource.isPresent() && ofTarget.isPresent()) {
      change.base(row(rule, "", ofSource.get(), ofTarget.get()));
    }
  }

  /** That digest under the pair's key; empty where no value is left to make it from. */
  private Optional<String> carried(FieldRule rule, PersonView view, String digest) {
    if (recorded.equals(pair)) {
      return digest.isEmpty() ? Optional.empty() : Optional.of(digest);
    }
    Reading now = bench.canonical(rule, view.field(rule.name()));
    boolean stillThere =
        now.shown() && bench.digester().matches(digest, recorded, rule.name(), now);
    return stillThere
        ? Optional.of(bench.digester().digest(pair, rule.name(), now))
        : Optional.empty();
  }

  private void addTags(PairChange.Builder change, FieldRule rule, Intent.Wrote wrote) {
    List<String> copied = wrote.after().isEmpty() ? List.of() : List.of(wrote.after().split(" "));
    Digester digester = bench.digester();
    List<String> both =
        Stream.of(source, target)
            .flatMap(view -> bench.canonical(rule, view.field(rule.name())).texts().stream())
            .distinct()
            .filter(
                tag ->
                    copied.stream()
                        .anyMatch(
                            digest -> digester.matchesMember(digest, recorded, rule.name(), tag)))
            .toList();
    String head = digester.digest(pair, rule.name(), Reading.ofElements(both));
    change.base(row(rule, "", head, head));
    for (String tag : both) {
      String member = digester.member(pair, rule.name(), tag);
      change.base(row(rule, member, member, member));
    }
  }

  private BaseRow row(FieldRule rule, String element, String ofSource, String ofTarget) {
    boolean fromContacts = source.side() == Side.CONTACTS;
    return new BaseRow(
        rule.name(),
        element,
        fromContacts ? ofSource : ofTarget,
        fromContacts ? ofTarget : ofSource,
        CanonicalForms.CURRENT,
        rule.fingerprint(),
        0);
  }
}
