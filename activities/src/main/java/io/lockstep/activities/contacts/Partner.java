package io.lockstep.activities.contacts;

import io.lockstep.activities.sync.Fields;
import io.lockstep.activities.sync.Permission;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.link.LinkLook;
import io.lockstep.core.link.LinkVerdict;
import io.lockstep.core.link.Linking;
import io.lockstep.core.link.Scopes;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.core.plan.Withheld;
import io.lockstep.ledger.Budget.Need;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the partner of a record that has none: what a lost create has made, then whoever the match
 * keys prove; or plans to make one, or says why not. Linking writes to the ledger alone.
 */
final class Partner {

  /** HighLevel calls of finding a contact's partner: the contact, and who shares its keys. */
  static final Need OF_A_CONTACT = Need.of(2);

  /** HighLevel calls of finding a profile's partner: by e-mail, and who shares its keys. */
  static final Need OF_A_PROFILE = Need.of(2);

  private static final Duration A_BETTER_READ = Duration.ofSeconds(10);

  private final Looking looking;
  private final PairRecord record;

  Partner(Looking looking, PairRecord record) {
    this.looking = looking;
    this.record = record;
  }

  static String leaseOwner(FlowKey key) {
    return Flow.CONTACT_UPSERT.workflowId(key);
  }

  /** The answer of this look; empty when the pair is linked now. */
  Optional<Plan> find(PersonView source) {
    Optional<Plan> apart = keptApart(source);
    if (apart.isPresent()) {
      return apart;
    }
    if (!PersonLease.take(looking.ports(), looking.bench(), leaseOwner(looking.key()), source)) {
      return Optional.of(looking.notNow(PersonLease.RETRY_IN, "another run links the same person"));
    }
    for (Intent open : openCreates()) {
      Optional<Plan> answer = resolve(open, source);
      if (answer.isPresent() || isLinkedNow()) {
        return answer;
      }
    }
    return decide(source);
  }

  /** A pair that is over, a person's word: nothing is sought. */
  Optional<Plan> keptApart(PersonView source) {
    return isRetried() ? Optional.empty() : standing().keptApart(source).map(this::settle);
  }

  private Standing standing() {
    return new Standing(looking.ports(), looking.bench(), looking.key(), record);
  }

  private List<Intent> openCreates() {
    return record.intents().stream().filter(intent -> intent.kind() == Op.Kind.CREATE).toList();
  }

  private Optional<Plan> resolve(Intent open, PersonView source) {
    Duration busy = Duration.between(looking.lookedAt(), open.leaseUntil());
    boolean anothers = !open.owner().equals(looking.attempt().owner());
    if (anothers && busy.compareTo(Duration.ZERO) > 0) {
      return Optional.of(looking.notNow(busy, "a create of another run may still be under way"));
    }
    Optional<PersonView> made = LostCreate.find(looking.bench(), source);
    if (made.isPresent()) {
      link(source, made.get(), Optional.of(open));
      return Optional.empty();
    }
    Duration left = LostCreate.untilItWouldShow(open, looking.ports().clock().instant());
    return left.isZero()
        ? Optional.empty() // it was not made; it is planned again under the same id
        : Optional.of(looking.notNow(left, "an earlier create may still show up"));
  }

  private boolean isLinkedNow() {
    FlowKey key = looking.key();
    return key.isProfile()
        ? looking.ports().pairs().linkOfProfile(key.connection(), key.profileId()).isPresent()
        : looking.ports().pairs().linkOfContact(key.connection(), key.contactId()).isPresent();
  }

  /** What linking would come to, by reads alone. */
  LinkVerdict verdict(PersonView source) {
    return verdict(source, candidates(source));
  }

  private Candidates candidates(PersonView source) {
    boolean inScope =
        Scopes.of(looking.bench().mapping(), looking.bench().forms(), source) == Scopes.Standing.IN;
    // Who is out needs no partner, so nobody is searched.
    return inScope ? Candidates.of(looking.bench(), source) : new Candidates(List.of(), List.of());
  }

  private LinkVerdict verdict(PersonView source, Candidates candidates) {
    return Linking.decide(
        new LinkLook(
            looking.bench().mapping(),
            looking.bench().forms(),
            source,
            null,
            candidates.others().stream().map(this::candidate).toList(),
            candidates.rivals()));
  }

  private Optional<Plan> decide(PersonView source) {
    Candidates candidates = candidates(source);
    LinkVerdict verdict = verdict(source, candidates);
    if (verdict instanceof LinkVerdict.Linked linked) {
      String partner = source.side() == Side.CONTACTS ? linked.profileId() : linked.contactId();
      link(source, candidates.other(partner), Optional.empty());
      return Optional.empty();
    }
    if (isLinkedNow()) { // the partner's own run did it while this one looked
      release();
      return Optional.empty();
    }
    return Optional.of(answer(verdict, source));
  }

