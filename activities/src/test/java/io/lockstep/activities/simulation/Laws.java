package io.lockstep.activities.simulation;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.Drift;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import io.lockstep.ledger.PairLedger.PairSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What must hold of a world at rest. The two sides' values are compared with each other and with
 * what people did; of the ledger only the links, and the lists a person would be shown, are asked.
 */
final class Laws {

  private final World world;
  private final Snapshot sides;
  private final List<String> broken = new ArrayList<>();
  private final Map<String, PairSummary> listed = new HashMap<>();
  private int holes;

  Laws(World world) {
    this.world = world;
    this.sides = world.snapshot();
    world.pairs().pairs(World.CONNECTION, "", 10_000).forEach(p -> listed.put(p.contactId(), p));
    everyRecordHasAPlace();
    List<Link> links = links();
    links.forEach(this::pairAgrees);
    nobodyTwice();
    nothingDeletedThatNobodyDeleted();
  }

  List<String> broken() {
    return broken;
  }

  int holes() {
    return holes;
  }

  private List<Link> links() {
    return Stream.concat(
            sides.contacts().keySet().stream()
                .flatMap(id -> world.pairs().linkOfContact(World.CONNECTION, id).stream()),
            sides.profiles().keySet().stream()
                .flatMap(id -> world.pairs().linkOfProfile(World.CONNECTION, id).stream()))
        .distinct()
        .toList();
  }

  /** L1: linked, or listed with a reason. */
  private void everyRecordHasAPlace() {
    for (String id : sides.contacts().keySet()) {
      if (world.pairs().linkOfContact(World.CONNECTION, id).isEmpty() && !hasReason(id)) {
        broken.add("L1: contact " + id + " is neither linked nor listed with a reason");
      }
    }
    for (String id : sides.profiles().keySet()) {
      if (world.pairs().linkOfProfile(World.CONNECTION, id).isEmpty()
          && !hasReason("bhn:" + id)
          && !isBuried(id)) {
        broken.add("L1: profile " + id + " is neither linked nor listed with a reason");
      }
    }
  }

  private boolean hasReason(String contactId) {
    PairSummary pair = listed.get(contactId);
    return pair != null && !pair.reason().isEmpty();
  }

  private boolean isBuried(String profileId) {
    return world.pairs().tombstone(World.CONNECTION, Side.REWARDS, profileId).isPresent();
  }

  private void pairAgrees(Link link) {
    Optional<PersonView> contact = sides.record(Side.CONTACTS, link.contactId());
    Optional<PersonView> profile = sides.record(Side.REWARDS, link.profileId());
    if (contact.isEmpty() || profile.isEmpty()) {
      if (!hasReason(link.contactId())) {
        broken.add("L1: one half of " + link.contactId() + " is gone and nobody is told");
      }
      return;
    }
    if (!link.contactId().equals(profile.get().counterpart())) {
      boolean told = !waitsFor(record(link), "referenceId") && profile.get().counterpart() == null;
      if (told) {
        broken.add("L1: the profile of " + link.contactId() + " does not name it");
      }
    }
    PairRecord record = record(link);
    for (FieldRule rule : world.mapping().rules()) {
      switch (rule.kind()) {
        case TAGS -> tagsAgree(link, record, rule, contact.get(), profile.get());
        case FILES -> throw new IllegalStateException("no mapping of the play has files");
        case FIELD, CONSENT -> fieldAgrees(link, record, rule, contact.get(), profile.get());
      }
    }
  }

  private PairRecord record(Link link) {
    return world.pairs().load(new FlowKey(World.CONNECTION, link.contactId()));
  }

  private void fieldAgrees(
      Link link, PairRecord record, FieldRule rule, PersonView contact, PersonView profile) {
    String atContacts = text(rule, contact);
    String atRewards = text(rule, profile);
    boolean equal = atContacts.equals(atRewards);
    if (!equal && !waitsFor(record, rule.name()) && !isAccepted(record, rule.name(), "")) {
      broken.add(
          "L1: %s of %s differs and nobody is told: %s / %s"
              .formatted(rule.name(), link.contactId(), atContacts, atRewards));
    }
    if (rule.kind() == FieldRule.Kind.FIELD) {
      lastEditStands(
          link, record, rule, Map.of(Side.CONTACTS, atContacts, Side.REWARDS, atRewards));
    } else if (!equal) {
      consentDiffersByLooseningAlone(link, rule);
    }
  }

