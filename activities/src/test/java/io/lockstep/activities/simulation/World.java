package io.lockstep.activities.simulation;

import io.lockstep.activities.CallListener;
import io.lockstep.activities.Providers;
import io.lockstep.activities.contacts.ContactApply;
import io.lockstep.activities.contacts.ContactLook;
import io.lockstep.activities.contacts.ContactNews;
import io.lockstep.activities.contacts.ContactReconcile;
import io.lockstep.activities.grant.HighLevelApp;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.Hints;
import io.lockstep.activities.sync.Ports;
import io.lockstep.activities.testing.SandboxConnection;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.person.BhnProfile;
import io.lockstep.core.person.HighLevelContact;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.ledger.InMemoryBreakers;
import io.lockstep.ledger.InMemoryBudget;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.ledger.InMemoryCursors;
import io.lockstep.ledger.InMemoryGrants;
import io.lockstep.ledger.InMemoryItemLedger;
import io.lockstep.ledger.InMemoryOpenMarks;
import io.lockstep.ledger.InMemoryPairLedger;
import io.lockstep.ledger.InMemoryWithheldWrites;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.OpenMarks;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.PairLedger.WaitingItem;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxAccess;
import io.lockstep.sandbox.SandboxOptions;
import io.lockstep.sandbox.webhooks.Delivery;
import io.lockstep.workflows.reconcile.ReconcileActivities;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.FlowPlayer;
import io.lockstep.workflows.sync.LookRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One world: both providers, the people who work there, the ledger, the flows and the door, all in
 * one thread and in virtual time.
 */
final class World implements FlowPlayer.Stage, Hints {

  static final String CONNECTION = "sim";

