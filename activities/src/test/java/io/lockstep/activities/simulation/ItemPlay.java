package io.lockstep.activities.simulation;

import io.lockstep.activities.CallListener;
import io.lockstep.activities.Providers;
import io.lockstep.activities.grant.HighLevelApp;
import io.lockstep.activities.items.ItemApply;
import io.lockstep.activities.items.ItemLook;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.Ports;
import io.lockstep.activities.testing.SandboxConnection;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.door.ItemDoor;
import io.lockstep.core.item.ItemForms;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.ItemRules;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
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
import io.lockstep.sandbox.SandboxOptions;
import io.lockstep.sandbox.faults.FaultKind;
import io.lockstep.sandbox.webhooks.Delivery;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.FlowPlayer;
import io.lockstep.workflows.sync.LookRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One linked contact's tasks, or its notes: both providers, the people who work there, the ledger,
 * the flow and the door, all in one thread and in virtual time.
 */
final class ItemPlay implements FlowPlayer.Stage {

  /** The one hole of L3, as the tally counts it. */
  static final String CHANGED_TOO_SOON =
      "L3 holes: a copy at HighLevel changed before it was known";

  /** The one hole of L4, as the tally counts it. */
  static final String EDITED_UNREAD =
      "L4 holes: an edit at HighLevel nobody reported, between read and write";

  /** The one hole of L5, as the tally counts it. */
  static final String DELETED_TOO_SOON = "L5 holes: a copy deleted before it was known";

  static final String HELD_WRITES = "held by the brake on creates and overwrites";
  static final String HELD_DELETIONS = "held by the brake on deletions";