  private void tagsAgree(
      Link link, PairRecord record, FieldRule rule, PersonView contact, PersonView profile) {
    Set<String> atContacts = tags(rule, contact);
    Set<String> atRewards = tags(rule, profile);
    Set<String> all = new TreeSet<>(atContacts);
    all.addAll(atRewards);
    edits(link)
        .map(Edit::field)
        .filter(f -> f.startsWith("tag "))
        .forEach(f -> all.add(f.substring(4)));
    for (String tag : all) {
      boolean equal = atContacts.contains(tag) == atRewards.contains(tag);
      boolean told = waitsFor(record, rule.name()) || hasAcceptedTags(record, rule);
      if (!equal && !told) {
        broken.add("L1: tag " + tag + " of " + link.contactId() + " is on one side alone");
      }
      if (equal && !told) {
        lastTaggingStands(link, tag, atContacts.contains(tag));
      }
    }
  }

  /** L4 for a tag that only one side ever touched; when both did, no order can be seen. */
  private void lastTaggingStands(Link link, String tag, boolean present) {
    List<Edit> of = edits(link).filter(edit -> edit.field().equals("tag " + tag)).toList();
    boolean oneSide = of.stream().map(Edit::side).distinct().count() == 1;
    if (!oneSide || of.isEmpty() || decided(link, "tags")) {
      return;
    }
    Edit last = of.get(of.size() - 1);
    if (last.value().equals("on") != present) {
      broken.add(
          "L4: tag %s of %s was put %s and is not".formatted(tag, link.contactId(), last.value()));
    }
  }

  /** L4: the last edit of a field is on both sides, or in the conflict list. */
  private void lastEditStands(Link link, PairRecord record, FieldRule rule, Map<Side, String> now) {
    List<Edit> of = edits(link).filter(edit -> edit.field().equals(rule.name())).toList();
    if (of.isEmpty() || decided(link, rule.name())) {
      return;
    }
    Edit last = of.get(of.size() - 1);
    boolean stands = now.values().stream().allMatch(last.value()::equals);
    boolean shown = now.getOrDefault(last.side(), "").equals(last.value());
    boolean told = waitsFor(record, rule.name()) || isAccepted(record, rule.name(), "");
    if (stands || (shown && told) || isListed(link, rule, last) || cannotBeTold(of, last)) {
      return;
    }
    if (isDrift(rule, last) || isFilledByFirstLink(link, last)) {
      return;
    }
    if (world.watch().isInBlindSpot(last) && !world.door().reported(last)) {
      holes++;
      return;
    }
    broken.add(
        "L4: %s of %s was set to '%s' at %s, is '%s' / '%s' and nobody is told"
            .formatted(
                rule.name(),
                link.contactId(),
                last.value(),
                last.side().word(),
                now.get(Side.CONTACTS),
                now.get(Side.REWARDS)));
  }

  /** An edit back to what was there before is no edit to anybody who looks at states. */
  private static boolean cannotBeTold(List<Edit> edits, Edit last) {
    boolean bothSides = edits.stream().map(Edit::side).distinct().count() > 1;
    return last.returns() && bothSides;
  }

  /** A first link fills what is empty; before it there is no base to tell a clear from a gap. */
  private boolean isFilledByFirstLink(Link link, Edit last) {
    return last.value().isEmpty() && !last.at().isAfter(world.firstLook(link.contactId()));
  }

  private static boolean isDrift(FieldRule rule, Edit last) {
    return !rule.direction().writes(last.side().other()) && rule.drift() == Drift.ACCEPT;
  }

  private boolean isListed(Link link, FieldRule rule, Edit edit) {
    return world.pairs().conflicts(World.CONNECTION, 10_000, true).stream()
        .filter(listed -> listed.contactId().equals(link.contactId()))
        .map(io.lockstep.ledger.PairLedger.ListedConflict::conflict)
        .filter(conflict -> conflict.field().equals(rule.name()))
        .anyMatch(conflict -> holds(rule, conflict, edit));
  }

