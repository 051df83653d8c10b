package io.lockstep.ledger;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.ledger.PairLedger.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The twin of the items' tables. It shares the lock and the lists of the pairs' twin. */
public final class InMemoryItemLedger implements ItemLedger {

  private record Half(String connection, ItemKind kind, Side side, String id) {}

  private final InMemoryPairLedger pairs;
  private final Map<Half, ItemTombstone> tombstones = new HashMap<>();

  /** Items of the contacts of these pairs; what waits and conflicts is listed there. */
  public InMemoryItemLedger(InMemoryPairLedger pairs) {
    this.pairs = pairs;
  }

  @Override
  public Map<ItemRef, PairRecord> load(FlowKey key, ItemKind kind) {
    synchronized (pairs) {
      Map<ItemRef, PairRecord> loaded = new HashMap<>();
      pairs
          .itemsOf(key)
          .forEach(
              (name, kept) -> {
                ItemRef item = ItemRef.parse(name);
                if (item.kind() == kind && kept.isOpen()) {
                  loaded.put(item, kept.seen(pairs.now()));
                }
              });
      return loaded;
    }
  }

  @Override
  public PairRecord load(FlowKey key, ItemRef item) {
    synchronized (pairs) {
      return pairs.itemsOf(key).getOrDefault(item.text(), new KeptInMemory()).seen(pairs.now());
    }
  }

  @Override
  public void commit(FlowKey key, Map<ItemRef, PairChange> changes) {
    synchronized (pairs) {
      Map<ItemRef, PairChange> sorted = new TreeMap<>(Comparator.comparing(ItemRef::text));
      sorted.putAll(changes);
      sorted.values().removeIf(PairChange::isEmpty);
      sorted.forEach((item, change) -> seen(key, item).requireUnmoved(change));
      requireFree(key, sorted);

      sorted.forEach((item, change) -> end(key, item, change.ended()));
      sorted.forEach((item, change) -> link(key, item, change));
      sorted.forEach((item, change) -> take(key, item, change));
    }
  }

  private void requireFree(FlowKey key, Map<ItemRef, PairChange> changes) {
    Map<Half, Owned> taken = new HashMap<>();
    linked(key.connection())
        .forEach(
            (owner, link) -> {
              PairChange change = owner.key().equals(key) ? changes.get(owner.item()) : null;
              if (change == null || change.ended() == null) {
                halves(owner.item().kind(), link).forEach(half -> taken.put(half, owner));
              }
            });
    changes.forEach(
        (item, change) -> {
          Link made = change.link();
          if (made == null) {
            return;
          }
          Owned owner = new Owned(key, item);
          Link present = change.ended() == null ? seen(key, item).link : null;
          boolean free =
              (present == null || sameHalves(present, made))
                  && halves(item.kind(), made).stream()
                      .allMatch(half -> owner.equals(taken.getOrDefault(half, owner)));
          if (!free) {
            throw new LinkTakenException(made.contactId(), made.profileId());
          }
          halves(item.kind(), made).forEach(half -> taken.put(half, owner));
        });
  }

  private void end(FlowKey key, ItemRef item, PairChange.@Nullable EndedLink ended) {
    if (ended == null) {
      return;
    }
    KeptInMemory kept = kept(key, item);
    if (kept.link != null) {
      for (Half half : halves(item.kind(), kept.link)) {
        boolean survivor = half.side() == ended.survivor();
        tombstones.put(half, new ItemTombstone(half.id(), survivor, ended.reason(), ended.at()));
      }
    }
    forget(kept);
  }

  private static void forget(KeptInMemory kept) {
    kept.forgetAgreed();
    kept.parked.clear();
    kept.state = null;
    kept.reason = "";
    kept.agreedAt = null;
  }

  private void link(FlowKey key, ItemRef item, PairChange change) {
    Link made = change.link();
    if (made == null) {
      return;
    }
    KeptInMemory kept = kept(key, item);
    if (kept.link == null) {
      kept.link = made;
    }
    if (kept.state == null) {
      kept.state = PairState.SYNCING;
    }
    for (Half half : halves(item.kind(), made)) {
      tombstones.remove(half);
      KeptInMemory alone = kept(key, new ItemRef(half.kind(), half.side(), half.id()));
      if (alone.link == null) {
        forget(alone);
        alone.close(change.closedIntents(), pairs.now());
      }
    }
  }