  private static final String CONNECTION = "sim";
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final CanonicalForms CANONICAL = new CanonicalForms("US");
  private static final Map<String, MappingProfile> PROFILES = new ConcurrentHashMap<>();
  // Longer than a read may be behind: nobody is to see a world without the contact.
  private static final Duration SINCE_THE_LINK = Duration.ofMinutes(2);
  private static final Duration UNTIL_USERS_ARE_READ_AGAIN = Duration.ofMinutes(11);
  private static final Duration PUMP = Duration.ofMillis(350);
  private static final Digester DIGESTER =
      new Digester(
          "k1", Map.of("k1", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)));

  private final ItemKind kind;
  private final boolean copies;
  private final List<ItemMove> moves;
  private final Timeline time = new Timeline(START);
  private final Story story = new Story(time);
  private final Crashes crashes = new Crashes();
  private final Tally tally;
  private final Sandbox sandbox;
  private final Hands hands;
  private final ItemHands people;
  private final ItemFaults faults;
  private final MappingProfile profile;
  private final ItemMapping mapping;
  private final ItemForms forms;
  private final ItemDoorPlayer door;
  private final ItemWatch watch;
  private final OpenMarks marks = new InMemoryOpenMarks();
  private final InMemoryPairLedger pairs = new InMemoryPairLedger(time);
  private final ItemLedger items;
  private final ItemLook look;
  private final ItemApply apply;
  private final ItemContacts contacts;
  private final FlowKey key;
  private final LinkedContact contact;
  private final List<String> broken = new ArrayList<>();
  private final Engine engine;
  private final Map<FlowKey, FlowPlayer> runs = new LinkedHashMap<>();
  private @Nullable LinkedContact winner;
  private boolean contactIsGone;
  private boolean mergeIsDecided;
  private @Nullable ItemMove editAfterTheNextRead;
  private int runNumbers;
  private boolean decided;

  ItemPlay(ItemHistory history, ItemVariant variant, Tally tally) {
    this.kind = history.kind();
    this.moves = history.moves();
    this.tally = tally;
    engine = new Engine(time, story, tally, broken);
    String yaml = mapping(history.seed());
    profile = PROFILES.computeIfAbsent(yaml, text -> MappingProfiles.parse("simulation", text));
    sandbox = Sandbox.inProcess(new SandboxOptions(time, history.seed() & 0xFFFF));
    hands = new Hands(sandbox);
    contact = LinkedContact.make(CONNECTION, "Ann", hands, pairs, START);
    key = contact.key();
    items = new InMemoryItemLedger(pairs);
    ItemMapping atTheDoor = profile.items(kind).orElseThrow();
    Map<String, String> users = atTheDoor.ownersByEmail() ? hands.userIds() : Map.of();
    mapping =
        users.isEmpty() ? atTheDoor : ItemRules.withOwners(atTheDoor, Set.copyOf(users.keySet()));
    forms = ItemForms.of(kind, mapping, users);
    var says = new ItemSays(kind, mapping.rules().stream().map(FieldRule::name).toList(), users);
    people =
        new ItemHands(
            hands, kind, says, contact.ids(), this::partner, this::isKnown, this::isAtRest);
    watch =
        new ItemWatch(people, time, this::isFrozen, this::keepsSurvivors, this::staleReads, broken);
    copies = kind == ItemKind.NOTE && files(history.seed()) == ItemMapping.Files.COPY;
    faults = new ItemFaults(hands, kind, copies, tally);
    door =
        new ItemDoorPlayer(
            kind,
            key,
            ItemForms.of(kind, atTheDoor, Map.of()), // whoever receives events knows no users
            new ItemDoor(atTheDoor, CANONICAL, DIGESTER),
            items,
            marks);
    Ports ports = ports(variant.mapping(yaml), variant);
    contacts = new ItemContacts(ports, time, story, engine);
    look = new ItemLook(ports, kind);
    apply = new ItemApply(ports, kind);
    hands.control(
        "PUT",
        "/webhooks",
        Map.of(
            "highlevel", "http://door.test/highlevel",
            "bhn", "http://door.test/bhn",
            "policy", "any-non2xx-12"));
    if (Math.floorMod(history.seed(), 2) == 0) { // nobody knows which it is
      hands.control("PUT", "/location", Map.of("contactDeleteTakesItems", false));
    }
    time.pass(SINCE_THE_LINK);
    pump();
  }

  private boolean keepsSurvivors() {
    return mapping.deletes() != MappingProfile.Deletes.PROPAGATE && !decided;
  }

  private long staleReads() {
    return Stream.of(FaultKind.STALE_READ, FaultKind.LAGGING_LIST, FaultKind.PARTIAL_LIST)
        .mapToLong(fault -> sandbox.faultHits().getOrDefault(fault, 0L))
        .sum();
  }

  /**
   * Mostly deletions propagate, in some worlds until the brakes hold; in some a person decides, in
   * some nobody does. In every third, owners of tasks travel; in others files of notes do.
   */
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
        tasks: {direction: both, deletes: %s, due: {default: +1d}%s}
        notes: {direction: both, deletes: %s, files: %s}
        brakes: {deletes: {most: %d, percent: 100}, writes: {most: %d}, flips: {most: 6, within: 10m}}
        """
        .formatted(
            deletes,
            ownersTravel(seed) ? ", users: byEmail" : "",
            deletes,
            files(seed).name().toLowerCase(Locale.ROOT),
            Math.floorMod(seed, 10) == 7 ? 1 : 500,
            Math.floorMod(seed, 10) == 6 ? 6 : 5000);
  }

  /** Whether tasks have owners in the world of that seed. */
  static boolean ownersTravel(long seed) {
    return Math.floorMod(seed, 3) == 0;
  }

  /** How the files of notes travel in the world of that seed. */
  static ItemMapping.Files files(long seed) {
    return switch (Math.floorMod(seed, 3)) {
      case 1 -> ItemMapping.Files.COPY;
      case 2 -> ItemMapping.Files.LINK;
      default -> ItemMapping.Files.IGNORE;
    };
  }

  private Ports ports(String yaml, ItemVariant variant) {
    var connections = new InMemoryConnections();
    var access = sandbox.access();
    connections.register(
        SandboxConnection.of(CONNECTION, access, access.highlevel().token(), yaml, true));
    var wire =
        variant.wire(
            new Wire(sandbox, time, crashes, watch, this::afterRead), key.contactId(), people);
    var providers =
        new Providers(
            any -> ItemVariant.bent(wire, "/users/", this::renamed),
            new InMemoryBudget(),
            new InMemoryBreakers(),
            connections,
            new InMemoryGrants(),
            HighLevelApp.NONE,
            CallListener.NONE,
            time);
    return new Ports(
        connections,
        variant.pairs(pairs),
        CrashingLedger.over(ItemLedger.class, variant.ledger(items, this), crashes),
        new InMemoryWithheldWrites(),
        marks,
        new InMemoryCursors(),
        providers,
        DIGESTER,
        this::hint,
        tally,
        time);
  }

  private String renamed(String users) {
    return people.usersAreRenamed() ? ItemSays.renamed(users) : users;
  }

  /** Plays all of it, then lets the world come to rest; answers what was broken. */
  List<String> play() {
    Duration until = Duration.ZERO;
    for (ItemMove move : moves) {
      until = until.plus(move.after());
      time.in(until, () -> play(move));
    }
    time.runUntil(time.instant().plus(until));
    editAfterTheNextRead = null;
    engine.twiceAtOnce(false);
    faults.clear();
    crashes.disarm();
    if (people.usersAreRenamed()) {
      time.runUntil(now().plus(UNTIL_USERS_ARE_READ_AGAIN));
    }
    untilIdle();
    pass();
    pass(); // what a link too young to be believed gone has left
    if (contactIsGone) {
      broken.addAll(new ItemLaws(this).brokenWithoutTheContact());
      decideTheMerge();
    }
    if (!contactIsGone || mergeIsDecided) {
      var laws = new ItemLaws(this);
      broken.addAll(laws.broken());
      tally.count(EDITED_UNREAD, laws.holes());
    }
    held();
    int before = watch.writes();
    pass();
    if (watch.writes() != before) {
      broken.add("L2: " + (watch.writes() - before) + " writes although nobody edited");
    }
    people
        .edits()
        .forEach(
            edit ->
                tally.count((edit.value().isEmpty() ? "clears: " : "edits: ") + edit.field(), 1));
    tally.count("crashes", crashes.happened());
    tally.count(CHANGED_TOO_SOON, people.taken().size());
    tally.count(DELETED_TOO_SOON, people.deletedUnknown().size());
    tally.history();
    return broken;
  }

  private void held() {
    pairs.waiting(CONNECTION, 50).stream()
        .map(one -> one.parked().waiting())
        .filter(one -> one.kind() == Waiting.Kind.HELD)
        .forEach(
            one ->
                tally.count(one.reason().contains("overwrites") ? HELD_WRITES : HELD_DELETIONS, 1));
  }

  /** What happened, line by line; for whoever reads a failing history. */
  List<String> story() {
    return story.lines();
  }

  private void play(ItemMove move) {
    story.tell(move);
    tally.count("moves: " + move.kind(), 1);
    switch (move.kind()) {
      case FAULT -> faults.arm(move);
      case CRASH -> crashes.arm(move.what() % 12);
      case TWICE_AT_ONCE -> engine.twiceAtOnce(true);
      case PASS -> sweep();
      case DECIDE -> decide(move);
      case EDIT_AFTER_THE_NEXT_READ -> editAfterTheNextRead = move;
      case RENAME_USERS -> people.renameUsers();
      default -> {
        faults.apart(() -> act(move));
        time.in(Duration.ofMillis(20 + move.what() % 60), this::deliver);
      }
    }
  }

  private void act(ItemMove move) {
    switch (move.kind()) {
      case ADD_AT_CONTACTS -> people.add(Side.CONTACTS, true, move.what());
      case ADD_AT_REWARDS -> people.add(Side.REWARDS, move.what() % 4 != 0, move.what());
      case ADD_ON_BOTH -> people.addOnBoth();
      case ADD_EQUAL -> people.addEqual(side(move), move.who());
      case EDIT_AT_CONTACTS -> people.edit(Side.CONTACTS, move.who(), move.what(), now());
      case EDIT_AT_REWARDS -> people.edit(Side.REWARDS, move.who(), move.what(), now());
      case CLEAR_AT_CONTACTS -> people.clear(Side.CONTACTS, move.who(), move.what(), now());
      case CLEAR_AT_REWARDS -> people.clear(Side.REWARDS, move.who(), move.what(), now());
      case DELETE_AT_CONTACTS -> people.delete(Side.CONTACTS, move.who(), now());
      case DELETE_AT_REWARDS -> people.delete(Side.REWARDS, move.who(), now());
      case ADD_FILE -> people.addFile(move.who(), move.what());
      case DELETE_FILE -> people.deleteFile(move.who());
      case CUT_LINKS -> people.cutLinks(move.who());
      case DELETE_CONTACT -> deleteContact(Side.CONTACTS);
      case DELETE_PROFILE -> deleteContact(Side.REWARDS);
      case MERGE_CONTACT -> mergeContact();
      case EDIT_AFTER_THE_NEXT_READ, RENAME_USERS, FAULT, CRASH, TWICE_AT_ONCE, PASS, DECIDE ->
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
    if (!contacts.decide(key, decision, opId)) {
      run(key).decided(decision);
    }
  }

  // ------------------------------------------------------------------ the contact

  private void deleteContact(Side side) {
    if (!contactIsGone) {
      contactIsGone = true;
      people.deleteContact(side);
    }
  }

  private void mergeContact() {
    if (!contactIsGone) {
      contactIsGone = true;
      winner = LinkedContact.make(CONNECTION, "Ben", hands, pairs, now());
      people.mergeInto(winner.key().contactId());
    }
  }

  /** In the end a person keeps what is left of the loser; what was moved follows the winner. */
  private void decideTheMerge() {
    LinkedContact other = winner;
    Optional<String> review = contacts.review(key);
    if (other == null || review.isEmpty()) {
      return;
    }
    contacts.decide(key, Decision.skip(review.get()), review.get());
    untilIdle();
    mergeIsDecided = true;
    people.lookAtProfile(other.profileId());
    pass();
    pass();
  }

  /** A write that was under way may still be made right after the ledger knows it. */
  private boolean isFrozen(String path) {
    boolean ours = path.contains(key.contactId()) || path.contains(contact.profileId());
    return ours && now().minusSeconds(10).isAfter(contacts.frozenAt());
  }

  // ------------------------------------------------------------------ rest

  private void untilIdle() {
    Instant deadline = now().plus(Duration.ofHours(3));
    int idleFor = 0;
    while (idleFor < 4) { // webhooks may be delayed by half a minute
      time.runUntil(now().plusSeconds(15));
      boolean idle = contacts.isIdle() && runs.values().stream().allMatch(FlowPlayer::isIdle);
      idleFor = idle ? idleFor + 1 : 0;
      if (now().isAfter(deadline)) {
        broken.add("L1: not at rest after three hours");
        return;
      }
    }
  }

  private void pass() {
    sweep();
    untilIdle();
  }

  private void sweep() {
    hint(key, Hint.from(Hint.Source.SWEEP));
    if (winner != null) {
      hint(winner.key(), Hint.from(Hint.Source.SWEEP));
    }
  }

  // ------------------------------------------------------------------ door and runs

  private void pump() {
    deliver();
    time.in(PUMP, this::pump);
  }

  private void deliver() {
    for (Delivery delivery : sandbox.takeDueWebhooks()) {
      boolean ofItems = door.isOfItems(delivery);
      if (winner != null && ofItems && ItemDoorPlayer.isOf(winner, delivery)) {
        hint(winner.key(), Hint.from(Hint.Source.WEBHOOK));
      } else if (ofItems) {
        door.hint(delivery)
            .ifPresentOrElse(
                hint -> hint(key, hint), () -> tally.count("echoes answered without a run", 1));
      } else if (contactIsGone && ItemDoorPlayer.isOf(contact, delivery)) {
        contacts.hint(key, Hint.from(Hint.Source.WEBHOOK));
      }
      sandbox.report(delivery, 200);
    }
  }

  /** What Lockstep itself asks for. */
  private void hint(Flow flow, FlowKey of, Hint hint) {
    if (flow == Flow.CONTACT_UPSERT) {
      contacts.hint(of, hint);
    } else if (flow == kind.flow()) {
      hint(of, hint);
    }
  }

  private void hint(FlowKey of, Hint hint) {
    story.tell("hint " + hint.source() + " " + hint.side() + " " + hint.entityId());
    run(of).changed(hint);
  }

  private FlowPlayer run(FlowKey of) {
    return runs.computeIfAbsent(of, any -> new FlowPlayer(this, of, "run-" + ++runNumbers));
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
    return engine.look(
        request,
        () -> {
          Plan plan = look.look(request, new Attempt(attempt, run));
          story.tell("look " + plan.verdict() + ": " + plan.summary() + " again " + plan.again());
          return plan;
        });
  }

  @Override
  public Outcome apply(ApplyRequest request, int attempt, String run) {
    return engine.apply(request, attempt, run, apply::apply);
  }

  @Override
  public boolean news(FlowKey of, List<Hint> hints) {
    return true;
  }

  @Override
  public Optional<Duration> retry(RuntimeException failure, int attempt) {
    return engine.retry(failure, attempt);
  }

  private boolean isKnown(Side side, String id) {
    return items.owner(CONNECTION, kind, side, id).isPresent()
        || !items.tombstones(CONNECTION, kind, side, Set.of(id)).isEmpty();
  }

  private boolean isAtRest(Side side, String id) {
    return runs.values().stream().allMatch(FlowPlayer::isIdle)
        && items
            .owner(CONNECTION, kind, side, id)
            .map(owned -> items.load(key, owned.item()))
            .filter(record -> record.intents().isEmpty())
            .isPresent();
  }

  private Optional<String> partner(Side side, String id) {
    return items
        .owner(CONNECTION, kind, side, id)
        .map(owned -> items.load(key, owned.item()).link())
        .map(link -> link.id(side.other()));
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

  List<PairLedger.ListedConflict> conflicts() {
    return pairs.conflicts(CONNECTION, 10_000, true);
  }

  /** Whether files of notes are copied into HighLevel's media library. */
  boolean copiesFiles() {
    return copies;
  }

  /** The files of HighLevel's media library. */
  List<Map<String, Object>> library() {
    return Hands.records(Hands.section(hands.state(), "highlevel"), "medias");
  }

  Tally tally() {
    return tally;
  }

  /** How often two attempts were under way at once, so that both may have passed a brake. */
  long twins() {
    return moves.stream().filter(move -> move.kind() == ItemMove.Kind.TWICE_AT_ONCE).count();
  }

  MappingProfile.Brakes brakes() {
    return profile.brakes();
  }

  ItemWatch watch() {
    return watch;
  }

  /** How often a call or its answer went wrong, so that Lockstep cannot have counted it. */
  long mishaps() {
    return crashes.happened()
        + sandbox.faultHits().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether nothing happens in it but that items are made: then their order is known. */
  boolean onlyAdds() {
    return moves.stream()
        .map(ItemMove::kind)
        .allMatch(kind -> kind == ItemMove.Kind.PASS || kind.name().startsWith("ADD_"));
  }

  ItemLedger items() {
    return items;
  }

  /** The contact whose items they are in the end. */
  FlowKey key() {
    return winner != null && mergeIsDecided ? winner.key() : key;
  }

  /** Whether they are another contact's by now, and it was decided that they may be. */
  boolean mergeIsDecided() {
    return mergeIsDecided;
  }

  /** How the contact's state is listed; empty when it is not. */
  Optional<PairState> stateOfContact() {
    return pairs.summary(key).map(PairLedger.PairSummary::state);
  }

  /** What the winner of a merge has at rewards; nothing where there was none. */
  List<Map<String, Object>> rewardsOfWinner() {
    return winner == null ? List.of() : people.itemsOf(Side.REWARDS, winner.profileId());
  }

  /** Whether a person has skipped or retried anything: then what waits is no measure. */
  boolean decided() {
    return decided;
  }
}
