package io.lockstep.activities.contacts;

import io.lockstep.activities.sync.Fields;
import io.lockstep.activities.sync.Step;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.HighLevelField;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Budget.Need;
import io.lockstep.ledger.PairLedger.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the missing partner of one record and links the pair. A create is the one write that must
 * never be repeated blindly: HighLevel cannot tell the second from the first. So an attempt that
 * finds its intent open probes, and sends again only when the first call can no longer be under way
 * and the target has had time to show what it made.
 */
final class CreateStep {

  private final Step step;
  private final Workbench bench;
  private final Op op;
  private final String sourceId;

  CreateStep(Step step, Workbench bench) {
    this.step = step;
    this.bench = bench;
    this.op = step.op();
    String source = op.sourceId();
    if (source == null) {
      throw new IllegalStateException("a create without a source");
    }
    this.sourceId = source;
  }

  Outcome apply() {
    if (isLinked()) {
      return Outcome.stale("it is linked meanwhile");
    }
    if (step.lookIsOlderThan(PersonLease.LENGTH)) {
      return Outcome.stale("the look that found no partner is too old");
    }
    if (op.target() == Side.CONTACTS) {
      bench.highLevel().begin(Need.ONE); // before BHN is read for nothing
    }
    Optional<PersonView> source = source();
    if (source.isEmpty()) {
      return Outcome.stale("the source is gone, or was edited since the look");
    }
    if (!PersonLease.take(step.ports(), bench, leaseOwner(), source.get())) {
      return Outcome.later(PersonLease.RETRY_IN, "another run links the same person");
    }
    Optional<Intent> open = openIntent();
    if (open.isPresent()) {
      Optional<PersonView> made = LostCreate.find(bench, source.get());
      if (made.isPresent()) {
        return link(source.get(), made.get(), stillCopied(open.get()), List.of(Act.LINKED));
      }
      Duration left = LostCreate.untilItWouldShow(open.get(), step.ports().clock().instant());
      if (left.compareTo(Duration.ZERO) > 0) {
        return Outcome.later(left, "an earlier create may still show up");
      }
    }
    return send(source.get(), open.map(this::stillCopied));
  }

  /** What the first attempt sent, but for the fields a provider has refused since. */
  private Map<String, Intent.Wrote> stillCopied(Intent open) {
    var sent = new HashMap<>(open.digests());
    sent.keySet().retainAll(op.writes().stream().map(FieldWrite::field).toList());
    return sent;
  }

  private boolean isLinked() {
    return op.target() == Side.REWARDS
        ? step.ports().pairs().linkOfContact(step.key().connection(), sourceId).isPresent()
        : step.ports().pairs().linkOfProfile(step.key().connection(), sourceId).isPresent();
  }

  /**
   * The record to copy. A contact is taken from the plan. A profile is read again: its digests were
   * made under its own key and have to be made anew under the contact's, and BHN's calls are cheap.
   */
  private Optional<PersonView> source() {
    if (op.target() == Side.REWARDS) {
      return Optional.of(asPlanned());
    }
    return bench.profile(sourceId).filter(this::showsWhatTheLookSaw);
  }

  private PersonView asPlanned() {
    var fields = new HashMap<String, Reading>();
    for (FieldWrite write : op.writes()) {
      fields.put(write.field(), Fields.reading(step.rule(write.field()), write.values()));
    }
    return new PersonView(op.target().other(), sourceId, fields, null, null, null);
  }

  private boolean showsWhatTheLookSaw(PersonView source) {
    return op.writes().stream()
        .allMatch(
            write -> {
              FieldRule rule = step.rule(write.field());
              Reading now = bench.canonical(rule, source.field(rule.name()));
              return now.shown()
                  && bench.digester().matches(write.sourceDigest(), step.key(), rule.name(), now);
            });
  }

  private String leaseOwner() {
    return Partner.leaseOwner(step.key());
  }

  private Optional<Intent> openIntent() {
    return step.record().intents().stream()
        .filter(intent -> intent.opId().equals(op.id()))
        .findFirst();
  }

  private Outcome send(PersonView source, Optional<Map<String, Intent.Wrote>> before) {
    if (op.target() == Side.CONTACTS) {
      bench.highLevel().ensureCustomField(HighLevelField.PROFILE_MARK);
    }
    Map<String, Intent.Wrote> copied = copied();
    Claim claim = step.claim(step.record().generation(), copied);
    boolean sentMeanwhile = claim == Claim.AGAIN && before.isEmpty();
    if (claim == Claim.BUSY || sentMeanwhile) { // perhaps by an attempt of this very run
      return Outcome.later(Step.LEASE, "another attempt at this create may still be under way");
    }
    try {
      PersonView made = create(op.writes());
      return link(source, made, copied, List.of(Act.CREATED, Act.LINKED));
    } catch (ProviderException failure) {
      return switch (failure.error().kind()) {
        case ALREADY_DONE, CONFLICT -> alreadyDone(source, before.orElse(copied));
        case REFUSED -> refused(source, copied, failure.error());
        case BUG -> {
          if (before.isEmpty()) {
            throw failure;
          }
          yield alreadyDone(
              source, before.get()); // the id was used for what the source showed before
        }
        case TRANSIENT, RATE_LIMITED, AUTH, GONE -> throw failure;
      };
    }
  }