  private LinkLook.Candidate candidate(PersonView other) {
    String connection = looking.key().connection();
    Optional<Link> link =
        other.side() == Side.CONTACTS
            ? looking.ports().pairs().linkOfContact(connection, other.id())
            : looking.ports().pairs().linkOfProfile(connection, other.id());
    return new LinkLook.Candidate(other, link.orElse(null));
  }

  private Plan answer(LinkVerdict verdict, PersonView source) {
    if (verdict instanceof LinkVerdict.Create) {
      return looking.bench().mapping().mayWrite(source.side().other())
          ? create(source)
          : withheld(source);
    }
    if (verdict instanceof LinkVerdict.Review review) {
      return review(source, review.reason());
    }
    if (verdict instanceof LinkVerdict.NotEligible notEligible) {
      var change = PairChange.builder().withdrawAccepted(Waiting.WHOLE);
      standing().nobodyFound(source, looking.lookedAt()).ifPresent(change::accept);
      return settle(notEligible.reason(), change);
    }
    if (verdict instanceof LinkVerdict.Wait wait) {
      return looking.lookAgain(A_BETTER_READ, wait.reason());
    }
    throw new IllegalStateException("a verdict nobody knows: " + verdict);
  }

  private void link(PersonView source, PersonView partner, Optional<Intent> made) {
    boolean fromContacts = source.side() == Side.CONTACTS;
    String contactId = fromContacts ? source.id() : partner.id();
    String profileId = fromContacts ? partner.id() : source.id();
    FlowKey pair = new FlowKey(looking.key().connection(), contactId);
    var change =
        PairChange.builder()
            .link(new Link(pair.connection(), contactId, profileId, looking.lookedAt()))
            .state(PairState.SYNCING, "") // its items are hinted below, and freeze by the old one
            .withdrawAccepted(Waiting.WHOLE)
            .journal(linked(contactId));
    made.ifPresent(
        intent ->
            new FirstBase(looking.bench(), looking.key(), pair, source, partner)
                .addTo(change, notRefused(intent)));
    openCreates().forEach(intent -> change.closeIntent(intent.opId()));
    record.parked().forEach(parked -> change.unpark(parked.waiting().opId()));
    looking.ports().pairs().commit(pair, change.build());
    Permission.list( // a contact that is there need not be made
        looking.ports(),
        Flow.CONTACT_UPSERT,
        FlowKey.ofProfile(pair.connection(), profileId),
        List.of(),
        looking.lookedAt());
    release();
    LinkedItems.hint(looking.ports().hints(), looking.bench().mapping(), pair);
  }

  /** What that create copied, but for the fields a provider refused when it was first tried. */
  private Map<String, Intent.Wrote> notRefused(Intent intent) {
    var copied = new HashMap<>(intent.digests());
    record.parked().forEach(parked -> copied.remove(parked.waiting().field()));
    return copied;
  }

  private JournalEntry linked(String contactId) {
    return new JournalEntry(
        looking.lookedAt(), contactId, Act.LINKED, Side.REWARDS, List.of(), "lockstep");
  }

  /** Plans the missing partner, unless an earlier try at it waits for a person. */
  private Plan create(PersonView source) {
    List<Parked> quiet =
        isRetried()
            ? List.of()
            : record.parked().stream().filter(parked -> stands(parked, source)).toList();
    if (quiet.stream().anyMatch(Partner::isWhole)) {
      return waits(quiet, PairChange.builder());
    }
    Optional<FieldRule> unknown = consentNotShown(source);
    if (unknown.isPresent()) {
      return waits(List.of(parked(source, notShown(source, unknown.get()))), PairChange.builder());
    }
    List<FieldWrite> copied =
        copies(source).stream()
            .filter(
                write ->
                    quiet.stream().noneMatch(one -> one.waiting().field().equals(write.field())))
            .toList();
    boolean heldBefore = record.parked().stream().anyMatch(Partner::isWhole);
    Op op =
        NewPartner.op(looking.bench(), source, record.generation(), copied)
            .released(isRetried() && heldBefore);
    looking
        .ports()
        .pairs()
        .commit(looking.key(), PairChange.builder().state(PairState.SYNCING, "").build());
    // More: what a provider makes of a new record, and what it adds, only a look can tell.
    return new Plan(
        Plan.Verdict.PLANNED,
        looking.lookedAt(),
        List.of(op),
        List.of(),
        Duration.ZERO,
        true,
        op.summary());
  }

  /** Nobody is sought again before the record, or what may be written, changes. */
  private Plan withheld(PersonView source) {
    var change = PairChange.builder().withdrawAccepted(Waiting.WHOLE);
    standing().nobodyFound(source, looking.lookedAt()).ifPresent(change::accept);
    Op op = NewPartner.op(looking.bench(), source, record.generation(), List.of());
    return settle(
        "its contact is to be made: " + Permission.WAITS, change, List.of(Withheld.of(op)));
  }