  /** What law L4 excuses, for no provider offers a write that says what it expects. */
  static final String HOLES = "L4 holes: a HighLevel edit nobody reported, between guard and write";

  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final Duration PUMP = Duration.ofMillis(350);
  private static final Digester DIGESTER =
      new Digester(
          "k1", Map.of("k1", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)));
  private static final Map<String, MappingProfile> MAPPINGS = new HashMap<>();

  private final ItemLedger items;
  private final Timeline time = new Timeline(START);
  private final Story story = new Story(time);
  private final Crashes crashes = new Crashes();
  private final Tally tally;
  private final Variant variant;
  private final Sandbox sandbox;
  private final Hands hands;
  private final Faults faults;
  private final People people;
  private final Watch watch;
  private final MappingProfile mapping;
  private final CanonicalForms forms = new CanonicalForms("US");
  private final HighLevelContact contactForm;
  private final BhnProfile profileForm;
  private final OpenMarks marks = new InMemoryOpenMarks();
  private final PairLedger pairs;
  private final ContactLook look;
  private final ContactApply apply;
  private final ContactNews news;
  private final ContactReconcile reconcile;
  private final DoorPlayer door;
  private final Map<FlowKey, FlowPlayer> runs = new LinkedHashMap<>();
  private final List<String> broken = new ArrayList<>();
  private final Engine engine;
  private final Set<String> decidedFields = new HashSet<>();
  private final Map<String, Instant> firstLooks = new HashMap<>();
  private Instant engineIsDownUntil = START;
  private boolean resting;
  private @Nullable Move editAfterTheNextRead;
  private int runNumbers;
  private int passes;

  World(History history, Variant variant, Tally tally) {
    this.variant = variant;
    this.tally = tally;
    engine = new Engine(time, story, tally, broken);
    String yaml = Mappings.of(history.seed());
    mapping = mapping(yaml);
    Duration lag = Duration.ofSeconds(2L * Math.floorMod(history.seed(), 4));
    sandbox =
        Sandbox.inProcess(new SandboxOptions(time, history.seed() & 0xFFFF).withIndexLag(lag));
    hands = new Hands(sandbox);
    faults = new Faults(hands, tally);
    people = new People(this, hands);
    watch = new Watch(this::snapshot, () -> people().edits());
    contactForm = new HighLevelContact(mapping, hands.customFieldIds());
    profileForm = new BhnProfile(mapping);
    var twin = new InMemoryPairLedger(time);
    items = new InMemoryItemLedger(twin);
    pairs = twin;
    Ports ports = ports(yaml, CrashingLedger.over(variant.ledger(twin, this), crashes));
    look = new ContactLook(ports);
    apply = new ContactApply(ports);
    news = new ContactNews(ports);
    reconcile = new ContactReconcile(ports);
    door = new DoorPlayer(this);
    hands.control(
        "PUT",
        "/webhooks",
        Map.of(
            "highlevel", "http://door.test/highlevel",
            "bhn", "http://door.test/bhn",
            "policy", "any-non2xx-12"));
    pump();
  }

  private Ports ports(String yaml, PairLedger ledger) {
    var connections = new InMemoryConnections();
    SandboxAccess access = sandbox.access();
    String token = access.highlevel().token();
    connections.register(SandboxConnection.of(CONNECTION, access, token, yaml, true));
    var wire = variant.wire(new Wire(sandbox, time, crashes, watch, this::afterRead));
    var providers =
        new Providers(
            any -> wire,
            new InMemoryBudget(),
            new InMemoryBreakers(),
            connections,
            new InMemoryGrants(),
            HighLevelApp.NONE,
            CallListener.NONE,
            time);
    return new Ports(
        connections,
        ledger,
        items,
        new InMemoryWithheldWrites(),
        variant.marks(marks),
        new InMemoryCursors(),
        providers,
        DIGESTER,
        this,
        tally,
        time);
  }

  private static synchronized MappingProfile mapping(String yaml) {
    return MAPPINGS.computeIfAbsent(yaml, text -> MappingProfiles.parse("simulation", text));
  }

  /** Plays all of it, then lets the world come to rest; answers what was broken. */
  List<String> play(History history) {
    Duration until = Duration.ZERO;
    for (Move move : history.moves()) {
      until = until.plus(move.after());
      time.in(until, () -> play(move));
    }
    time.runUntil(time.instant().plus(until));
    Instant quietSince = time.instant();
    rest();
    if (faults.hidden() == 0) {
      tally.count("histories that webhooks alone brought to rest", 1);
      broken.addAll(new Laws(this).broken()); // webhooks alone must have been enough
    }
    pass(ContactReconcile.CONTACTS);
    pass(ContactReconcile.VERIFY);
    tally.count("seconds of virtual time until at rest", seconds(quietSince));
    var laws = new Laws(this);
    broken.addAll(laws.broken());
    if (broken.isEmpty()) {
      checkSilence();
    }
    broken.addAll(watch.broken());
    tally.count(HOLES, laws.holes());
    tally.count("provider calls", watch.calls());
    tally.count("writes", watch.writes());
    tally.count("crashes", crashes.happened());
    tally.history();
    return broken;
  }

  private long seconds(Instant since) {
    return Duration.between(since, time.instant()).toSeconds();
  }

  /** What happened, line by line; for whoever reads a failing history. */
  List<String> story() {
    return story.lines();
  }

  private void play(Move move) {
    story.tell(move);
    tally.count("moves: " + move.kind(), 1);
    switch (move.kind()) {
      case FAULT -> faults.arm(move);
      case OUTAGE -> faults.outage(move);
      case CRASH -> crashes.arm(move.what() % 16);
      case TWICE_AT_ONCE -> engine.twiceAtOnce(true);
      case ENGINE_DOWN -> engineIsDownUntil = time.instant().plusSeconds(20);
      case SWEEP -> startPass(ContactReconcile.CONTACTS);
      case DECIDE -> decide(move);
      default -> {
        faults.apart(() -> act(move));
        time.in(
            Duration.ofMillis(20 + move.value() % 60), this::deliver); // some webhooks are quick
      }
    }
  }

  private void act(Move move) {
    switch (move.kind()) {
      case NEW_CONTACT -> people.newContact(move);
      case NEW_PROFILE -> people.newProfile(move);
      case NEW_PERSON_ON_BOTH -> people.newPersonOnBoth(move);
      case EDIT_CONTACT -> people.edit(Side.CONTACTS, move);
      case EDIT_PROFILE -> people.edit(Side.REWARDS, move);
      case CLEAR_CONTACT -> people.clear(Side.CONTACTS, move);
      case CLEAR_PROFILE -> people.clear(Side.REWARDS, move);
      case REVERT_CONTACT -> people.revert(Side.CONTACTS, move);
      case REVERT_PROFILE -> people.revert(Side.REWARDS, move);
      case TAG_CONTACT -> people.tag(Side.CONTACTS, move, true);
      case TAG_PROFILE -> people.tag(Side.REWARDS, move, true);
      case UNTAG_CONTACT -> people.tag(Side.CONTACTS, move, false);
      case UNTAG_PROFILE -> people.tag(Side.REWARDS, move, false);
      case CLOSE_CHANNEL_AT_CONTACTS -> people.channel(Side.CONTACTS, move, true);
      case CLOSE_CHANNEL_AT_REWARDS -> people.channel(Side.REWARDS, move, true);
      case OPEN_CHANNEL_AT_CONTACTS -> people.channel(Side.CONTACTS, move, false);
      case OPEN_CHANNEL_AT_REWARDS -> people.channel(Side.REWARDS, move, false);
      case DELETE_CONTACT -> people.delete(Side.CONTACTS, move);
      case DELETE_PROFILE -> people.delete(Side.REWARDS, move);
      case MERGE_CONTACTS -> people.mergeContacts(move);
      case FIGHT -> fight(move, 10);
      case EDIT_AFTER_THE_NEXT_READ -> editAfterTheNextRead = move;
      case FAULT, OUTAGE, CRASH, TWICE_AT_ONCE, ENGINE_DOWN, SWEEP, DECIDE ->
          throw new IllegalStateException("no act of people: " + move);
    }
  }

  /** A person edits right after we looked: the guard window, where HighLevel has no version. */
  private void afterRead() {
    Move move = editAfterTheNextRead;
    if (move != null) {
      editAfterTheNextRead = null;
      tally.count("edits right after a read", 1);
      faults.apart(() -> people.edit(Side.CONTACTS, move));
    }
  }

  private void fight(Move move, int times) {
    people
        .record(Side.CONTACTS, move)
        .filter(contact -> !contact.field("firstName").texts().equals(List.of("Robot")))
        .ifPresent(contact -> people.write(Side.CONTACTS, contact, "firstName", "Robot"));
    people
        .record(Side.REWARDS, move)
        .filter(profile -> !profile.field("firstName").texts().equals(List.of("Android")))
        .ifPresent(profile -> people.write(Side.REWARDS, profile, "firstName", "Android"));
    if (times > 1) {
      time.in(
          Duration.ofSeconds(65),
          () -> {
            if (!resting) {
              faults.apart(() -> fight(move, times - 1));
            }
          });
    }
  }

  private void decide(Move move) {
    List<WaitingItem> waiting = pairs.waiting(CONNECTION, 50);
    if (waiting.isEmpty()) {
      return;
    }
    WaitingItem item = waiting.get(move.who() % waiting.size());
    var key = new FlowKey(CONNECTION, item.contactId());
    String field = item.parked().waiting().field();
    String opId = item.parked().waiting().opId();
    decidedFields.add(item.contactId() + " " + field);
    Decision decision =
        switch (move.value() % 4) {
          case 0 -> Decision.retry();
          case 1 -> Decision.skip(opId);
          case 2 ->
              field.equals("*")
                  ? Decision.skip(opId)
                  : Decision.resolve(field, move.what() % 2 == 0 ? Side.CONTACTS : Side.REWARDS);
          default -> {
            String editId = "edit" + move.value();
            pairs.saveEdit(key, editId, List.of(people.fresh(field, move)));
            yield Decision.edit(opId, editId);
          }
        };
    tally.count("decisions: " + decision.kind(), 1);
    run(key).decided(decision);
  }

  // ------------------------------------------------------------------ rest

  private void rest() {
    resting = true;
    editAfterTheNextRead = null;
    engine.twiceAtOnce(false);
    faults.clear();
    crashes.disarm();
    engineIsDownUntil = time.instant();
    untilIdle();
  }

  /** Long enough for the longest sleep of a flow and the last retry of a webhook's first hour. */
  private void untilIdle() {
    Instant deadline = time.instant().plus(Duration.ofHours(3));
    int idleFor = 0;
    while (idleFor < 4) { // webhooks may be delayed by half a minute
      time.runUntil(time.instant().plusSeconds(15));
      boolean idle = passes == 0 && runs.values().stream().allMatch(FlowPlayer::isIdle);
      idleFor = idle ? idleFor + 1 : 0;
      if (time.instant().isAfter(deadline)) {
        broken.add("L1: not at rest after three hours: " + busy());
        return;
      }
    }
  }

  private List<FlowKey> busy() {
    return runs.values().stream().filter(run -> !run.isIdle()).map(FlowPlayer::key).toList();
  }

  private void pass(String what) {
    startPass(what);
    untilIdle();
  }

  private void checkSilence() {
    int before = watch.writes();
    pass(ContactReconcile.CONTACTS);
    pass(ContactReconcile.VERIFY);
    if (watch.writes() != before) {
      broken.add(
          "L2: " + (watch.writes() - before) + " writes although nobody edited: " + watch.last());
    }
  }

  private void startPass(String what) {
    passes++;
    time.in(Duration.ofMillis(10), () -> passFrom(what, null, 1));
  }

  private void passFrom(String what, @Nullable String cursor, int attempt) {
    ReconcileActivities.Page page;
    try {
      page = reconcile.page(CONNECTION, what, cursor, new Attempt(attempt, "pass"));
    } catch (RuntimeException failure) {
      Duration wait = retry(failure, attempt).orElse(Duration.ofMinutes(1));
      time.in(wait, () -> passFrom(what, cursor, attempt + 1));
      return;
    }
    if (page.next() == null) {
      passes--;
    } else {
      time.in(Duration.ofMillis(50), () -> passFrom(what, page.next(), 1));
    }
  }

  // ------------------------------------------------------------------ door and runs

  private void pump() {
    deliver();
    time.in(PUMP, this::pump);
  }

  private void deliver() {
    for (Delivery delivery : sandbox.takeDueWebhooks()) {
      if (time.instant().isBefore(engineIsDownUntil)) {
        tally.count("webhooks refused while the engine was down", 1);
        sandbox.report(delivery, delivery.side().equals("highlevel") ? 429 : 503);
      } else {
        door.deliver(delivery);
        sandbox.report(delivery, 200);
      }
    }
  }

  @Override
  public void hint(Flow flow, FlowKey key, Hint hint) {
    story.tell("hint " + hint.source() + " " + hint.side() + " for " + key.contactId());
    run(key).changed(hint);
  }

  private FlowPlayer run(FlowKey key) {
    return runs.computeIfAbsent(key, any -> new FlowPlayer(this, key, "run-" + ++runNumbers));
  }

  @Override
  public void ended(FlowPlayer player) {
    runs.remove(player.key());
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
    return engine.look(request, () -> looked(request, new Attempt(attempt, run)));
  }

  private Plan looked(LookRequest request, Attempt attempt) {
    Plan plan = variant.plan(look.look(request, attempt));
    story.tell("look " + request.key().contactId() + " " + plan.verdict() + ": " + plan.summary());
    if (pairs.linkOfContact(CONNECTION, request.key().contactId()).isPresent()) {
      firstLooks.putIfAbsent(request.key().contactId(), time.instant());
    }
    return plan;
  }

  @Override
  public Outcome apply(ApplyRequest request, int attempt, String run) {
    return engine.apply(request, attempt, run, apply::apply);
  }

  @Override
  public boolean news(FlowKey key, List<Hint> hints) {
    return news.any(key, hints);
  }

  @Override
  public Optional<Duration> retry(RuntimeException failure, int attempt) {
    return engine.retry(failure, attempt);
  }

  // ------------------------------------------------------------------ what others look at

  Snapshot snapshot() {
    return Snapshot.of(hands.state(), contactForm, profileForm);
  }

  Instant instant() {
    return time.instant();
  }

  MappingProfile mapping() {
    return mapping;
  }

  CanonicalForms forms() {
    return forms;
  }

  Digester digester() {
    return DIGESTER;
  }

  HighLevelContact contactForm() {
    return contactForm;
  }

  BhnProfile profileForm() {
    return profileForm;
  }

  OpenMarks marks() {
    return marks;
  }

  PairLedger pairs() {
    return pairs;
  }

  People people() {
    return people;
  }

  DoorPlayer door() {
    return door;
  }

  Watch watch() {
    return watch;
  }

  Tally tally() {
    return tally;
  }

  Variant variant() {
    return variant;
  }

  Timeline time() {
    return time;
  }

  Hands hands() {
    return hands;
  }

  /** When a linked pair was first looked at; until then there is no base. */
  Instant firstLook(String contactId) {
    return firstLooks.getOrDefault(contactId, Instant.MAX);
  }

  /** Fields about which a person decided, as {@code contactId field}. */
  Set<String> decidedFields() {
    return decidedFields;
  }
}
