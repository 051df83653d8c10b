package io.lockstep.activities.simulation;

import io.lockstep.activities.CallListener;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.Providers;
import io.lockstep.activities.items.ItemApply;
import io.lockstep.activities.items.ItemLook;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.Ports;
import io.lockstep.activities.testing.SandboxConnection;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.door.ItemDoor;
import io.lockstep.core.door.Sighting;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.ItemForms;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.ledger.InMemoryBreakers;
import io.lockstep.ledger.InMemoryBudget;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.ledger.InMemoryItemLedger;
import io.lockstep.ledger.InMemoryOpenMarks;
import io.lockstep.ledger.InMemoryPairLedger;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.OpenMarks;
import io.lockstep.ledger.PairLedger.WaitingItem;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxCall;
import io.lockstep.sandbox.SandboxOptions;
import io.lockstep.sandbox.webhooks.Delivery;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.FlowPlayer;
import io.lockstep.workflows.sync.LookRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One linked contact's tasks, or its notes: both providers, the people who work there, the ledger,
 * the flow and the door, all in one thread and in virtual time.
 */
final class ItemPlay implements FlowPlayer.Stage, Wire.Witness {

  private static final String CONNECTION = "sim";
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final CanonicalForms CANONICAL = new CanonicalForms("US");
  private static final Duration PUMP = Duration.ofMillis(350);
  private static final Duration ENGINE_TAKES_OVER = Duration.ofSeconds(30);
  private static final Digester DIGESTER =
      new Digester(
          "k1", Map.of("k1", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)));

  private final ItemKind kind;
  private final Timeline time = new Timeline(START);
  private final Crashes crashes = new Crashes();
  private final Tally tally;
  private final Sandbox sandbox;
  private final ItemHands people;
  private final ItemFaults faults;
  private final ItemMapping mapping;
  private final ItemForms forms;
  private final ItemDoor door;
  private final OpenMarks marks = new InMemoryOpenMarks();
  private final InMemoryPairLedger pairs = new InMemoryPairLedger(time);
  private final ItemLedger items;
  private final ItemLook look;
  private final ItemApply apply;
  private final FlowKey key;
  private final List<String> broken = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private @Nullable FlowPlayer run;
  private @Nullable ItemMove editAfterTheNextRead;
  private boolean twiceAtOnce;
  private final Map<String, Integer> lastReads = new HashMap<>();
  private int runNumbers;
  private int writes;
  private boolean decided;

  ItemPlay(ItemKind kind, long seed, ItemVariant variant, Tally tally) {
    this.kind = kind;
    this.tally = tally;
    String yaml = mapping(seed);
    sandbox = Sandbox.inProcess(new SandboxOptions(time, seed & 0xFFFF));
    var hands = new Hands(sandbox);
    String contactId =
        id(
            Hands.section(
                hands
                    .highLevel(
                        "POST",
                        "/contacts/",
                        Map.of(
                            "locationId", hands.locationId(),
                            "firstName", "Ann",
                            "email", "ann@example.com"))
                    .orElseThrow(),
                "contact"),
            "id");
    String profileId =
        id(
            Hands.records(
                    hands
                        .bhn(
                            "POST",
                            "/v2/contacts",
                            Map.of("firstName", "Ann", "email", "ann@example.com"))
                        .orElseThrow(),
                    "result")
                .get(0),
            "contactId");
    key = new FlowKey(CONNECTION, contactId);
    pairs.commit(
        key,
        PairChange.builder()
            .link(new Link(CONNECTION, contactId, profileId, START))
            .state(PairState.IN_STEP, "")
            .build());
    items = new InMemoryItemLedger(pairs);
    people =
        new ItemHands(
            hands, kind, Map.of(Side.CONTACTS, contactId, Side.REWARDS, profileId), this::partner);
    faults = new ItemFaults(hands, kind, tally);
    mapping = MappingProfiles.parse("simulation", yaml).items(kind).orElseThrow();
    forms = ItemForms.of(kind, mapping, Map.of());
    door = new ItemDoor(mapping, CANONICAL, DIGESTER);
    Ports ports = ports(yaml, variant);
    look = new ItemLook(ports, kind);
    apply = new ItemApply(ports, kind);
    hands.control(
        "PUT",
        "/webhooks",
        Map.of(
            "highlevel", "http://door.test/highlevel",
            "bhn", "http://door.test/bhn",
            "policy", "any-non2xx-12"));
    pump();
  }

  private static String id(Map<String, Object> record, String name) {
    return String.valueOf(record.get(name));
  }

  /** Mostly deletions propagate; in some worlds a person decides, in some nobody does. */
  private static String mapping(long seed) {
    String deletes =
        switch (Math.floorMod(seed, 10)) {
          case 8 -> "review";
          case 9 -> "ignore";
          default -> "propagate";
        };
    return """
        profile: simulation
        contact: {fields: [{name: email, contacts: email, rewards: email}]}
        tasks: {direction: both, deletes: %s, due: {default: +1d}}
        notes: {direction: both, deletes: %s}
        brakes: {deletes: {most: 500, percent: 100}, writes: {most: 5000}}
        """
        .formatted(deletes, deletes);
  }

  private Ports ports(String yaml, ItemVariant variant) {
    var connections = new InMemoryConnections();
    var access = sandbox.access();
    connections.register(
        SandboxConnection.of(CONNECTION, access, access.highlevel().token(), yaml, true));
    var wire = variant.wire(new Wire(sandbox, time, crashes, this, this::afterRead));
    var providers =
        new Providers(
            any -> wire,
            new InMemoryBudget(),
            new InMemoryBreakers(),
            connections,
            CallListener.NONE,
            time);
    return new Ports(
        connections,
        pairs,
        CrashingLedger.over(ItemLedger.class, variant.ledger(items, this), crashes),
        marks,
        providers,
        DIGESTER,
        (flow, hinted, hint) -> {},
        tally,
        time);
  }

  /** Plays all of it, then lets the world come to rest; answers what was broken. */
  List<String> play(List<ItemMove> history) {
    Duration until = Duration.ZERO;
    for (ItemMove move : history) {
      until = until.plus(move.after());
      time.in(until, () -> play(move));
    }
    time.runUntil(time.instant().plus(until));
    editAfterTheNextRead = null;
    twiceAtOnce = false;
    faults.clear();
    crashes.disarm();
    untilIdle();
    pass();
    pass(); // what a link too young to be believed gone has left
    broken.addAll(new ItemLaws(this).broken());
    int before = writes;
    pass();
    if (writes != before) {
      broken.add("L2: " + (writes - before) + " writes although nobody edited");
    }
    tally.count("crashes", crashes.happened());
    tally.count("L3 holes: a copy at HighLevel changed before it was known", people.taken().size());
    tally.history();
    return broken;
  }

  List<String> story() {
    return story;
  }

  private void tell(String what) {
    story.add(
        "%8.3f  %s".formatted(Duration.between(START, time.instant()).toMillis() / 1e3, what));
  }

  private void play(ItemMove move) {
    tell(move.toString());
    tally.count("moves: " + move.kind(), 1);
    switch (move.kind()) {
      case FAULT -> faults.arm(move);
      case CRASH -> crashes.arm(move.what() % 12);
      case TWICE_AT_ONCE -> twiceAtOnce = true;
      case PASS -> hint(Hint.from(Hint.Source.SWEEP));
      case DECIDE -> decide(move);
      case EDIT_AFTER_THE_NEXT_READ -> editAfterTheNextRead = move;
      default -> {
        faults.apart(() -> act(move));
        time.in(Duration.ofMillis(20 + move.what() % 60), this::deliver);
      }
    }
  }

  private void act(ItemMove move) {
    switch (move.kind()) {
      case ADD_AT_CONTACTS -> people.add(Side.CONTACTS);
      case ADD_AT_REWARDS -> people.add(Side.REWARDS);
      case ADD_ON_BOTH -> people.addOnBoth();
      case ADD_EQUAL -> people.addEqual(side(move), move.who());
      case EDIT_AT_CONTACTS -> people.edit(Side.CONTACTS, move.who(), move.what(), now());
      case EDIT_AT_REWARDS -> people.edit(Side.REWARDS, move.who(), move.what(), now());
      case DELETE_AT_CONTACTS -> people.delete(Side.CONTACTS, move.who(), now());
      case DELETE_AT_REWARDS -> people.delete(Side.REWARDS, move.who(), now());
      case EDIT_AFTER_THE_NEXT_READ, FAULT, CRASH, TWICE_AT_ONCE, PASS, DECIDE ->
          throw new IllegalStateException("no act of people: " + move);
    }
  }

  private static Side side(ItemMove move) {
    return move.what() % 2 == 0 ? Side.CONTACTS : Side.REWARDS;
  }

  private void afterRead() {
    ItemMove move = editAfterTheNextRead;
    if (move != null) {
      editAfterTheNextRead = null;
      tally.count("edits right after a read", 1);
      faults.apart(() -> people.edit(Side.CONTACTS, move.who(), move.what(), now()));
    }
  }

  private void decide(ItemMove move) {
    List<WaitingItem> waiting = pairs.waiting(CONNECTION, 50);
    if (waiting.isEmpty()) {
      return;
    }
    decided = true;
    String opId = waiting.get(move.who() % waiting.size()).parked().waiting().opId();
    Decision decision = move.what() % 2 == 0 ? Decision.retry() : Decision.skip(opId);
    tally.count("decisions: " + decision.kind(), 1);
    run().decided(decision);
  }

  // ------------------------------------------------------------------ rest

  private void untilIdle() {
    Instant deadline = now().plus(Duration.ofHours(3));
    int idleFor = 0;
    while (idleFor < 4) { // webhooks may be delayed by half a minute
      time.runUntil(now().plusSeconds(15));
      FlowPlayer open = run;
      idleFor = open == null || open.isIdle() ? idleFor + 1 : 0;
      if (now().isAfter(deadline)) {
        broken.add("L1: not at rest after three hours");
        return;
      }
    }
  }

  private void pass() {
    hint(Hint.from(Hint.Source.SWEEP));
    untilIdle();
  }

  // ------------------------------------------------------------------ door and runs

  private void pump() {
    deliver();
    time.in(PUMP, this::pump);
  }

  private void deliver() {
    for (Delivery delivery : sandbox.takeDueWebhooks()) {
      if (isOfItems(delivery)) {
        deliver(delivery);
      }
      sandbox.report(delivery, 200);
    }
  }

  private boolean isOfItems(Delivery delivery) {
    Map<String, Object> body = json(delivery);
    return String.valueOf(body.getOrDefault("type", body.get("messageType")))
        .toLowerCase(java.util.Locale.ROOT)
        .startsWith(kind.word());
  }

  private void deliver(Delivery delivery) {
    Map<String, Object> body = json(delivery);
    Side side = delivery.side().equals("highlevel") ? Side.CONTACTS : Side.REWARDS;
    boolean deleted =
        String.valueOf(body.get("type")).endsWith("Delete")
            || "deleted".equals(body.get("eventType"));
    PersonView view = forms.of(side).event(body);
    var sighting = new Sighting(deleted, view, Set.of("task.completed"));
    PairRecord record =
        items
            .owner(CONNECTION, kind, side, view.id())
            .map(owned -> items.load(key, owned.item()))
            .orElse(PairRecord.unknown());
    boolean open = marks.isOpen(kind.flow(), key);
    if (!door.decide(key, sighting, open, record).looks()) {
      tally.count("echoes answered without a run", 1);
      return;
    }
    Instant at =
        Instant.parse(
            String.valueOf(body.get(side == Side.CONTACTS ? "timestamp" : "eventTimestamp")));
    Map<String, String> evidence = deleted ? Map.of() : door.digests(key, sighting);
    hint(new Hint(Hint.Source.WEBHOOK, side, view.id(), "event", at, evidence));
  }

  private void hint(Hint hint) {
    tell("hint " + hint.source() + " " + hint.side() + " " + hint.entityId());
    run().changed(hint);
  }

  private FlowPlayer run() {
    FlowPlayer open = run;
    if (open == null) {
      open = new FlowPlayer(this, key, "run-" + ++runNumbers);
      run = open;
    }
    return open;
  }

  @Override
  public void ended(FlowPlayer player) {
    run = null;
  }

  @Override
  public Instant now() {
    return time.instant();
  }

  @Override
  public void in(Duration wait, Runnable what) {
    time.in(wait, what);
  }

  // ------------------------------------------------------------------ activities

  @Override
  public Plan look(LookRequest request, int attempt, String run) {
    try {
      Plan plan = look.look(request, new Attempt(attempt, run));
      tell("look " + plan.verdict() + ": " + plan.summary() + " again " + plan.again());
      return plan;
    } catch (NotNowException notNow) {
      if (!request.brief() && isShort(notNow)) {
        throw notNow;
      }
      return new Plan(
          Plan.Verdict.NOT_NOW, now(), List.of(), List.of(), notNow.in(), false, "no turn");
    }
  }

  @Override
  public Outcome apply(ApplyRequest request, int attempt, String run) {
    if (twiceAtOnce) {
      twiceAtOnce = false;
      tally.count("applies run twice at once", 1);
      time.in(Duration.ofMillis(20), () -> applyQuietly(request, attempt + 1, run));
    }
    try {
      Outcome outcome = apply.apply(request, new Attempt(attempt, run));
      tell(request.op().summary() + " -> " + outcome.next() + " " + outcome.reason());
      return outcome;
    } catch (NotNowException notNow) {
      if (isShort(notNow)) {
        throw notNow;
      }
      return Outcome.later(notNow.in(), "no turn");
    }
  }

  private void applyQuietly(ApplyRequest request, int attempt, String run) {
    try {
      apply.apply(request, new Attempt(attempt, run));
    } catch (RuntimeException failure) {
      retry(failure, attempt); // a twin of an attempt; nobody hears of its outcome
    }
  }

  private static boolean isShort(NotNowException notNow) {
    return notNow.in().compareTo(Duration.ofSeconds(10)) <= 0;
  }

  @Override
  public boolean news(FlowKey of, List<Hint> hints) {
    return true;
  }

  @Override
  public Optional<Duration> retry(RuntimeException failure, int attempt) {
    tell("failed: " + failure.getMessage());
    Duration backoff = Duration.ofSeconds(Math.min(30, 1L << Math.min(attempt - 1, 5)));
    if (failure instanceof NotNowException notNow) {
      return Optional.of(notNow.in());
    }
    if (failure instanceof Crash) {
      return Optional.of(ENGINE_TAKES_OVER);
    }
    if (failure instanceof ProviderException provider) {
      return switch (provider.error().kind()) {
        case TRANSIENT, RATE_LIMITED, CONFLICT, GONE, ALREADY_DONE -> Optional.of(backoff);
        case AUTH, REFUSED -> Optional.empty();
        case BUG -> {
          broken.add("bug: " + provider.getMessage());
          yield Optional.empty();
        }
      };
    }
    broken.add("bug: " + failure);
    return Optional.empty();
  }

  private Optional<String> partner(Side side, String id) {
    return items
        .owner(CONNECTION, kind, side, id)
        .map(owned -> items.load(key, owned.item()).link())
        .map(link -> link.id(side.other()));
  }

  /** Nobody's edit is deleted, but one that came between the last read and the deletion. */
  @Override
  public void before(SandboxCall call) {
    Side side = call.pathAndQuery().startsWith("/bhn/") ? Side.REWARDS : Side.CONTACTS;
    String id = call.pathAndQuery().replaceAll("^.*/|[?].*$", "");
    boolean deletes = call.method().equals("DELETE");
    if (deletes && people.isEditedSurvivor(side, id, lastReads.getOrDefault(id, 0))) {
      broken.add("L5: the edited survivor " + id + " is deleted at " + side);
    }
  }

  @Override
  public void after(SandboxCall call) {
    if (call.method().equals("GET")) {
      lastReads.put(call.pathAndQuery().replaceAll("^.*/|[?].*$", ""), people.edits().size());
    }
    boolean token = call.pathAndQuery().contains("/oauth2/");
    writes += call.method().equals("GET") || token ? 0 : 1;
  }

  @SuppressWarnings("unchecked") // a JSON object
  private static Map<String, Object> json(Delivery delivery) {
    try {
      return Hands.JSON.readValue(delivery.body(), Map.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ------------------------------------------------------------------ what the laws look at

  ItemKind kind() {
    return kind;
  }

  ItemHands people() {
    return people;
  }

  /** What a half of an item shows now; empty when it is gone. */
  Optional<PersonView> view(Side side, String id) {
    return people.items(side).stream()
        .filter(item -> people.id(side, item).equals(id))
        .findFirst()
        .map(item -> forms.of(side).read(item));
  }

  /** The digest of that field as the ledger would keep it. */
  String digest(FieldRule rule, PersonView view) {
    return DIGESTER.digest(
        key,
        rule.name(),
        CANONICAL.canonical(view.field(rule.name()), rule.form(), CanonicalForms.CURRENT));
  }

  ItemMapping mapping() {
    return mapping;
  }

  ItemLedger items() {
    return items;
  }

  FlowKey key() {
    return key;
  }

  /** Whether a person has skipped or retried anything: then what waits is no measure. */
  boolean decided() {
    return decided;
  }
}
