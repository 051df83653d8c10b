package io.lockstep.ledger;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The twin of the pair tables: one lock, plain maps, the same answers. */
public final class InMemoryPairLedger implements PairLedger {

  private static final Duration EDIT_LIFE = Duration.ofDays(7);

  private record Buried(String connection, Side side, String id) {}

  private record Lease(String owner, Instant until) {}

  private record SavedEdit(List<String> values, Instant at) {}

  private record EditName(FlowKey key, String id) {}

  private record LeaseName(String connection, String name) {}

  private final InstantSource clock;
  private final Map<String, NavigableMap<String, KeptInMemory>> pairs = new HashMap<>();
  private final Map<EditName, SavedEdit> savedEdits = new HashMap<>();
  private final Map<FlowKey, NavigableMap<String, KeptInMemory>> items = new HashMap<>();
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
    KeptInMemory pair = pairsOf(key.connection()).getOrDefault(key.contactId(), new KeptInMemory());
    PairRecord seen = pair.seen(clock.instant());
    return key.isProfile()
        ? withLink(seen, linkOfProfile(key.connection(), key.profileId()).orElse(null))
        : seen;
  }

  private static PairRecord withLink(PairRecord of, @Nullable Link link) {
    return new PairRecord(
        link,
        of.base(),
        of.intents(),
        of.accepted(),
        of.conflicts(),
        of.parked(),
        of.edits(),
        of.moves(),
        of.stamps());
  }

  @Override
  public synchronized void commit(FlowKey key, PairChange change) {
    Link made = change.link();
    String contactId = made == null ? key.contactId() : made.contactId();
    NavigableMap<String, KeptInMemory> known = pairsOf(key.connection());
    KeptInMemory pair = known.getOrDefault(contactId, new KeptInMemory());
    if (made != null) {
      requireFree(made, change.ended() == null ? pair.link : null);
    }
    pair.requireUnmoved(change);

    known.put(contactId, pair);
    PairChange.EndedLink ended = change.ended();
    if (ended != null) {
      end(pair, ended);
    }
    if (made != null) {
      link(pair, made, change);
    }
    pair.take(change, clock.instant());
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

  private void end(KeptInMemory pair, PairChange.EndedLink ended) {
    Link link = pair.link;
    if (link != null) {
      bury(link.connection(), Side.CONTACTS, link.contactId(), ended);
      bury(link.connection(), Side.REWARDS, link.profileId(), ended);
    }
    pair.forgetAgreed();
  }

  private void bury(String connection, Side side, String id, PairChange.EndedLink ended) {
    tombstones.put(
        new Buried(connection, side, id), new Tombstone(side, id, ended.reason(), ended.at()));
  }

  private void link(KeptInMemory pair, Link made, PairChange change) {
    if (pair.link == null) {
      pair.link = made;
    }
    if (pair.state == null) {
      pair.state = PairState.SYNCING;
    }
    tombstones.remove(new Buried(made.connection(), Side.CONTACTS, made.contactId()));
    tombstones.remove(new Buried(made.connection(), Side.REWARDS, made.profileId()));
    FlowKey profile = FlowKey.ofProfile(made.connection(), made.profileId());
    KeptInMemory before = pairsOf(made.connection()).get(profile.contactId());
    if (before != null) {
      before.state = null;
      before.parked.clear();
      before.close(change.closedIntents(), clock.instant());
    }
  }

  @Override
  public synchronized Claim claim(FlowKey key, Intent intent, Instant now) {
    return pairsOf(key.connection())
        .computeIfAbsent(key.contactId(), id -> new KeptInMemory())
        .claim(intent, now);
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
    Set<String> waiting =
        waiting(connection, Integer.MAX_VALUE).stream()
            .map(WaitingItem::contactId)
            .collect(Collectors.toSet());
    pairsOf(connection)
        .forEach(
            (contactId, pair) -> {
              if (pair.state != null) {
                boolean needed = pair.state != PairState.SYNCING && waiting.contains(contactId);
                counts.merge(needed ? PairState.NEEDS_PERSON : pair.state, 1, Integer::sum);
              }
            });
    return counts;
  }

  @Override
  public synchronized Map<String, Integer> reasons(String connection, PairState state) {
    Map<String, Integer> reasons = new TreeMap<>();
    pairsOf(connection).values().stream()
        .filter(pair -> pair.state == state)
        .forEach(pair -> reasons.merge(pair.reason, 1, Integer::sum));
    return reasons;
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
    KeptInMemory pair = pairsOf(key.connection()).get(key.contactId());
    return pair == null ? Optional.empty() : summary(key.contactId(), pair);
  }

  private static Optional<PairSummary> summary(String contactId, KeptInMemory pair) {
    String profileId = pair.link == null ? null : pair.link.profileId();
    return Optional.ofNullable(pair.state)
        .map(state -> new PairSummary(contactId, profileId, state, pair.reason));
  }

  @Override
  public synchronized List<WaitingItem> waiting(
      String connection, @Nullable Shown after, int limit) {
    List<WaitingItem> found = new ArrayList<>();
    visit(
        connection,
        (contactId, item, kept) ->
            kept.parked.values().forEach(p -> found.add(new WaitingItem(contactId, item, p))));
    return further(found, WaitingItem::shown, Comparator.comparing(Shown::at), after, limit);
  }

  private static <T> List<T> further(
      List<T> found,
      Function<T, Shown> place,
      Comparator<Shown> byAge,
      @Nullable Shown after,
      int limit) {
    Comparator<Shown> order =
        byAge.thenComparing(Shown::contactId).thenComparing(Shown::item).thenComparing(Shown::id);
    return found.stream()
        .filter(one -> after == null || order.compare(place.apply(one), after) > 0)
        .sorted(Comparator.comparing(place, order))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<WaitingItem> held(String connection, int limit) {
    List<WaitingItem> all = waiting(connection, Integer.MAX_VALUE);
    Set<String> mixed =
        all.stream()
            .filter(one -> one.parked().waiting().kind() != Waiting.Kind.HELD)
            .map(WaitingItem::contactId)
            .collect(Collectors.toSet());
    return all.stream().filter(one -> !mixed.contains(one.contactId())).limit(limit).toList();
  }

  @Override
  public synchronized List<ListedConflict> conflicts(
      String connection, @Nullable Shown after, int limit, boolean withValues) {
    List<ListedConflict> listed = new ArrayList<>();
    visit(
        connection,
        (contactId, item, kept) ->
            kept.conflicts
                .values()
                .forEach(
                    c ->
                        listed.add(
                            new ListedConflict(
                                contactId, item, withValues ? c : KeptInMemory.bare(c)))));
    return further(
        listed, ListedConflict::shown, Comparator.comparing(Shown::at).reversed(), after, limit);
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
  public synchronized List<ListedEntry> journalAfter(String connection, long number, int limit) {
    return journal.stream()
        .filter(entry -> entry.connection().equals(connection) && entry.number() > number)
        .sorted(Comparator.comparingLong(ListedEntry::number))
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
    savedEdits.put(new EditName(key, editId), new SavedEdit(List.copyOf(values), clock.instant()));
  }

  @Override
  public synchronized Optional<List<String>> edit(FlowKey key, String editId) {
    return Optional.ofNullable(savedEdits.get(new EditName(key, editId))).map(SavedEdit::values);
  }

  @Override
  public synchronized void purge(Instant now) {
    leases.values().removeIf(lease -> !lease.until().isAfter(now));
    savedEdits.values().removeIf(edit -> !edit.at().plus(EDIT_LIFE).isAfter(now));
    pairs.values().forEach(kept -> kept.values().forEach(pair -> pair.purge(now)));
    items.values().forEach(kept -> kept.values().forEach(item -> item.purge(now)));
  }

  private NavigableMap<String, KeptInMemory> pairsOf(String connection) {
    return pairs.computeIfAbsent(connection, id -> new TreeMap<>());
  }

  /**
   * The items of that contact by their names, for the items' own twin, which has no lock but this.
   */
  NavigableMap<String, KeptInMemory> itemsOf(FlowKey key) {
    return items.computeIfAbsent(key, contact -> new TreeMap<>());
  }

  /** All items of a connection, by contact. */
  Map<FlowKey, NavigableMap<String, KeptInMemory>> itemsOf(String connection) {
    Map<FlowKey, NavigableMap<String, KeptInMemory>> found = new HashMap<>(items);
    found.keySet().removeIf(key -> !key.connection().equals(connection));
    return found;
  }

  Instant now() {
    return clock.instant();
  }

  private interface Visitor {
    void visit(String contactId, @Nullable ItemRef item, KeptInMemory kept);
  }

  private void visit(String connection, Visitor visitor) {
    pairsOf(connection).forEach((contactId, pair) -> visitor.visit(contactId, null, pair));
    itemsOf(connection)
        .forEach(
            (key, kept) ->
                kept.forEach(
                    (name, item) -> visitor.visit(key.contactId(), ItemRef.parse(name), item)));
  }
}
