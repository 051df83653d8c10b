package io.lockstep.activities.items;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.Permission;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.merge.ItemMerge;
import io.lockstep.core.merge.ItemsLook;
import io.lockstep.core.merge.ItemsLook.Ended;
import io.lockstep.core.merge.ItemsLook.Half;
import io.lockstep.core.merge.ItemsPlan;
import io.lockstep.core.merge.UnprovedHalves;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Plan;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.LinkTakenException;
import io.lockstep.ledger.StaleBaseException;
import io.lockstep.workflows.sync.LookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists a contact's items of one kind on both sides, and answers what to do. It writes to the
 * ledger (links it found, agreements it saw, what waits for a person) and to no provider.
 *
 * <p>The open mark is set before the first read and cleared only by a look that finds nothing to do
 * and nothing waiting, as for contacts. A contact that is gone, out of scope or not linked freezes
 * its items: nothing is made and nothing deleted until the contact itself is decided.
 */
public final class ItemLook {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Ports ports;
  private final ItemKind kind;
  private final ItemBenches benches;
  private final ItemFreeze freeze;

  public ItemLook(Ports ports, ItemKind kind) {
    this.ports = ports;
    this.kind = kind;
    this.benches = new ItemBenches(ports, kind);
    this.freeze = new ItemFreeze(ports, kind);
  }

  /**
   * Looks. Costs one HighLevel call and one BHN call, one more for each item that a list leaves out
   * although it is linked, and one of BHN's for each create there whose answer never came.
   *
   * @throws io.lockstep.activities.NotNowException when a call may not be made now
   * @throws ProviderException for a passing fault; look again
   */
  public Plan look(LookRequest request, Attempt attempt) {
    FlowKey key = request.key();
    Connection connection = ports.connection(key);
    Instant lookedAt = ports.clock().instant();
    if (connection.paused()) {
      ports.connections().markForSweep(connection.id());
      return settled(Plan.Verdict.PAUSED, key, lookedAt, "the connection is paused");
    }
    if (benches.items(connection).isEmpty()) {
      String reason = "the mapping leaves " + kind.word() + "s where they are";
      return settled(Plan.Verdict.NOT_ELIGIBLE, key, lookedAt, reason);
    }
    Optional<Link> pair = ports.pairs().linkOfContact(key.connection(), key.contactId());
    if (pair.isEmpty()) {
      ports.hints().hint(Flow.CONTACT_UPSERT, key, Hint.from(Hint.Source.FLOW));
      return settled(
          Plan.Verdict.HANDED_ON, key, lookedAt, "the contact is not linked; its flow was hinted");
    }
    Optional<String> frozen = freeze.why(key, pair.get());
    if (frozen.isPresent()) {
      Permission.list(ports, kind.flow(), key, List.of(), lookedAt);
      return settled(Plan.Verdict.NOT_ELIGIBLE, key, lookedAt, frozen.get());
    }
    ports.marks().open(kind.flow(), key, lookedAt);
    ItemBench bench = benches.open(connection, pair.get(), caller(request, attempt));
    try {
      return look(request, attempt, bench, lookedAt);
    } catch (StaleBaseException | LinkTakenException moved) {
      // Another run was faster. Not now, so that the hints and decisions come back with the next.
      return answer(
          Plan.Verdict.NOT_NOW, lookedAt, SOON, "another run moved link or base meanwhile");
    } catch (ProviderException failure) {
      if (failure.error().kind() != ProviderError.Kind.GONE) {
        throw failure;
      }
      ports.hints().hint(Flow.CONTACT_UPSERT, key, Hint.from(Hint.Source.FLOW));
      return settled(
          Plan.Verdict.HANDED_ON,
          key,
          lookedAt,
          "the contact is gone; its items wait for what is decided about it");
    }
  }

  private Plan look(LookRequest request, Attempt attempt, ItemBench bench, Instant lookedAt) {
    FlowKey key = request.key();
    Map<ItemRef, PairRecord> records = records(key, lookedAt);
    Optional<Duration> busy =
        attempt.waitForOthers(
            records.values().stream().flatMap(record -> record.intents().stream()), lookedAt);
    if (busy.isPresent()) {
      return answer(
          Plan.Verdict.NOT_NOW,
          lookedAt,
          busy.get(),
          "a write of another run may still be under way");
    }
    ItemsLook lists = lists(request, bench, records, lookedAt);
    Map<Half, Optional<PersonView>> reads = new HashMap<>();
    for (Half half : UnprovedHalves.toRead(lists)) {
      reads.put(half, bench.read(half.side(), half.id()));
    }
    ItemsPlan plan = ItemMerge.plan(lists.with(reads));
    ports.listener().merged(plan.fieldBranches());
    ports.listener().itemsMerged(plan.branches());
    if (!plan.changes().isEmpty()) {
      ports.items().commit(key, plan.changes());
    }
    Permission.list(ports, kind.flow(), key, plan.withheld(), lookedAt);
    boolean settled =
        plan.ops().isEmpty() && plan.waiting().isEmpty() && plan.again().isZero() && !plan.more();
    if (settled && plan.withheld().isEmpty()) {
      ports.marks().close(kind.flow(), key, lookedAt);
    }
    return new Plan(
        Plan.Verdict.PLANNED,
        lookedAt,
        plan.ops(),
        plan.waiting(),
        plan.again(),
        plan.more(),
        summary(plan));
  }

