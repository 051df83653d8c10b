package io.lockstep.ledger;

import static java.util.Comparator.comparing;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairRecord.FieldEdit;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.pair.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The twin of the pair tables: one lock, plain maps, the same answers. */
public final class InMemoryPairLedger implements PairLedger {

  private static final Duration HISTORY = Duration.ofDays(1);
  private static final Duration EDIT_LIFE = Duration.ofDays(7);

  private record Element(String field, String element) {}

  private record DatedDigest(String field, Side side, String digest) {}

  private record Step(
      String field, String element, Side side, String after, FieldMove.By by, Instant at) {}

  private record Buried(String connection, Side side, String id) {}

  private record Lease(String owner, Instant until) {}

  private record SavedEdit(List<String> values, Instant at) {}

  private record HeldIntent(Intent intent, @Nullable Instant closedAt) {}

  private record LeaseName(String connection, String name) {}

  private static final class Pair {
    private @Nullable Link link;
    private @Nullable PairState state;
    private String reason = "";
    private final Map<Element, BaseRow> base = new HashMap<>();
    private final Map<String, HeldIntent> intents = new HashMap<>();
    private final Map<Element, AcceptedDifference> accepted = new HashMap<>();
    private final Map<String, Conflict> conflicts = new HashMap<>();
    private final Map<String, Parked> parked = new HashMap<>();
    private final Map<DatedDigest, FieldEdit> edits = new HashMap<>();
    private final Map<Step, FieldMove> moves = new HashMap<>();
    private final Map<Side, Stamp> stamps = new EnumMap<>(Side.class);
    private final Map<String, SavedEdit> savedEdits = new HashMap<>();
  }

  private final InstantSource clock;
  private final Map<String, NavigableMap<String, Pair>> pairs = new HashMap<>();
  private final Map<Buried, Tombstone> tombstones = new HashMap<>();
  private final Map<LeaseName, Lease> leases = new HashMap<>();
  private final List<ListedEntry> journal = new ArrayList<>();

