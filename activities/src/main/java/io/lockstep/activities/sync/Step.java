package io.lockstep.activities.sync;

import io.lockstep.activities.bhn.BhnConnector;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.merge.ItemCopy;
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

/**
 * One operation on its way: what was asked, by which attempt, and what the ledger knew before.
 *
 * @param beside what waits for a person once the write is made; listed in the same transaction
 */
public record Step(
    Ports ports,
    Flow flow,
    Records records,
    Book book,
    ApplyRequest request,
    Attempt attempt,
    PairRecord record,
    List<Parked> beside) {

  /**
   * How long what a claim announces may still be under way: a look at the target and the write,
   * each as long as BHN may take, and what lies between. It holds because nothing is sent that
   * would end later.
   */
  public static final Duration LEASE =
      BhnConnector.LONGEST.multipliedBy(2).plus(Duration.ofSeconds(6));

  /** The same for a file. */
  public static final Duration FILE_LEASE = Wire.LONGEST_FILE.plus(Duration.ofSeconds(20));

  /** A file that still does not get through after so many rounds that failed is a person's. */
  private static final int FAILED_ROUNDS = 3;

  public Step {
    beside = List.copyOf(beside);
  }

  /** One beside which nothing waits. */
  public Step(
      Ports ports,
      Flow flow,
      Records records,
      Book book,
      ApplyRequest request,
      Attempt attempt,
      PairRecord record) {
    this(ports, flow, records, book, request, attempt, record, List.of());
  }

  /** The same, and this waits beside it. */
  public Step beside(List<Parked> waiting) {
    return new Step(ports, flow, records, book, request, attempt, record, waiting);
  }

  /** The pair's key. */
  public FlowKey key() {
    return request.key();
  }

  /** The operation. */
  public Op op() {
    return request.op();
  }

  /** The record written to; every kind but a create has one. */
  public String targetId() {
    String id = op().targetId();
    if (id == null) {
      throw new IllegalStateException(op().kind() + " without a target");
    }
    return id;
  }

  /** The rule of that name. */
  public FieldRule rule(String field) {
    return records.rule(field);
  }

  /** Writes that change where this record is kept. */
  public void commit(PairChange change) {
    book.commit(change);
  }

  /** Whether the look that planned it began longer ago than that. */
  public boolean lookIsOlderThan(Duration age) {
    return request.lookedAt().plus(age).isBefore(ports.clock().instant());
  }

  /**
   * Records what is about to be sent; decides between competing attempts.
   *
   * @throws io.lockstep.activities.NotNowException when it could not be sent now; nothing was
   *     recorded
   */
  public Claim claim(int generation, Map<String, Intent.Wrote> digests) {
    return claim(generation, digests, LEASE);
  }

  /** The same for what sends a file. */
  public Claim claimFile(Map<String, Intent.Wrote> digests) {
    return claim(0, digests, FILE_LEASE);
  }

  private Claim claim(int generation, Map<String, Intent.Wrote> digests, Duration lease) {
    records.ready(op().target());
    Instant now = ports.clock().instant();
    records.endBy(now.plus(lease));
    var intent =
        new Intent(
            op().id(),
            op().kind(),
            op().target(),
            op().targetId(),
            op().sourceId(),
            generation,
            digests,
            op().heldIds(),
            attempt.owner(),
            now,
            now.plus(lease));
    return book.claim(intent, now);
  }

  /**
   * Whether a person is asked about a file whose call got no answer once more. Its provider answers
   * others: those made just before it.
   */
  public boolean isEnough(ProviderError error) {
    return error.kind() == ProviderError.Kind.TRANSIENT
        && error.status() == 0
        && request.failures() >= FAILED_ROUNDS;
  }

  /** Opens the create anew under an id no provider has met, and settles the old one. */
  public void claimNextGeneration(String opId, int generation, Map<String, Intent.Wrote> digests) {
    Instant now = ports.clock().instant();
    String source = Objects.requireNonNull(op().sourceId());
    var next =
        new Intent(
            opId,
            op().kind(),
            op().target(),
            null,
            source,
            generation,
            digests,
            op().heldIds(),
            attempt.owner(),
            now,
            now);
    book.claim(next, now);
    book.commit(PairChange.builder().closeIntent(op().id()).build());
  }

  /** Lists the edits these writes are about to overwrite, before they do. */
  public void listLostEdits(List<FieldWrite> writes) {
    List<Conflict> lost = written().lost(op(writes), ports.clock().instant());
    if (!lost.isEmpty()) {
      var change = PairChange.builder();
      lost.forEach(change::conflict);
      book.commit(change.build());
    }
  }

  /** What the ledger is told of a write of this pair. */
  public Written written() {
    return new Written(key(), op().item(), records.mapping(), records.forms(), records.digester());
  }

  /** This operation with these writes alone: what is left of it, or what of it was done. */
  public Op op(List<FieldWrite> writes) {
    return op().with(writes);
  }

  /**
   * Writes the change, and what waits beside it; the last operation of a plan also says that the
   * pair is in step.
   */
  public Outcome done(PairChange.Builder change) {
    List<String> waiting = record.parked().stream().map(one -> one.waiting().opId()).toList();
    boolean othersWait = waiting.stream().anyMatch(id -> !id.equals(op().id()));
    boolean settled = request.last() && !othersWait;
    if (waiting.contains(op().id())) {
      change.unpark(op().id());
    }
    if (!beside.isEmpty()) {
      return park(change, beside);
    }
    if (settled || (op().item() != null && !othersWait)) { // other items' writes may follow
      change.state(PairState.IN_STEP, "");
    }
    book.commit(change.build());
    if (settled && !Permission.isAwaited(ports, flow, key())) {
      closeMark();
    }
    return Outcome.done();
  }

  /** The flow has nothing more to do: from now on its door may believe the base. */
  void closeMark() {
    ports.marks().close(flow, key(), request.lookedAt());
  }

  /** Writes the change, and what a person has to decide. */
  public Outcome park(PairChange.Builder change, List<Parked> parked) {
    var waiting = new ArrayList<Waiting>();
    for (Parked one : parked) {
      change.park(one);
      waiting.add(named(one.waiting()));
    }
    String reason = parked.get(0).waiting().reason();
    book.commit(change.state(PairState.NEEDS_PERSON, reason).build());
    return Outcome.park(waiting, reason);
  }

  /** As the flow lists it, beside what waits of other items. */
  private Waiting named(Waiting one) {
    return new Waiting(one.opId(), op().qualified(one.field()), one.kind(), one.reason());
  }

  /** The whole operation waits for a person. */
  public Outcome parkWhole(Waiting.Kind kind, String reason) {
    return parkWhole(PairChange.builder().closeIntent(op().id()), kind, reason);
  }

  /** The same for a refusal that may have taken effect: its intent stays open. */
  public Outcome parkOpen(String reason) {
    return parkWhole(PairChange.builder(), Waiting.Kind.PARKED, reason);
  }

  private Outcome parkWhole(PairChange.Builder change, Waiting.Kind kind, String reason) {
    var waiting = new Waiting(op().id(), Waiting.WHOLE, kind, reason);
    // An update is known by its id while it waits; a create must be known by what its source shows.
    String shows = op().kind() == Op.Kind.CREATE ? sourceShows() : "";
    return park(change, List.of(parked(waiting, shows)));
  }

  private String sourceShows() {
    return op().item() == null
        ? Fields.fingerprint(records, key(), op().writes())
        : ItemCopy.shown(records.digester(), key(), op().writes());
  }

  /** That waits for as long as the source shows the same. */
  public Parked parked(Waiting waiting, String sourceShows) {
    boolean fromContacts = op().target() == Side.REWARDS;
    return new Parked(
        waiting,
        fromContacts ? sourceShows : "",
        fromContacts ? "" : sourceShows,
        ports.clock().instant());
  }

  /** Whether an earlier attempt recorded that it would send this. */
  public boolean mayBeSent() {
    return record.intents().stream().anyMatch(intent -> intent.opId().equals(op().id()));
  }

  /** Nothing of it happened, nothing of it is under way: the next look decides anew. */
  public Outcome drop(String reason) {
    book.commit(PairChange.builder().closeIntent(op().id()).build());
    return Outcome.stale(reason);
  }

  /** An entry of Lockstep's own about this operation. */
  public JournalEntry journal(JournalEntry.Act act, String contactId, List<String> fields) {
    ItemRef item = op().item();
    // Two items written at one instant are two entries: the brakes count them.
    List<String> named =
        item == null || !fields.isEmpty()
            ? fields.stream().map(op()::qualified).toList()
            : List.of(item.text());
    return new JournalEntry(
        ports.clock().instant(), contactId, act, op().target(), named, "lockstep");
  }
}
