package io.lockstep.activities.contacts;

import io.lockstep.activities.sync.GoneReview;
import io.lockstep.activities.sync.Permission;
import io.lockstep.core.Flow;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.link.Scopes;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.merge.PersonLook;
import io.lockstep.core.merge.PersonMerge;
import io.lockstep.core.merge.PersonPlan;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The look of a contact: links it if need be, then merges it with its profile. */
final class PairLook {

  private static final Duration EVENT_IS_FRESH = Duration.ofSeconds(60);
  private static final Duration A_READ_IS_LATE = Duration.ofSeconds(5);

  private final Looking looking;

  PairLook(Looking looking) {
    this.looking = looking;
  }

  Plan plan() {
    PairRecord record = load();
    if (!looking.underWay() && isWithoutNews(record)) {
      looking.ports().marks().close(Flow.CONTACT_UPSERT, looking.key(), looking.lookedAt());
      return looking.planned(List.of(), List.of(), "in step: what the event showed is known");
    }
    Link link = record.link();
    return link == null ? unlinked(record) : linked(record, link, Optional.empty());
  }

  private PairRecord load() {
    return looking.ports().pairs().load(looking.key());
  }

  /**
   * A run that was queued unweighed, or hinted while the one before it ended, begins with what the
   * door would have said. Where a look is under way the base may be moving, so only reads tell.
   */
  private boolean isWithoutNews(PairRecord record) {
    return looking.request().decisions().isEmpty()
        && !looking.request().hints().isEmpty()
        && record.intents().isEmpty()
        && record.parked().isEmpty()
        && !ContactNews.any(record, looking.request().hints(), looking.bench().mapping())
        && !isFrozen();
  }

  private Plan unlinked(PairRecord record) {
    String id = looking.key().contactId();
    looking.bench().highLevel().begin(Partner.OF_A_CONTACT);
    Optional<PersonView> contact = looking.bench().contact(id);
    var partner = new Partner(looking, record);
    if (contact.isEmpty()) {
      return partner.settle("the contact is gone");
    }
    Optional<Plan> answer = partner.find(contact.get());
    if (answer.isPresent()) {
      return answer.get();
    }
    PairRecord now = load();
    Link link = now.link();
    if (link == null) {
      throw new IllegalStateException("a partner was found, yet no link was committed");
    }
    return linked(now, link, contact);
  }

  private Plan linked(PairRecord record, Link link, Optional<PersonView> read) {
    Optional<Plan> busy = anotherAttempt(record);
    if (busy.isPresent()) {
      return busy.get();
    }
    Optional<PersonView> contact =
        read.isPresent() ? read : looking.bench().contact(link.contactId());
    Optional<PersonView> profile = looking.bench().profile(link.profileId());
    var gone = new GonePartner(looking, record, link);
    if (contact.isEmpty() || profile.isEmpty()) {
      return contact.isPresent()
          ? gone.one(Side.REWARDS, contact.get())
          : profile.map(view -> gone.one(Side.CONTACTS, view)).orElseGet(gone::both);
    }
    if (isOutOfScope(contact.get())) {
      return freeze(Side.CONTACTS);
    }
    if (isOutOfScope(profile.get())) {
      return freeze(Side.REWARDS);
    }
    boolean wasFrozen =
        isFrozen() || GoneReview.isOpen(looking.bench().digester(), link, record.parked());
    Plan plan = merge(record, contact.get(), profile.get());
    if (wasFrozen) { // what changed of its items meanwhile nobody has looked at
      LinkedItems.hint(looking.ports().hints(), looking.bench().mapping(), looking.key());
    }
    return plan;
  }

  private boolean isOutOfScope(PersonView view) {
    return Scopes.of(looking.bench().mapping(), looking.bench().forms(), view)
        == Scopes.Standing.OUT;
  }

  /** Leaving the scope stops a pair where it stands; nothing is deleted. */
  private Plan freeze(Side side) {
    String reason =
        "it has left the scope and stays as it is; "
            + Scopes.remedy(looking.bench().mapping(), side);
    looking
        .ports()
        .pairs()
        .commit(looking.key(), PairChange.builder().state(PairState.NOT_ELIGIBLE, reason).build());
    looking.withhold(List.of());
    looking.ports().marks().close(Flow.CONTACT_UPSERT, looking.key(), looking.lookedAt());
    return looking.notEligible(reason);
  }

  private boolean isFrozen() {
    boolean mayLeave =
        looking.bench().mapping().scope().values().stream().anyMatch(scope -> !scope.all());
    return mayLeave
        && looking
            .ports()
            .pairs()
            .summary(looking.key())
            .filter(pair -> pair.state() == PairState.NOT_ELIGIBLE)
            .isPresent();
  }