  /** The items' records; an upload that was never followed up is over by now, and is settled. */
  private Map<ItemRef, PairRecord> records(FlowKey key, Instant lookedAt) {
    Map<ItemRef, PairRecord> records = new LinkedHashMap<>(ports.items().load(key, kind));
    Map<ItemRef, PairChange> over = FileCopies.over(records, lookedAt);
    if (!over.isEmpty()) {
      ports.items().commit(key, over);
    }
    records.keySet().removeIf(FileCopies::isFile);
    return records;
  }

  private ItemsLook lists(
      LookRequest request, ItemBench bench, Map<ItemRef, PairRecord> records, Instant lookedAt) {
    FlowKey key = request.key();
    List<PersonView> contacts = bench.list(Side.CONTACTS);
    List<PersonView> rewards = bench.list(Side.REWARDS);
    Set<Half> nameless = nameless(contacts, rewards);
    contacts = without(nameless, contacts);
    rewards = without(nameless, rewards);
    Map<Side, Set<String>> unlinked = unlinked(contacts, rewards, records);
    OthersHalves others = OthersHalves.among(ports, key, kind, unlinked, lookedAt);
    return new ItemsLook(
        key,
        kind,
        bench.mapping(),
        bench.items(),
        bench.forms(),
        bench.digester(),
        without(others.held(), contacts),
        without(others.held(), rewards),
        nameless,
        records,
        ended(key, unlinked, others.released()),
        Map.of(),
        made(bench, records),
        request.hints(),
        request.decisions(),
        ports.edited(key, request.decisions()),
        lookedAt);
  }

  private static Set<Half> nameless(List<PersonView> contacts, List<PersonView> rewards) {
    return Stream.concat(contacts.stream(), rewards.stream())
        .filter(view -> !ItemRef.isId(view.id()))
        .map(view -> new Half(view.side(), view.id()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What became of open creates, as far as their side knows it by the request's id. */
  private static Map<String, String> made(ItemBench bench, Map<ItemRef, PairRecord> records) {
    Map<String, String> made = new HashMap<>();
    records.values().stream()
        .flatMap(record -> record.intents().stream())
        .filter(intent -> intent.kind() == Op.Kind.CREATE && intent.target() == Side.REWARDS)
        .forEach(
            intent ->
                bench
                    .madeBy(Side.REWARDS, intent.opId())
                    .ifPresent(view -> made.put(intent.opId(), view.id())));
    return made;
  }

  /** The ids on each list that are a half of none of these records. */
  private static Map<Side, Set<String>> unlinked(
      List<PersonView> contacts, List<PersonView> rewards, Map<ItemRef, PairRecord> records) {
    Map<Side, Set<String>> unlinked = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      Set<String> ids = new HashSet<>();
      (side == Side.CONTACTS ? contacts : rewards).forEach(view -> ids.add(view.id()));
      records.values().stream()
          .flatMap(record -> Optional.ofNullable(record.link()).stream())
          .forEach(link -> ids.remove(link.id(side)));
      if (!ids.isEmpty()) {
        unlinked.put(side, ids);
      }
    }
    return unlinked;
  }

  private static List<PersonView> without(Set<Half> held, List<PersonView> views) {
    return views.stream().filter(view -> !held.contains(new Half(view.side(), view.id()))).toList();
  }

  private Ended ended(FlowKey key, Map<Side, Set<String>> unlinked, Set<Half> released) {
    Set<Half> survivors = new HashSet<>();
    Map<Half, Instant> deleted = new HashMap<>();
    unlinked.forEach(
        (side, ids) ->
            ports
                .items()
                .tombstones(key.connection(), kind, side, ids)
                .forEach(
                    (id, stone) -> {
                      if (stone.survivor()) {
                        survivors.add(new Half(side, id));
                      } else {
                        deleted.put(new Half(side, id), stone.at());
                      }
                    }));
    // Nobody deleted them: a read of the id tells at once whether they are alive.
    released.forEach(half -> deleted.put(half, Instant.EPOCH));
    return new Ended(survivors, deleted);
  }

  private CallContext caller(LookRequest request, Attempt attempt) {
    return new CallContext(
        request.lane(), attempt.repeated(), request.brief(), kind.flow().workflowId(request.key()));
  }

  /** An answer after which nothing is to be done: the door may believe the base again. */
  private Plan settled(Plan.Verdict verdict, FlowKey key, Instant lookedAt, String summary) {
    ports.marks().close(kind.flow(), key, lookedAt);
    return answer(verdict, lookedAt, Duration.ZERO, summary);
  }

  private static Plan answer(
      Plan.Verdict verdict, Instant lookedAt, Duration again, String summary) {
    return new Plan(verdict, lookedAt, List.of(), List.of(), again, false, summary);
  }

  private static String summary(ItemsPlan plan) {
    if (!plan.ops().isEmpty()) {
      return plan.ops().stream()
          .collect(Collectors.groupingBy(Op::summary, TreeMap::new, Collectors.counting()))
          .entrySet()
          .stream()
          .map(
              same ->
                  same.getValue() == 1 ? same.getKey() : same.getValue() + " x " + same.getKey())
          .collect(Collectors.joining("; "));
    }
    if (!plan.waiting().isEmpty()) {
      return plan.waiting().size() + " wait for a person";
    }
    if (!plan.again().isZero()) {
      return "a read is not believed yet";
    }
    return plan.withheld().isEmpty()
        ? "in step"
        : plan.withheld().size() + " changes; " + Permission.WAITS;
  }
}
