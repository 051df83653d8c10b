package io.lockstep.activities.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import feign.Client;
import feign.Response;
import io.lockstep.activities.ItemCalls;
import io.lockstep.activities.bhn.Bhn;
import io.lockstep.activities.contacts.ContactApply;
import io.lockstep.activities.contacts.ContactLook;
import io.lockstep.activities.contacts.ContactNews;
import io.lockstep.activities.contacts.ContactReconcile;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.items.ItemApply;
import io.lockstep.activities.items.ItemLook;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.LookListener;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.InMemoryCursors;
import io.lockstep.ledger.InMemoryItemLedger;
import io.lockstep.ledger.InMemoryOpenMarks;
import io.lockstep.ledger.InMemoryPairLedger;
import io.lockstep.ledger.InMemoryWithheldWrites;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxCall;
import io.lockstep.sandbox.SandboxOptions;
import io.lockstep.workflows.reconcile.ReconcileActivities;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.LookRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The real look and apply of one connection over the sandbox and the ledger's twins, one step at a
 * time, with a clock set by hand. People have hands of their own on both sides.
 */
public final class TwoSides {

  public static final String CONNECTION = "acme";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** E-mail and names both ways, tags, and everybody may be made on either side. */
  public static final String MAPPING =
      """
      profile: test
      scope: {contacts: all, rewards: all}
      create: {rewards: auto, contacts: auto}
      contact:
        fields:
          - {name: email, contacts: email, rewards: email}
          - {name: firstName, contacts: firstName, rewards: firstName}
          - {name: lastName, contacts: lastName, rewards: lastName}
        tags: {direction: both}
        deletes: propagate
      """;

  public final SettableClock clock = SettableClock.atEight();
  public final Sandbox sandbox = Sandbox.inProcess(new SandboxOptions(clock, 7));
  public final InMemoryPairLedger pairs = new InMemoryPairLedger(clock);
  public final InMemoryItemLedger items = new InMemoryItemLedger(pairs);
  public final InMemoryWithheldWrites withheld = new InMemoryWithheldWrites();
  public final List<FlowKey> hinted = new ArrayList<>();
  public final List<String> hintedFlows = new ArrayList<>();
  public final InMemoryCursors cursors = new InMemoryCursors();
  private final TestConnection ours;
  private final TestConnection peoples;
  private final InMemoryOpenMarks marks = new InMemoryOpenMarks();

  /** Bends what a provider answers Lockstep. */
  public UnaryOperator<String> answers = UnaryOperator.identity();

  /** How far the providers' clocks go ahead of Lockstep's; empty: their answers bear no date. */
  public Optional<Duration> providersAhead = Optional.empty();

  /** What keys today's digests are made with. */
  public Digester digester = digester("k1");

  public TwoSides(String mapping) {
    this(mapping, true);
  }

  public TwoSides(String mapping, boolean firstLinkAuto) {
    Client wire = new SandboxClient(sandbox);
    String token = sandbox.access().highlevel().token();
    ours = connection(bent(wire), token, mapping, firstLinkAuto);
    String personToken = sandbox.access().highlevel().personToken();
    peoples = connection(wire, personToken, mapping, firstLinkAuto);
  }

  /** What Lockstep's look and apply reach for. */
  public Ports ports() {
    return new Ports(
        ours.connections,
        pairs,
        items,
        withheld,
        marks,
        cursors,
        ours.providers,
        digester,
        (flow, key, hint) -> {
          hinted.add(key);
          hintedFlows.add(flow.prefix() + " " + key.contactId());
        },
        LookListener.NONE,
        clock);
  }

  public static Digester digester(String current) {
    return new Digester(current, Map.of("k1", secret('1'), "k2", secret('2')));
  }

  private static byte[] secret(char digit) {
    return String.valueOf(digit).repeat(32).getBytes(UTF_8);
  }

  private Client bent(Client wire) {
    return (request, options) -> {
      Response answer = wire.execute(request, options);
      String body = new String(answer.body().asInputStream().readAllBytes(), UTF_8);
      return answer.toBuilder().headers(dated(answer)).body(answers.apply(body), UTF_8).build();
    };
  }