  private Optional<Plan> anotherAttempt(PairRecord record) {
    return looking
        .attempt()
        .waitForOthers(record.intents().stream(), looking.lookedAt())
        .map(left -> looking.notNow(left, "a write of another run may still be under way"));
  }

  private Plan merge(PairRecord record, PersonView contact, PersonView profile) {
    PersonPlan plan =
        PersonMerge.plan(
            new PersonLook(
                looking.key(),
                looking.bench().mapping(),
                looking.bench().forms(),
                looking.bench().digester(),
                contact,
                profile,
                record,
                looking.request().hints(),
                looking.request().decisions(),
                looking.ports().edited(looking.key(), looking.request().decisions()),
                looking.lookedAt()));
    looking.ports().listener().merged(plan.branches());
    Duration again = plan.again().isZero() ? untilReadsCatchUp(contact, profile) : plan.again();
    List<Op> ops =
        plan.ops().stream().filter(op -> !overwritesUnread(op, contact, profile)).toList();
    boolean settled = ops.isEmpty() && plan.waiting().isEmpty() && again.isZero() && !plan.more();
    commit(record, plan, settled);
    looking.withhold(plan.withheld());
    if (settled && plan.withheld().isEmpty()) {
      looking.ports().marks().close(Flow.CONTACT_UPSERT, looking.key(), looking.lookedAt());
    }
    return new Plan(
        Plan.Verdict.PLANNED,
        looking.lookedAt(),
        ops,
        plan.waiting(),
        again,
        plan.more(),
        summary(plan, again));
  }

  /**
   * A fresh event that shows something else than the read right after it: the event may be old, but
   * the read may be late as well. No hint is believed, so a second look decides; it carries no hint
   * and so asks for no third.
   */
  private Duration untilReadsCatchUp(PersonView contact, PersonView profile) {
    boolean late =
        looking.request().hints().stream()
            .filter(hint -> hint.side() != null && isFresh(hint))
            .anyMatch(hint -> showsMore(hint, hint.side() == Side.CONTACTS ? contact : profile));
    return late ? A_READ_IS_LATE : Duration.ZERO;
  }

  /** A write over a value that a fresh event has shown and the read has not waits likewise. */
  private boolean overwritesUnread(Op op, PersonView contact, PersonView profile) {
    PersonView target = op.target() == Side.CONTACTS ? contact : profile;
    return looking.request().hints().stream()
        .filter(hint -> hint.side() == op.target() && isFresh(hint))
        .anyMatch(
            hint -> op.writes().stream().anyMatch(write -> showsMore(hint, write.field(), target)));
  }

  private boolean isFresh(Hint hint) {
    Instant at = hint.eventTime();
    return at != null && at.plus(EVENT_IS_FRESH).isAfter(looking.lookedAt());
  }

  private boolean showsMore(Hint hint, PersonView read) {
    return hint.digests().keySet().stream().anyMatch(field -> showsMore(hint, field, read));
  }

  private boolean showsMore(Hint hint, String field, PersonView read) {
    String shown = hint.digests().get(field);
    return shown != null
        && looking.bench().mapping().rule(field).stream()
            .filter(rule -> rule.kind() == FieldRule.Kind.FIELD)
            .flatMap(rule -> looking.bench().digest(looking.key(), rule, read).stream())
            .anyMatch(digest -> !digest.equals(shown));
  }

  private void commit(PairRecord record, PersonPlan plan, boolean settled) {
    var change = PairChange.builder().including(plan.change());
    record.intents().stream() // the link it was to make is there
        .filter(intent -> intent.kind() == Op.Kind.CREATE)
        .map(Intent::opId)
        .forEach(change::closeIntent);
    if (!plan.waiting().isEmpty()) {
      change.state(PairState.NEEDS_PERSON, plan.waiting().get(0).reason());
    } else {
      String reason = plan.withheld().isEmpty() ? "" : Permission.WAITS;
      change.state(settled ? PairState.IN_STEP : PairState.SYNCING, reason);
    }
    looking.ports().pairs().commit(looking.key(), change.build());
  }

  private static String summary(PersonPlan plan, Duration again) {
    if (!plan.ops().isEmpty()) {
      return plan.ops().stream().map(Op::summary).collect(Collectors.joining("; "));
    }
    if (!plan.waiting().isEmpty()) {
      return plan.waiting().stream()
          .map(Waiting::field)
          .distinct()
          .collect(Collectors.joining(", ", "a person decides: ", ""));
    }
    if (!again.isZero()) {
      return "a read is not believed yet";
    }
    return plan.withheld().isEmpty()
        ? "in step"
        : plan.withheld().size() + " changes; " + Permission.WAITS;
  }
}