  private Map<String, Intent.Wrote> copied() {
    var copied = new HashMap<String, Intent.Wrote>();
    for (FieldWrite write : op.writes()) {
      copied.put(
          write.field(), FirstBase.copied(bench, step.key(), step.rule(write.field()), write));
    }
    return copied;
  }

  private PersonView create(List<FieldWrite> writes) {
    return switch (op.target()) {
      case CONTACTS ->
          bench
              .contacts()
              .created(
                  bench
                      .highLevel()
                      .create(
                          bench
                              .contacts()
                              .createBody(
                                  bench.connection().highLevel().locationId(), writes, sourceId)));
      case REWARDS ->
          bench
              .profiles()
              .read(bench.bhn().create(bench.profiles().createBody(writes, sourceId, op.id())));
    };
  }

  /** BHN knows the request id. That counts only if what it made is alive. */
  private Outcome alreadyDone(PersonView source, Map<String, Intent.Wrote> copied) {
    Optional<PersonView> made = LostCreate.find(bench, source);
    if (made.isPresent()) {
      return link(source, made.get(), copied, List.of(Act.LINKED));
    }
    Instant now = step.ports().clock().instant();
    Instant sentAt = openIntent().map(Intent::sentAt).orElse(now);
    Duration left = Duration.between(now, sentAt.plus(Step.LEASE).plus(Intent.INDEX_LAG));
    if (left.compareTo(Duration.ZERO) > 0) {
      return Outcome.later(left, "what an earlier create made may still show up");
    }
    // Made and deleted since: the next generation has a request id BHN has not met.
    int next = step.record().generation() + 1;
    step.claimNextGeneration(NewPartner.opId(bench, op.target(), sourceId, next), next, copied);
    return Outcome.stale("what an earlier create made was deleted");
  }

  /** HighLevel may refuse and have made it all the same; only a probe tells. */
  private Outcome refused(
      PersonView source, Map<String, Intent.Wrote> copied, ProviderError error) {
    Optional<PersonView> made = LostCreate.find(bench, source);
    if (made.isPresent()) {
      return link(source, made.get(), copied, List.of(Act.LINKED));
    }
    Optional<FieldWrite> named =
        op.writes().stream()
            .filter(write -> error.candidateId() == null)
            .filter(write -> Fields.isNamed(error, op.target(), step.rule(write.field())))
            .filter(write -> step.rule(write.field()).kind() != FieldRule.Kind.CONSENT) // law L11
            .findFirst();
    var waiting =
        new Waiting(
            named.map(write -> op.id() + "-" + write.field()).orElse(op.id()),
            named.map(FieldWrite::field).orElse(Waiting.WHOLE),
            error.candidateId() == null ? Waiting.Kind.PARKED : Waiting.Kind.REVIEW,
            error.candidateId() == null
                ? error.sentence()
                : "the other side already has somebody with this e-mail or phone, and the match"
                    + " keys do not prove that it is the same person; correct one of the two, then"
                    + " retry");
    String shows =
        named
            .map(FieldWrite::sourceDigest)
            .orElseGet(() -> Fields.fingerprint(bench, step.key(), op.writes()));
    // The intent stays open: the next look probes again, once the index shows what there is.
    return step.park(PairChange.builder(), List.of(step.parked(waiting, shows)));
  }

  private Outcome link(
      PersonView source, PersonView made, Map<String, Intent.Wrote> copied, List<Act> acts) {
    boolean fromContacts = source.side() == Side.CONTACTS;
    String contactId = fromContacts ? source.id() : made.id();
    String profileId = fromContacts ? made.id() : source.id();
    FlowKey pair = new FlowKey(step.key().connection(), contactId);
    Instant now = step.ports().clock().instant();
    var change =
        PairChange.builder()
            .link(new Link(pair.connection(), contactId, profileId, now))
            .withdrawAccepted(Waiting.WHOLE)
            .closeIntent(op.id());
    new FirstBase(bench, step.key(), pair, source, made).addTo(change, copied);
    change.stamp(new Stamp(made.side(), now, made.updatedAt(), made.version()));
    step.record().parked().forEach(parked -> change.unpark(parked.waiting().opId()));
    acts.forEach(act -> change.journal(step.journal(act, contactId, List.of())));
    step.ports().pairs().commit(pair, change.build());
    PersonLease.release(step.ports(), bench, leaseOwner());
    LinkedItems.hint(step.ports().hints(), bench.mapping(), pair);
    return Outcome.done();
  }
}
