package io.lockstep.activities.contacts;

import io.lockstep.activities.sync.Step;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Budget.Need;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Adds or removes tags. Both are set operations, so a repeated one does nothing more. But it can
 * undo what a person did in between, so a repeated attempt reads the target first: what is as
 * wanted is not sent again. Of the rest no read can tell whether the first attempt never came
 * through, or a person took it back; where the record has moved since, it is listed as an edit that
 * may have been lost.
 */
final class TagStep {

  private static final Need READ_AND_WRITE = Need.of(2);

  private final Step step;
  private final Workbench bench;
  private final boolean adds;
  private final FieldWrite write;

  TagStep(Step step, Workbench bench) {
    this.step = step;
    this.bench = bench;
    this.adds = step.op().kind() == Op.Kind.ADD_TAGS;
    this.write = step.op().writes().get(0);
  }

  Outcome apply() {
    boolean repeated = step.attempt().repeated();
    if (step.op().target() == Side.CONTACTS) {
      bench.highLevel().begin(repeated ? READ_AND_WRITE : Need.ONE);
    }
    List<String> left = write.values();
    PersonView answer = null;
    if (repeated) {
      Optional<PersonView> seen = bench.read(step.op().target(), step.targetId());
      if (seen.isEmpty()) {
        return Outcome.stale("the record is gone");
      }
      answer = seen.get();
      left = notAsWanted(seen.get());
      listIfTakenBack(seen.get(), left);
    }
    if (!left.isEmpty()) {
      try {
        answer = send(left);
      } catch (ProviderException failure) {
        return switch (failure.error().kind()) {
          case CONFLICT, GONE -> Outcome.stale(failure.error().reason());
          case REFUSED -> step.park(PairChange.builder(), List.of(parked(failure)));
          case TRANSIENT, RATE_LIMITED, AUTH, ALREADY_DONE, BUG -> throw failure;
        };
      }
    }
    return commit(Objects.requireNonNull(answer));
  }

  private Outcome commit(PersonView answer) {
    var change = PairChange.builder();
    step.written().add(change, step.record(), step.op(), answer, step.ports().clock().instant());
    change.journal(
        step.journal(
            adds ? Act.TAGGED : Act.UNTAGGED, step.key().contactId(), List.of(write.field())));
    return step.done(change);
  }

  private List<String> notAsWanted(PersonView seen) {
    FieldRule rule = step.rule(write.field());
    Set<String> shown = Set.copyOf(bench.canonical(rule, seen.field(rule.name())).texts());
    return write.values().stream()
        .filter(
            tag ->
                shown.containsAll(bench.canonical(rule, Reading.ofElements(List.of(tag))).texts())
                    != adds)
        .toList();
  }

  private void listIfTakenBack(PersonView seen, List<String> left) {
    if (left.isEmpty() || !hasMoved(seen)) {
      return;
    }
    boolean atContacts = step.op().target() == Side.CONTACTS;
    List<String> there = adds ? List.of() : left;
    List<String> wanted = adds ? left : List.of();
    Instant now = step.ports().clock().instant();
    var conflict =
        new Conflict(
            bench.digester().name("tags taken back", step.op().id(), now.toString()),
            write.field(),
            Conflict.State.DECIDED,
            step.op().target(),
            atContacts ? there : wanted,
            atContacts ? wanted : there,
            "written again after a lost answer; a person may have changed it back meanwhile",
            now);
    step.commit(PairChange.builder().conflict(conflict).build());
  }

  /** Whether the target was written to since the look, and not by our own last write alone. */
  private boolean hasMoved(PersonView seen) {
    Optional<Stamp> ours = step.record().stamp(step.op().target());
    String version = seen.version();
    if (version != null) {
      return !version.equals(step.op().targetVersion())
          && !ours.map(Stamp::version).filter(version::equals).isPresent();
    }
    Instant at = seen.updatedAt();
    return at != null
        && at.isAfter(step.request().lookedAt())
        && !ours.map(Stamp::updatedAt).filter(at::equals).isPresent();
  }

  private PersonView send(List<String> tags) {
    return switch (step.op().target()) {
      case CONTACTS -> atContacts(tags);
      case REWARDS -> atRewards(tags);
    };
  }

  /** HighLevel's answer names tags, but not for certain all of them: it shows nothing. */
  private PersonView atContacts(List<String> tags) {
    String id = step.targetId();
    if (adds) {
      bench.highLevel().addTags(id, tags);
    } else {
      bench.highLevel().removeTags(id, tags);
    }
    return new PersonView(Side.CONTACTS, id, Map.of(), null, null, null);
  }

  private PersonView atRewards(List<String> tags) {
    String id = step.targetId();
    return bench
        .profiles()
        .read(adds ? bench.bhn().addTags(id, tags) : bench.bhn().removeTags(id, tags));
  }

  private Parked parked(ProviderException failure) {
    boolean toContacts = step.op().target() == Side.CONTACTS;
    return new Parked(
        new Waiting(step.op().id(), write.field(), Waiting.Kind.PARKED, failure.error().sentence()),
        toContacts ? write.targetDigest() : write.sourceDigest(),
        toContacts ? write.sourceDigest() : write.targetDigest(),
        step.ports().clock().instant());
  }
}