  private boolean holds(FieldRule rule, Conflict conflict, Edit edit) {
    List<String> values = edit.side() == Side.CONTACTS ? conflict.contacts() : conflict.rewards();
    PersonView view = viewOf(rule, edit.side(), values);
    boolean asked =
        conflict.state() == Conflict.State.OPEN
            && (text(rule, viewOf(rule, Side.CONTACTS, conflict.contacts())).equals(edit.value())
                || text(rule, viewOf(rule, Side.REWARDS, conflict.rewards())).equals(edit.value()));
    boolean unread = conflict.why().startsWith("overwritten before it was read");
    return asked
        || text(rule, view).equals(edit.value())
        || (unread && conflict.loser() == edit.side()); // only its digest was ever met
  }

  private static PersonView viewOf(FieldRule rule, Side side, List<String> values) {
    Reading reading = values.isEmpty() ? Reading.empty() : Reading.ofText(values.get(0));
    return new PersonView(side, "any", Map.of(rule.name(), reading), null, null, null);
  }

  /** L11: where a channel is closed on one side alone, a person opened the other one. */
  private void consentDiffersByLooseningAlone(Link link, FieldRule rule) {
    List<Edit> of = edits(link).filter(edit -> edit.field().equals(rule.name())).toList();
    boolean someoneOpened = of.stream().anyMatch(edit -> edit.value().equals("open"));
    if (!someoneOpened) {
      broken.add(
          "L11: " + rule.name() + " of " + link.contactId() + " was closed and did not travel");
    }
  }

  private Stream<Edit> edits(Link link) {
    return world.people().edits().stream()
        .filter(
            edit ->
                edit.recordId()
                    .equals(edit.side() == Side.CONTACTS ? link.contactId() : link.profileId()))
        .sorted(Comparator.comparingInt(Edit::number));
  }

  private boolean decided(Link link, String field) {
    return world.decidedFields().contains(link.contactId() + " " + field);
  }

  private static boolean waitsFor(PairRecord record, String field) {
    return record.parked().stream()
        .map(parked -> parked.waiting().field())
        .anyMatch(waits -> waits.equals(field) || waits.equals("*"));
  }

  private static boolean isAccepted(PairRecord record, String field, String element) {
    return record.accepted().stream()
        .filter(accepted -> accepted.field().equals(field))
        .map(AcceptedDifference::element)
        .anyMatch(element::equals);
  }

  private static boolean hasAcceptedTags(PairRecord record, FieldRule rule) {
    return record.accepted().stream().anyMatch(accepted -> accepted.field().equals(rule.name()));
  }

  /** L3: what a person made once has at most one partner that names it. */
  private void nobodyTwice() {
    Set<String> seen = new HashSet<>();
    sides.profiles().values().stream()
        .filter(profile -> !world.people().made(Side.REWARDS).contains(profile.id()))
        .map(PersonView::counterpart)
        .filter(named -> named != null && !seen.add("contact " + named))
        .forEach(named -> broken.add("L3: two profiles were made for contact " + named));
    sides.contacts().values().stream()
        .filter(contact -> !world.people().made(Side.CONTACTS).contains(contact.id()))
        .map(PersonView::counterpart)
        .filter(named -> named != null && !seen.add("profile " + named))
        .forEach(named -> broken.add("L3: two contacts were made for profile " + named));
  }

  /** L5: Lockstep deletes only where the mapping says so. */
  private void nothingDeletedThatNobodyDeleted() {
    if (world.watch().deletes() > 0
        && world.mapping().deletes() != MappingProfile.Deletes.PROPAGATE) {
      broken.add("L5: " + world.watch().deletes() + " records were deleted by Lockstep");
    }
    if (world.watch().deletes() > world.people().deletions()) {
      broken.add("L5: more was deleted than people deleted");
    }
  }

  private String text(FieldRule rule, PersonView view) {
    return String.join(",", Snapshot.common(world.mapping(), world.forms(), rule, view).texts());
  }

  private Set<String> tags(FieldRule rule, PersonView view) {
    return Set.copyOf(Snapshot.common(world.mapping(), world.forms(), rule, view).texts());
  }
}
