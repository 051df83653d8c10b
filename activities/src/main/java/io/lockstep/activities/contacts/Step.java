package io.lockstep.activities.contacts;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.merge.Written;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.PairLedger.Claim;
import io.lockstep.workflows.sync.ApplyRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One operation on its way: what was asked, by which attempt, and what the ledger knew before. */
record Step(
    ContactPorts ports,
    Workbench bench,
    ApplyRequest request,
    Attempt attempt,
    PairRecord record,
    Instant startedAt) {

  /**
   * How long one attempt's call may still be under way: longer than any time-out of a connector.
   */
  static final Duration LEASE = Duration.ofSeconds(40);

  FlowKey key() {
    return request.key();
  }

  Op op() {
    return request.op();
  }

  /** The record written to; every kind but a create has one. */
  String targetId() {
    String id = op().targetId();
    if (id == null) {
      throw new IllegalStateException(op().kind() + " without a target");
    }
    return id;
  }

  FieldRule rule(String field) {
    return bench
        .mapping()
        .rule(field)
        .orElseThrow(() -> new IllegalStateException("no rule " + field + " in the mapping"));
  }

  boolean lookIsOlderThan(Duration age) {
    return request.lookedAt().plus(age).isBefore(ports.clock().instant());
  }

  /** Records what is about to be sent; decides between competing attempts. */
  Claim claim(int generation, Map<String, Intent.Wrote> digests) {
    Instant now = ports.clock().instant();
    var intent =
        new Intent(
            op().id(),
            op().kind(),
            op().target(),
            op().targetId(),
            op().sourceId(),
            generation,
            digests,
            List.of(),
            attempt.owner(),
            now,
            now.plus(LEASE));
    return ports.pairs().claim(key(), intent, now);
  }

  /** Opens the create anew under an id no provider has met, and settles the old one. */
  void claimNextGeneration(int generation, Map<String, Intent.Wrote> digests) {
    Instant now = ports.clock().instant();
    String source = Objects.requireNonNull(op().sourceId());
    var next =
        new Intent(
            NewPartner.opId(bench, op().target(), source, generation),
            op().kind(),
            op().target(),
            null,
            source,
            generation,
            digests,
            List.of(),
            attempt.owner(),
            now,
            now);
    ports.pairs().claim(key(), next, now);
    ports.pairs().commit(key(), PairChange.builder().closeIntent(op().id()).build());
  }

  /** Lists the edits these writes are about to overwrite, before they do. */
  void listLostEdits(List<FieldWrite> writes) {
    List<Conflict> lost = written().lost(op(writes), ports.clock().instant());
    if (!lost.isEmpty()) {
      var change = PairChange.builder();
      lost.forEach(change::conflict);
      ports.pairs().commit(key(), change.build());
    }
  }

  /** What the ledger is told of a write of this pair. */
  Written written() {
    return new Written(key(), bench.mapping(), bench.forms(), bench.digester());
  }

  /** This operation with these writes alone: what is left of it, or what of it was done. */
  Op op(List<FieldWrite> writes) {
    return op().with(writes);
  }

  /** Writes the change; the last operation of a plan also says that the pair is in step. */
  Outcome done(PairChange.Builder change) {
    List<String> waiting = record.parked().stream().map(one -> one.waiting().opId()).toList();
    boolean othersWait = waiting.stream().anyMatch(id -> !id.equals(op().id()));
    boolean settled = request.last() && !othersWait;
    if (waiting.contains(op().id())) {
      change.unpark(op().id());
    }
    if (settled) {
      change.state(PairState.IN_STEP, "");
    }
    ports.pairs().commit(key(), change.build());
    if (settled) {
      ports.marks().close(Flow.CONTACT_UPSERT, key(), request.lookedAt());
    }
    return Outcome.done();
  }

  /** Writes the change, and what a person has to decide. */
  Outcome park(PairChange.Builder change, List<Parked> parked) {
    var waiting = new ArrayList<Waiting>();
    for (Parked one : parked) {
      change.park(one);
      waiting.add(one.waiting());
    }
    String reason = parked.get(0).waiting().reason();
    ports.pairs().commit(key(), change.state(PairState.NEEDS_PERSON, reason).build());
    return Outcome.park(waiting, reason);
  }

  /** The whole operation waits for a person. */
  Outcome parkWhole(Waiting.Kind kind, String reason) {
    var waiting = new Waiting(op().id(), Waiting.WHOLE, kind, reason);
    // An update is known by its id while it waits; a create must be known by what its source shows.
    String shows =
        op().kind() == Op.Kind.CREATE ? Fields.fingerprint(bench, key(), op().writes()) : "";
    return park(PairChange.builder().closeIntent(op().id()), List.of(parked(waiting, shows)));
  }

  /** That waits for as long as the source shows the same. */
  Parked parked(Waiting waiting, String sourceShows) {
    boolean fromContacts = op().target() == Side.REWARDS;
    return new Parked(
        waiting,
        fromContacts ? sourceShows : "",
        fromContacts ? "" : sourceShows,
        ports.clock().instant());
  }

  /** Whether an earlier attempt recorded that it would send this. */
  boolean mayBeSent() {
    return record.intents().stream().anyMatch(intent -> intent.opId().equals(op().id()));
  }

  /** Nothing of it happened, nothing of it is under way: the next look decides anew. */
  Outcome drop(String reason) {
    ports.pairs().commit(key(), PairChange.builder().closeIntent(op().id()).build());
    return Outcome.stale(reason);
  }

  JournalEntry journal(JournalEntry.Act act, String contactId, List<String> fields) {
    return new JournalEntry(
        ports.clock().instant(), contactId, act, op().target(), fields, "lockstep");
  }
}