  private void take(FlowKey key, ItemRef item, PairChange change) {
    KeptInMemory kept = kept(key, item);
    kept.take(change, pairs.now());
    boolean agreed = !change.base().isEmpty() || change.state() == PairState.IN_STEP;
    if (agreed && kept.state != null) {
      kept.agreedAt = pairs.now();
    }
    change.journal().forEach(entry -> pairs.record(key.connection(), entry));
  }

  @Override
  public Claim claim(FlowKey key, ItemRef item, Intent intent, Instant now) {
    synchronized (pairs) {
      return kept(key, item).claim(intent, now);
    }
  }

  @Override
  public Map<String, ItemTombstone> tombstones(
      String connection, ItemKind kind, Side side, Set<String> ids) {
    synchronized (pairs) {
      Map<String, ItemTombstone> found = new HashMap<>();
      for (String id : ids) {
        ItemTombstone tombstone = tombstones.get(new Half(connection, kind, side, id));
        if (tombstone != null) {
          found.put(id, tombstone);
        }
      }
      return found;
    }
  }

  @Override
  public Map<String, Owned> owners(String connection, ItemKind kind, Side side, Set<String> ids) {
    synchronized (pairs) {
      Map<String, Owned> owners = new HashMap<>();
      linked(connection)
          .forEach(
              (owned, link) -> {
                if (owned.item().kind() == kind && ids.contains(link.id(side))) {
                  owners.put(link.id(side), owned);
                }
              });
      return owners;
    }
  }

  @Override
  public List<ItemSummary> items(FlowKey key) {
    synchronized (pairs) {
      List<ItemSummary> listed = new ArrayList<>();
      pairs
          .itemsOf(key)
          .forEach((name, kept) -> summary(ItemRef.parse(name), kept).ifPresent(listed::add));
      return listed;
    }
  }

  private static Optional<ItemSummary> summary(ItemRef item, KeptInMemory kept) {
    Optional<String> waitsFor =
        kept.parked.values().stream()
            .min(
                Comparator.comparing(Parked::since)
                    .thenComparing(parked -> parked.waiting().opId()))
            .map(parked -> parked.waiting().reason());
    if (kept.state == null) {
      return waitsFor.map(reason -> summary(item, kept, PairState.NEEDS_PERSON, reason));
    }
    return Optional.of(summary(item, kept, kept.state, kept.reason));
  }

  private static ItemSummary summary(
      ItemRef item, KeptInMemory kept, PairState state, String reason) {
    return new ItemSummary(
        item,
        id(item, kept, Side.CONTACTS),
        id(item, kept, Side.REWARDS),
        state,
        reason,
        kept.agreedAt);
  }

  private static @Nullable String id(ItemRef item, KeptInMemory kept, Side side) {
    if (kept.link != null) {
      return kept.link.id(side);
    }
    return item.madeAt() == side ? item.id() : null;
  }

  private Map<Owned, Link> linked(String connection) {
    Map<Owned, Link> linked = new HashMap<>();
    pairs
        .itemsOf(connection)
        .forEach(
            (key, items) ->
                items.forEach(
                    (name, kept) -> {
                      if (kept.link != null) {
                        linked.put(new Owned(key, ItemRef.parse(name)), kept.link);
                      }
                    }));
    return linked;
  }

  private KeptInMemory seen(FlowKey key, ItemRef item) {
    return pairs.itemsOf(key).getOrDefault(item.text(), new KeptInMemory());
  }

  private KeptInMemory kept(FlowKey key, ItemRef item) {
    return pairs.itemsOf(key).computeIfAbsent(item.text(), name -> new KeptInMemory());
  }

  private static boolean sameHalves(Link one, Link other) {
    return one.contactId().equals(other.contactId()) && one.profileId().equals(other.profileId());
  }

  private static Set<Half> halves(ItemKind kind, Link link) {
    Set<Half> halves = new HashSet<>();
    for (Side side : Side.values()) {
      halves.add(new Half(link.connection(), kind, side, link.id(side)));
    }
    return halves;
  }
}