  /**
   * An empty ledger.
   *
   * @param clock dates what a change does not date itself: settled intents, saved edits
   */
  public InMemoryPairLedger(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized PairRecord load(FlowKey key) {
    Pair pair = pairsOf(key.connection()).get(key.contactId());
    if (pair == null) {
      pair = new Pair();
    }
    Link link =
        key.isProfile() ? linkOfProfile(key.connection(), key.profileId()).orElse(null) : pair.link;
    Instant aDayAgo = clock.instant().minus(HISTORY);
    return new PairRecord(
        link,
        sorted(pair.base.values(), comparing(BaseRow::field).thenComparing(BaseRow::element)),
        pair.intents.values().stream()
            .filter(held -> held.closedAt() == null)
            .map(HeldIntent::intent)
            .sorted(comparing(Intent::sentAt).thenComparing(Intent::opId))
            .toList(),
        sorted(
            pair.accepted.values(),
            comparing(AcceptedDifference::field).thenComparing(AcceptedDifference::element)),
        pair.conflicts.values().stream()
            .filter(c -> c.state() == Conflict.State.OPEN || c.at().isAfter(aDayAgo))
            .sorted(comparing(Conflict::at).thenComparing(Conflict::id))
            .map(InMemoryPairLedger::bare)
            .toList(),
        sorted(
            pair.parked.values(),
            comparing(Parked::since).thenComparing(parked -> parked.waiting().opId())),
        sorted(
            pair.edits.values(),
            comparing(FieldEdit::at)
                .thenComparing(FieldEdit::field)
                .thenComparing(FieldEdit::side)
                .thenComparing(FieldEdit::digest)),
        pair.moves.values().stream()
            .filter(move -> move.at().isAfter(aDayAgo))
            .sorted(
                comparing(FieldMove::at)
                    .thenComparing(FieldMove::field)
                    .thenComparing(FieldMove::element)
                    .thenComparing(FieldMove::side)
                    .thenComparing(FieldMove::after))
            .toList(),
        List.copyOf(pair.stamps.values()));
  }

  @Override
  public synchronized void commit(FlowKey key, PairChange change) {
    Link made = change.link();
    String contactId = made == null ? key.contactId() : made.contactId();
    Pair known = pairsOf(key.connection()).get(contactId);
    Pair pair = known == null ? new Pair() : known;
    if (made != null) {
      requireFree(made, change.ended() == null ? pair.link : null);
    }
    change.base().forEach(row -> requireUnmoved(pair, row));
    change.baseRemoved().stream()
        .filter(row -> pair.base.containsKey(elementOf(row)))
        .forEach(row -> requireUnmoved(pair, row));

    pairsOf(key.connection()).put(contactId, pair);
    PairChange.EndedLink ended = change.ended();
    if (ended != null) {
      end(pair, ended);
    }
    if (made != null) {
      link(pair, made, change);
    }
    PairState state = change.state();
    if (state != null) {
      pair.state = state;
      pair.reason = change.stateReason();
    }
    moveBase(pair, change);
    close(pair, change.closedIntents());
    change
        .acceptedWithdrawn()
        .forEach(f -> pair.accepted.keySet().removeIf(e -> e.field().equals(f)));
    change.accepted().forEach(a -> pair.accepted.put(new Element(a.field(), a.element()), a));
    change.conflicts().forEach(conflict -> pair.conflicts.put(conflict.id(), conflict));
    change.unparked().forEach(pair.parked::remove);
    change.parked().forEach(parked -> pair.parked.put(parked.waiting().opId(), parked));
    change
        .edits()
        .forEach(edit -> pair.edits.merge(datedDigest(edit), edit, (a, b) -> older(a, b)));
    change.moves().forEach(move -> pair.moves.putIfAbsent(step(move), move));
    change.stamps().forEach(stamp -> pair.stamps.merge(stamp.side(), stamp, (a, b) -> over(a, b)));
    change.journal().forEach(entry -> record(key.connection(), entry));
  }

  private void requireFree(Link made, @Nullable Link present) {
    boolean contactTaken = present != null && !present.profileId().equals(made.profileId());
    boolean profileTaken =
        linkOfProfile(made.connection(), made.profileId())
            .filter(link -> !link.contactId().equals(made.contactId()))
            .isPresent();
    if (contactTaken || profileTaken) {
      throw new LinkTakenException(made.contactId(), made.profileId());
    }
  }

  private static void requireUnmoved(Pair pair, BaseRow row) {
    BaseRow stored = pair.base.get(elementOf(row));
    long revision = stored == null ? 0 : stored.revision();
    if (row.element().isEmpty() && revision != row.revision()) {
      throw new StaleBaseException(row.field());
    }
  }

  private void end(Pair pair, PairChange.EndedLink ended) {
    Link link = pair.link;
    if (link != null) {
      bury(link.connection(), Side.CONTACTS, link.contactId(), ended);
      bury(link.connection(), Side.REWARDS, link.profileId(), ended);
    }
    pair.link = null;
    pair.base.clear();
    pair.accepted.clear();
    pair.edits.clear();
    pair.moves.clear();
    pair.stamps.clear();
  }

  private void bury(String connection, Side side, String id, PairChange.EndedLink ended) {
    tombstones.put(
        new Buried(connection, side, id), new Tombstone(side, id, ended.reason(), ended.at()));
  }

  private void link(Pair pair, Link made, PairChange change) {
    if (pair.link == null) {
      pair.link = made;
    }
    if (pair.state == null) {
      pair.state = PairState.SYNCING;
    }
    tombstones.remove(new Buried(made.connection(), Side.CONTACTS, made.contactId()));
    tombstones.remove(new Buried(made.connection(), Side.REWARDS, made.profileId()));
    FlowKey profile = FlowKey.ofProfile(made.connection(), made.profileId());
    Pair before = pairsOf(made.connection()).get(profile.contactId());
    if (before != null) {
      before.state = null;
      before.parked.clear();
      close(before, change.closedIntents());
    }
  }

  private void moveBase(Pair pair, PairChange change) {
    change.baseRemoved().forEach(row -> pair.base.remove(elementOf(row)));
    Set<String> heads = new HashSet<>();
    Set<String> moved = new HashSet<>();
    change.baseRemoved().forEach(row -> moved.add(row.field()));
    for (BaseRow row : change.base()) {
      pair.base.put(elementOf(row), atRevision(row, row.revision() + 1));
      moved.add(row.field());
      if (row.element().isEmpty()) {
        heads.add(row.field());
      }
    }
    moved.stream()
        .filter(field -> !heads.contains(field))
        .forEach(
            field ->
                pair.base.computeIfPresent(
                    new Element(field, ""), (e, head) -> atRevision(head, head.revision() + 1)));
    pair.edits.keySet().removeIf(edit -> moved.contains(edit.field()));
  }

  private void close(Pair pair, List<String> opIds) {
    Instant now = clock.instant();
    opIds.forEach(
        opId ->
            pair.intents.computeIfPresent(
                opId,
                (id, held) -> held.closedAt() == null ? new HeldIntent(held.intent(), now) : held));
  }

  @Override
  public synchronized Claim claim(FlowKey key, Intent intent, Instant now) {
    Pair pair = pairsOf(key.connection()).computeIfAbsent(key.contactId(), id -> new Pair());
    HeldIntent held = pair.intents.get(intent.opId());
    if (held == null || held.closedAt() != null) {
      pair.intents.put(intent.opId(), new HeldIntent(intent, null));
      return Claim.FIRST;
    }
    Intent first = held.intent();
    if (first.leaseUntil().isAfter(now) && !first.owner().equals(intent.owner())) {
      return Claim.BUSY;
    }
    Intent taken =
        new Intent(
            first.opId(),
            first.kind(),
            first.target(),
            first.targetId(),
            first.sourceId(),
            first.generation(),
            first.digests(),
            first.heldIds(),
            intent.owner(),
            first.sentAt(),
            intent.leaseUntil());
    pair.intents.put(intent.opId(), new HeldIntent(taken, null));
    return Claim.AGAIN;
  }

  @Override
  public synchronized Optional<Link> linkOfProfile(String connection, String profileId) {
    return pairsOf(connection).values().stream()
        .flatMap(pair -> Optional.ofNullable(pair.link).stream())
        .filter(link -> link.profileId().equals(profileId))
        .findFirst();
  }

  @Override
  public synchronized Optional<Link> linkOfContact(String connection, String contactId) {
    return Optional.ofNullable(pairsOf(connection).get(contactId)).map(pair -> pair.link);
  }

  @Override
  public synchronized Optional<Tombstone> tombstone(String connection, Side side, String id) {
    return Optional.ofNullable(tombstones.get(new Buried(connection, side, id)));
  }

  @Override
  public synchronized boolean lease(
      String connection, List<String> names, String owner, Instant now, Duration length) {
    for (String name : names) {
      Lease lease = leases.get(new LeaseName(connection, name));
      if (lease != null && lease.until().isAfter(now) && !lease.owner().equals(owner)) {
        return false;
      }
    }
    Lease mine = new Lease(owner, now.plus(length));
    names.forEach(name -> leases.put(new LeaseName(connection, name), mine));
    return true;
  }

  @Override
  public synchronized void release(String connection, String owner) {
    leases
        .entrySet()
        .removeIf(
            e -> e.getKey().connection().equals(connection) && e.getValue().owner().equals(owner));
  }

  @Override
  public synchronized Map<PairState, Integer> counts(String connection) {
    Map<PairState, Integer> counts = new EnumMap<>(PairState.class);
    pairsOf(connection)
        .values()
        .forEach(
            pair -> {
              if (pair.state != null) {
                counts.merge(pair.state, 1, Integer::sum);
              }
            });
    return counts;
  }

  @Override
  public synchronized List<PairSummary> pairs(String connection, String afterContactId, int limit) {
    List<PairSummary> page = new ArrayList<>();
    pairsOf(connection)
        .tailMap(afterContactId, false)
        .forEach(
            (contactId, pair) -> {
              if (page.size() < limit) {
                summary(contactId, pair).ifPresent(page::add);
              }
            });
    return List.copyOf(page);
  }

  @Override
  public synchronized Optional<PairSummary> summary(FlowKey key) {
    Pair pair = pairsOf(key.connection()).get(key.contactId());
    return pair == null ? Optional.empty() : summary(key.contactId(), pair);
  }

  private static Optional<PairSummary> summary(String contactId, Pair pair) {
    String profileId = pair.link == null ? null : pair.link.profileId();
    return Optional.ofNullable(pair.state)
        .map(state -> new PairSummary(contactId, profileId, state, pair.reason));
  }

  @Override
  public synchronized List<WaitingItem> waiting(String connection, int limit) {
    List<WaitingItem> items = new ArrayList<>();
    pairsOf(connection)
        .forEach(
            (contactId, pair) ->
                pair.parked.values().forEach(p -> items.add(new WaitingItem(contactId, p))));
    items.sort(
        Comparator.<WaitingItem, Instant>comparing(item -> item.parked().since())
            .thenComparing(WaitingItem::contactId)
            .thenComparing(item -> item.parked().waiting().opId()));
    return items.stream().limit(limit).toList();
  }

  @Override
  public synchronized List<ListedConflict> conflicts(
      String connection, int limit, boolean withValues) {
    List<ListedConflict> listed = new ArrayList<>();
    pairsOf(connection)
        .forEach(
            (contactId, pair) ->
                pair.conflicts
                    .values()
                    .forEach(
                        c -> listed.add(new ListedConflict(contactId, withValues ? c : bare(c)))));
    listed.sort(
        Comparator.<ListedConflict, Instant>comparing(item -> item.conflict().at())
            .reversed()
            .thenComparing(ListedConflict::contactId)
            .thenComparing(item -> item.conflict().id()));
    return listed.stream().limit(limit).toList();
  }

  @Override
  public synchronized void record(String connection, JournalEntry entry) {
    boolean known =
        journal.stream()
            .anyMatch(e -> e.connection().equals(connection) && e.entry().equals(entry));
    if (!known) {
      journal.add(new ListedEntry(journal.size() + 1L, connection, entry));
    }
  }

  @Override
  public synchronized List<ListedEntry> journal(String connection, int limit) {
    return journal.stream()
        .filter(entry -> entry.connection().equals(connection))
        .sorted(
            Comparator.<ListedEntry, Instant>comparing(entry -> entry.entry().at())
                .thenComparing(ListedEntry::number)
                .reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized int count(
      String connection, Side side, List<JournalEntry.Act> acts, Instant since) {
    return (int)
        journal.stream()
            .filter(entry -> entry.connection().equals(connection))
            .map(ListedEntry::entry)
            .filter(entry -> entry.side() == side && acts.contains(entry.act()))
            .filter(entry -> !entry.at().isBefore(since))
            .count();
  }

  @Override
  public synchronized void saveEdit(FlowKey key, String editId, List<String> values) {
    pairsOf(key.connection())
        .computeIfAbsent(key.contactId(), id -> new Pair())
        .savedEdits
        .put(editId, new SavedEdit(List.copyOf(values), clock.instant()));
  }

  @Override
  public synchronized Optional<List<String>> edit(FlowKey key, String editId) {
    return Optional.ofNullable(pairsOf(key.connection()).get(key.contactId()))
        .map(pair -> pair.savedEdits.get(editId))
        .map(SavedEdit::values);
  }

  @Override
  public synchronized void purge(Instant now) {
    leases.values().removeIf(lease -> !lease.until().isAfter(now));
    for (NavigableMap<String, Pair> ofConnection : pairs.values()) {
      for (Pair pair : ofConnection.values()) {
        pair.intents
            .values()
            .removeIf(
                held -> held.closedAt() != null && !held.closedAt().plus(HISTORY).isAfter(now));
        pair.moves.values().removeIf(move -> !move.at().plus(HISTORY).isAfter(now));
        pair.savedEdits.values().removeIf(edit -> !edit.at().plus(EDIT_LIFE).isAfter(now));
      }
    }
  }

  private NavigableMap<String, Pair> pairsOf(String connection) {
    return pairs.computeIfAbsent(connection, id -> new TreeMap<>());
  }

  private static Element elementOf(BaseRow row) {
    return new Element(row.field(), row.element());
  }

  private static DatedDigest datedDigest(FieldEdit edit) {
    return new DatedDigest(edit.field(), edit.side(), edit.digest());
  }

  private static FieldEdit older(FieldEdit a, FieldEdit b) {
    return b.at().isBefore(a.at()) ? b : a;
  }

  private static Step step(FieldMove move) {
    return new Step(move.field(), move.element(), move.side(), move.after(), move.by(), move.at());
  }

  private static Stamp over(Stamp before, Stamp now) {
    return new Stamp(
        now.side(),
        now.writtenAt(),
        now.updatedAt() == null ? before.updatedAt() : now.updatedAt(),
        now.version() == null ? before.version() : now.version());
  }

  private static Conflict bare(Conflict of) {
    return new Conflict(
        of.id(), of.field(), of.state(), of.loser(), List.of(), List.of(), of.why(), of.at());
  }

  private static BaseRow atRevision(BaseRow row, long revision) {
    return new BaseRow(
        row.field(),
        row.element(),
        row.contacts(),
        row.rewards(),
        row.canonVersion(),
        row.ruleFingerprint(),
        revision);
  }

  private static <T> List<T> sorted(Collection<T> rows, Comparator<T> order) {
    return rows.stream().sorted(order).toList();
  }
}