  /** Law L11: whom a source that cannot be read wants left alone, its partner must not reach. */
  private Optional<FieldRule> consentNotShown(PersonView source) {
    return looking.bench().mapping().rules().stream()
        .filter(rule -> rule.kind() == FieldRule.Kind.CONSENT)
        .filter(rule -> rule.direction().writes(source.side().other()))
        .filter(rule -> !source.field(rule.name()).shown())
        .findFirst();
  }

  private Waiting notShown(PersonView source, FieldRule rule) {
    String opId =
        NewPartner.opId(looking.bench(), source.side().other(), source.id(), record.generation());
    String reason =
        source.side().word()
            + " does not say whether "
            + rule.name()
            + " is open or closed, and a partner made without it might be reachable; set it there,"
            + " then retry";
    return new Waiting(opId, Waiting.WHOLE, Waiting.Kind.PARKED, reason);
  }

  /** Whether the source still shows what it showed when that was parked. */
  private boolean stands(Parked parked, PersonView source) {
    boolean fromContacts = source.side() == Side.CONTACTS;
    String shown = fromContacts ? parked.contacts() : parked.rewards();
    if (isWhole(parked)) {
      return isAsIn(parked.contacts(), parked.rewards(), source);
    }
    return copies(source).stream()
        .filter(write -> write.field().equals(parked.waiting().field()))
        .anyMatch(write -> shows(source, write.field(), shown));
  }

  private boolean shows(PersonView source, String field, String digest) {
    FieldRule rule = looking.bench().mapping().rule(field).orElseThrow();
    Reading now = looking.bench().canonical(rule, source.field(field));
    return looking.bench().digester().matches(digest, looking.key(), field, now);
  }

  private static boolean isWhole(Parked parked) {
    return parked.waiting().field().equals(Waiting.WHOLE);
  }

  private List<FieldWrite> copies(PersonView source) {
    return NewPartner.copies(looking.bench(), looking.key(), source);
  }

  private Plan review(PersonView source, String reason) {
    String opId =
        looking
            .bench()
            .digester()
            .name("link", looking.key().connection(), source.side().word(), source.id());
    boolean skipped =
        looking.request().decisions().stream()
            .anyMatch(
                decision -> decision.kind() == Decision.Kind.SKIP && opId.equals(decision.opId()));
    return skipped
        ? keepApart(source)
        : waits(
            List.of(parked(source, new Waiting(opId, Waiting.WHOLE, Waiting.Kind.REVIEW, reason))),
            PairChange.builder());
  }

  private Parked parked(PersonView source, Waiting waiting) {
    String shown = Fields.fingerprint(looking.bench(), looking.key(), copies(source));
    boolean fromContacts = source.side() == Side.CONTACTS;
    return new Parked(
        waiting, fromContacts ? shown : "", fromContacts ? "" : shown, looking.lookedAt());
  }

  private Plan keepApart(PersonView source) {
    return settle(
        "a person keeps it without a partner",
        PairChange.builder().accept(standing().kept(source, looking.lookedAt())));
  }

  private boolean isAsIn(String contacts, String rewards, PersonView source) {
    String shown = source.side() == Side.CONTACTS ? contacts : rewards;
    return Fields.isFingerprint(shown, looking.bench(), looking.key(), copies(source));
  }

  private boolean isRetried() {
    return looking.request().decisions().stream()
        .anyMatch(decision -> decision.kind() == Decision.Kind.RETRY);
  }

  private Plan waits(List<Parked> parked, PairChange.Builder change) {
    openCreates().forEach(intent -> change.closeIntent(intent.opId()));
    record.parked().forEach(old -> change.unpark(old.waiting().opId()));
    parked.forEach(change::park);
    List<Waiting> waiting = parked.stream().map(Parked::waiting).toList();
    String reason = waiting.get(0).reason();
    looking
        .ports()
        .pairs()
        .commit(looking.key(), change.state(PairState.NEEDS_PERSON, reason).build());
    release();
    return looking.planned(List.of(), waiting, "a person decides: " + reason);
  }

  /** Nothing to do and nobody waits: the ledger says why. */
  Plan settle(String reason) {
    return settle(reason, PairChange.builder());
  }

  private Plan settle(String reason, PairChange.Builder change) {
    return settle(reason, change, List.of());
  }

  private Plan settle(String reason, PairChange.Builder change, List<Withheld> withheld) {
    openCreates().forEach(intent -> change.closeIntent(intent.opId()));
    record.parked().forEach(parked -> change.unpark(parked.waiting().opId()));
    looking
        .ports()
        .pairs()
        .commit(looking.key(), change.state(PairState.NOT_ELIGIBLE, reason).build());
    looking.withhold(withheld);
    release();
    looking.ports().marks().close(Flow.CONTACT_UPSERT, looking.key(), looking.lookedAt());
    return looking.notEligible(reason);
  }

  private void release() {
    PersonLease.release(looking.ports(), looking.bench(), leaseOwner(looking.key()));
  }
}