  private Map<String, Collection<String>> dated(Response answer) {
    Map<String, Collection<String>> headers = new HashMap<>(answer.headers());
    providersAhead.ifPresent(
        ahead ->
            headers.put(
                "Date",
                List.of(
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        clock.instant().plus(ahead).atZone(ZoneOffset.UTC)))));
    return headers;
  }

  private TestConnection connection(
      Client client, String token, String mapping, boolean firstLinkAuto) {
    return new TestConnection(
        client,
        SandboxConnection.of(CONNECTION, sandbox.access(), token, mapping, firstLinkAuto),
        clock);
  }

  // ------------------------------------------------------------------ people

  public HighLevel highLevel() {
    return peoples.calls().highLevel();
  }

  public Bhn bhn() {
    return peoples.calls().bhn();
  }

  /** The calls for items of that kind at that side. */
  public ItemCalls itemCalls(ItemKind kind, Side side) {
    return switch (kind) {
      case TASK -> side == Side.CONTACTS ? highLevel().tasks() : bhn().tasks();
      case NOTE -> side == Side.CONTACTS ? highLevel().notes() : bhn().notes();
    };
  }

  /** The id on that side of a contact that is linked. */
  public String idOf(FlowKey key, Side side) {
    return pairs.linkOfContact(key.connection(), key.contactId()).orElseThrow().id(side);
  }

  /** A person makes a contact; answers its key. */
  public FlowKey newContact(Map<String, Object> values) {
    var body = new HashMap<>(values);
    body.put("locationId", sandbox.access().highlevel().locationId());
    return new FlowKey(CONNECTION, String.valueOf(highLevel().create(body).get("id")));
  }

  /** A person makes a profile; answers its key. */
  public FlowKey newProfile(Map<String, Object> values) {
    String id = String.valueOf(bhn().create(values).get("contactId"));
    return FlowKey.ofProfile(CONNECTION, id);
  }

  public Map<String, Object> contact(FlowKey key) {
    return highLevel().contact(key.contactId()).orElseThrow();
  }

  /** The profile linked to that contact. */
  public Map<String, Object> profile(FlowKey key) {
    String id = pairs.linkOfContact(CONNECTION, key.contactId()).orElseThrow().profileId();
    return bhn().contact(id).orElseThrow();
  }

  // ------------------------------------------------------------------ Lockstep

  public Plan look(FlowKey key, Decision... decisions) {
    return new ContactLook(ports())
        .look(
            new LookRequest(key, List.of(), List.of(decisions), Lane.LIVE, false),
            new Attempt(1, "run"));
  }

  /** Looks because of that hint. */
  public Plan look(FlowKey key, Hint hint) {
    return new ContactLook(ports())
        .look(
            new LookRequest(key, List.of(hint), List.of(), Lane.LIVE, true), new Attempt(1, "run"));
  }

  public Outcome apply(FlowKey key, Op op, Plan plan) {
    return apply(key, op, plan, new Attempt(1, "run"));
  }

  public Outcome apply(FlowKey key, Op op, Plan plan, Attempt attempt) {
    return new ContactApply(ports())
        .apply(new ApplyRequest(key, op, plan.lookedAt(), Lane.LIVE, false, false), attempt);
  }

  /** Looks and applies, with these decisions for the first look, until a look plans nothing. */
  public Plan settle(FlowKey key, Decision... decisions) {
    Plan plan = look(key, decisions);
    for (int round = 0; round < 10; round++) {
      if (plan.ops().isEmpty() && plan.again().isZero() && !plan.more()) {
        return plan;
      }
      for (Op op : plan.ops()) {
        apply(key, op, plan);
      }
      clock.advance(plan.again());
      plan = look(key);
    }
    throw new AssertionError("no end after ten looks: " + plan.summary());
  }

  /** A person approves the first link. */
  public void approveFirstLink() {
    ours.connections.approveFirstLink(CONNECTION);
  }

  /** From now on the connection has that mapping. */
  public void remap(String mapping) {
    ours.connections.register(
        SandboxConnection.of(
            CONNECTION, sandbox.access(), sandbox.access().highlevel().token(), mapping, true));
  }

  /** From now on first links wait for an approval. */
  public void planFirstLinks() {
    ours.connections.register(
        SandboxConnection.of(
            CONNECTION,
            sandbox.access(),
            sandbox.access().highlevel().token(),
            ours.connections.byId(CONNECTION).orElseThrow().profileYaml(),
            false));
  }

  /** From now on Lockstep's token is good for these scopes alone, which a blank divides. */
  public void scopes(String scopes) {
    ours.connections.register(
        SandboxConnection.of(
            CONNECTION,
            sandbox.access(),
            SandboxConsent.token(sandbox, scopes),
            ours.connections.byId(CONNECTION).orElseThrow().profileYaml(),
            true));
  }

  /** From now on that may be done at HighLevel. */
  public void access(Connection.HighLevel.Access access) {
    Connection known = ours.connections.byId(CONNECTION).orElseThrow();
    Connection.HighLevel highLevel = known.highLevel();
    ours.connections.register(
        new Connection(
            CONNECTION,
            known.region(),
            new Connection.HighLevel(
                highLevel.baseUrl(),
                highLevel.locationId(),
                highLevel.token(),
                highLevel.webhookPublicKeys(),
                access),
            known.bhn(),
            known.profileYaml(),
            known.firstLinkAuto(),
            false,
            ""));
  }

  /** One page of a pass over both sides after another. */
  public void sweep() {
    sweep(ContactReconcile.CONTACTS);
  }

  /** One page of that pass after another. */
  public void sweep(String what) {
    var reconcile = new ContactReconcile(ports());
    String cursor = null;
    do {
      ReconcileActivities.Page page =
          reconcile.page(CONNECTION, what, cursor, new Attempt(1, "sweep"));
      cursor = page.next();
    } while (cursor != null);
  }

  /** Looks at the contact's items of that kind. */
  public Plan look(FlowKey key, ItemKind kind, Decision... decisions) {
    return new ItemLook(ports(), kind)
        .look(
            new LookRequest(key, List.of(), List.of(decisions), Lane.LIVE, false),
            new Attempt(1, "run"));
  }

  /** Applies an operation on one of them. */
  public Outcome apply(FlowKey key, ItemKind kind, Op op, Plan plan, Attempt attempt) {
    return new ItemApply(ports(), kind)
        .apply(new ApplyRequest(key, op, plan.lookedAt(), Lane.LIVE, false, false), attempt);
  }

  /** Looks at the items and applies, until a look plans nothing. */
  public Plan settle(FlowKey key, ItemKind kind, Decision... decisions) {
    Plan plan = look(key, kind, decisions);
    for (int round = 0; round < 20; round++) {
      if (plan.ops().isEmpty() && plan.again().isZero() && !plan.more()) {
        return plan;
      }
      for (Op op : plan.ops()) {
        apply(key, kind, op, plan, new Attempt(1, "run"));
      }
      clock.advance(plan.again());
      plan = look(key, kind);
    }
    throw new AssertionError("no end after twenty looks: " + plan.summary());
  }

  public boolean news(FlowKey key, Hint hint) {
    return new ContactNews(ports()).any(key, List.of(hint));
  }

  /** Whether the open mark of that contact stands. */
  public boolean isUnderWay(FlowKey key) {
    return marks.isOpen(Flow.CONTACT_UPSERT, key);
  }

  public PairRecord record(FlowKey key) {
    return pairs.load(key);
  }

  // ------------------------------------------------------------------ the sandbox's controls

  /** The next calls of that route meet that fault. */
  public void fault(Side side, String route, String kind, Map<String, Object> more) {
    var fault = new HashMap<String, Object>(more);
    fault.put("side", side == Side.CONTACTS ? "highlevel" : "bhn");
    fault.put("route", route);
    fault.put("kind", kind);
    fault.put("chance", 1);
    fault.putIfAbsent("times", 1);
    control("PUT", "/control/faults", List.of(fault));
  }

  /** That side of Lockstep's connection is not called before that time is over. */
  public void pauseOf(Side side, Duration pause) {
    clock.advance(Duration.ofSeconds(1)); // an open gate is believed for half of that
    ours.breakers.failed(CONNECTION, side, pause, clock.instant());
  }

  /** Lockstep's calls so far, oldest first: {@code GET /contacts/c1}. */
  public List<String> calls() {
    var calls = new ArrayList<String>();
    ours.calls.forEach(call -> calls.add(call.side().word() + " " + call.operation()));
    return calls;
  }

  public void advance(Duration by) {
    clock.advance(by);
  }

  public JsonNode control(String method, String path, @Nullable Object body) {
    try {
      byte[] bytes = body == null ? new byte[0] : JSON.writeValueAsBytes(body);
      return JSON.readTree(
          sandbox
              .call(
                  new SandboxCall(method, path, Map.of("Content-Type", "application/json"), bytes))
              .body());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
