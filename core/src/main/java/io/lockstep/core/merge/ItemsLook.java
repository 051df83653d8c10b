package io.lockstep.core.merge;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.item.ItemField;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Decision;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that one merge of a contact's tasks, or of its notes, sees.
 *
 * @param mapping how this kind of item travels; owners already in its vocabulary
 * @param contacts the items HighLevel's list showed, oldest first
 * @param rewards the items BHN's list showed, oldest first
 * @param nameless what those lists showed besides, under ids that are none ({@link ItemRef#isId})
 * @param records what the ledger knows of them, by their own names
 * @param ended halves of items whose link has ended, among those shown
 * @param reads what a read of an id answered, for the ids of {@link UnprovedHalves#toRead}; empty:
 *     that side says it is gone
 * @param made what open creates made, where that side knows it: id of the operation to id of the
 *     item. Whoever edited it since, it is that one
 * @param hints the news that led here
 * @param decisions a person's answers, oldest first; their fields are named as in {@code
 *     task.title@c:abc}
 * @param edited for each EDIT decision, by edit id: the values to write, unsealed
 * @param lookedAt when the first of the two lists was asked for; the only clock the merge knows
 */
public record ItemsLook(
    FlowKey key,
    ItemKind kind,
    MappingProfile profile,
    ItemMapping mapping,
    CanonicalForms forms,
    Digester digester,
    List<PersonView> contacts,
    List<PersonView> rewards,
    Set<Half> nameless,
    Map<ItemRef, PairRecord> records,
    Ended ended,
    Map<Half, Optional<PersonView>> reads,
    Map<String, String> made,
    List<Hint> hints,
    List<Decision> decisions,
    Map<String, List<String>> edited,
    Instant lookedAt) {

  /** One half of an item: a side, and that side's id. */
  public record Half(Side side, String id) {}

  /**
   * Halves of items whose link has ended.
   *
   * @param survivors alive then, and not to be copied back
   * @param deleted gone then, and since when
   */
  public record Ended(Set<Half> survivors, Map<Half, Instant> deleted) {
    public Ended {
      survivors = Set.copyOf(survivors);
      deleted = Map.copyOf(deleted);
    }
  }

  public ItemsLook {
    contacts = List.copyOf(contacts);
    rewards = List.copyOf(rewards);
    nameless = Collections.unmodifiableSet(new LinkedHashSet<>(nameless));
    // In the order given: the plan follows it, and Map.copyOf has another one in each JVM.
    records = Collections.unmodifiableMap(new LinkedHashMap<>(records));
    reads = Collections.unmodifiableMap(new LinkedHashMap<>(reads));
    made = Map.copyOf(made);
    hints = List.copyOf(hints);
    decisions = List.copyOf(decisions);
    edited = Map.copyOf(edited);
  }

  /** The items that side's list showed. */
  public List<PersonView> shown(Side side) {
    return side == Side.CONTACTS ? contacts : rewards;
  }

  /** The same look, knowing what these reads answered. */
  public ItemsLook with(Map<Half, Optional<PersonView>> answers) {
    return new ItemsLook(
        key, kind, profile, mapping, forms, digester, contacts, rewards, nameless, records, ended,
        answers, made, hints, decisions, edited, lookedAt);
  }

  /** The answers that speak of that item, or of everything; their fields named plainly. */
  List<Decision> decisions(ItemRef item) {
    return decisions.stream().flatMap(decision -> of(item, decision)).toList();
  }

  private Stream<Decision> of(ItemRef item, Decision decision) {
    String field = decision.field();
    Optional<ItemField> named = field == null ? Optional.empty() : ItemField.parse(kind, field);
    return named.isEmpty()
        ? Stream.of(decision)
        : named
            .filter(one -> one.item().equals(item))
            .map(one -> decision.about(one.field()))
            .stream();
  }

  /** The news of one of these halves. */
  List<Hint> hints(PersonView contact, PersonView rewardsView) {
    return hints.stream()
        .filter(hint -> hint.side() != null)
        .filter(
            hint ->
                Objects.equals(
                    hint.entityId(),
                    hint.side() == Side.CONTACTS ? contact.id() : rewardsView.id()))
        .toList();
  }
}
