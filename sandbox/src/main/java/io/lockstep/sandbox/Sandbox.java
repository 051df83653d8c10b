package io.lockstep.sandbox;

import io.lockstep.sandbox.control.Control;
import io.lockstep.sandbox.control.World;
import io.lockstep.sandbox.faults.FaultKind;
import io.lockstep.sandbox.http.Caller;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.http.Request;
import io.lockstep.sandbox.seed.SeedPlan;
import io.lockstep.sandbox.webhooks.Delivery;
import io.lockstep.sandbox.world.SandboxClock;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * HighLevel and BHN Rewards in one object: a state machine that is called and answers. It has no
 * thread and no socket, and never waits; its time and its chance are its options'. The same options
 * and the same calls give the same answers. Safe to call from many threads, one call at a time.
 */
public final class Sandbox {

  private static final Map<String, Object> NO_SUCH_PATH =
      Map.of("error", "no-such-path", "message", "paths start with /highlevel, /bhn or /control");

  private final Object turn = new Object();
  private final SandboxOptions options;
  private final Moment moment;
  private final SandboxClock clock;
  private final Control control;
  private final Instant bornAt;
  private final GhostWrites ghosts = new GhostWrites();
  private World world;
  private int generation;
  private URI baseUrl;
  private Runnable bell = () -> {};
  private @Nullable CallJournal journal;
  private final List<CallJournal.Entry> entries = new ArrayList<>(); // of the call under way

  private Sandbox(SandboxOptions options) {
    this.options = options;
    this.moment = new Moment(options.clock());
    this.clock = new SandboxClock(moment);
    this.baseUrl = options.baseUrl();
    this.bornAt = moment.begin();
    this.world = world(0);
    this.control = new Control(() -> world, this::reset, this::shownAccess);
    if (options.seeded()) {
      control.plant(SeedPlan.USUAL, 1);
    }
    moment.end();
  }

  /** A sandbox to be called in this JVM; {@link SandboxServer} puts HTTP around one. */
  public static Sandbox inProcess(SandboxOptions options) {
    return new Sandbox(options);
  }

  private World world(int generation) {
    return new World(
        clock,
        options.seed(),
        generation,
        options.connections(),
        options.limits(),
        options.indexLag());
  }

  /**
   * Answers a call.
   *
   * @throws IOException when a fault cuts the connection, before or after the effect
   */
  public SandboxAnswer call(SandboxCall call) throws IOException {
    Request request = Request.of(call.method(), call.pathAndQuery(), call.headers(), call.body());
    synchronized (turn) {
      Instant at = moment.begin();
      letGhostsAct(at);
      entries.clear();
      try {
        return answer(at, call, request);
      } finally {
        moment.end();
        entries.forEach(this::keep);
        if (world.webhooks().nextDue().isPresent()) {
          bell.run();
        }
      }
    }
  }

  private void keep(CallJournal.Entry entry) {
    if (journal != null) {
      journal.write(entry);
    }
  }

  private SandboxAnswer answer(Instant at, SandboxCall call, Request request) throws IOException {
    Optional<Exchange> provider = exchange(request);
    if (provider.isPresent()) {
      Exchange exchange = provider.get();
      try {
        return exchange.answer();
      } finally {
        if (exchange.changedSomething()) {
          entries.add(CallJournal.Entry.call(at, call));
        }
        exchange
            .editedByHand()
            .ifPresent(edit -> entries.add(CallJournal.Entry.edit(at, call, edit)));
        exchange
            .takesEffectIn()
            .ifPresent(wait -> ghosts.add(clock.instant().plus(wait), call, exchange.caller()));
      }
    }
    Reply reply =
        side(request).equals("control")
            ? controlled(at, call, request.without("/control"))
            : Reply.of(404, NO_SUCH_PATH);
    return new SandboxAnswer(
        reply.status(),
        Map.of("Content-Type", "application/json; charset=utf-8"),
        Json.bytes(reply.body()));
  }

  private Reply controlled(Instant at, SandboxCall call, Request request) {
    Reply reply = control.answer(request);
    if (reply.successful() && control.isOfPeople(request)) {
      entries.add(CallJournal.Entry.call(at, call));
    }
    return reply;
  }

  private Optional<Exchange> exchange(Request request) {
    String side = side(request);
    return world
        .provider(side)
        .map(provider -> Exchange.of(world, provider, request.without("/" + side)));
  }

  private Optional<Exchange> exchange(SandboxCall call, Caller caller) {
    Request request = Request.of(call.method(), call.pathAndQuery(), call.headers(), call.body());
    String side = side(request);
    return world
        .provider(side)
        .map(provider -> new Exchange(world, provider, request.without("/" + side), caller));
  }

  private static String side(Request request) {
    return request.path().replaceAll("^/([^/]*).*$", "$1");
  }

  // Nothing here has a thread: a ghost acts before whoever comes next could see that it has not.
  private void letGhostsAct(Instant at) {
    for (GhostWrites.Ghost ghost : ghosts.takeDue(clock.instant())) {
      if (takeEffect(ghost.call(), ghost.caller())) {
        keep(CallJournal.Entry.effect(at, ghost.call(), ghost.caller()));
      }
    }
  }

  private void letDueGhostsAct() {
    try {
      letGhostsAct(moment.begin());
    } finally {
      moment.end();
    }
  }

  private boolean takeEffect(SandboxCall call, Caller caller) {
    return exchange(call, caller).map(Exchange::takeEffect).orElse(false);
  }

  /** Does again what was written down; the clock of the options stands at its time. */
  void doAgain(CallJournal.Entry entry) throws IOException {
    switch (entry.what()) {
      case CALL -> call(entry.call());
      case EFFECT -> {
        synchronized (turn) {
          takeEffect(entry.call(), entry.caller());
        }
      }
      case EDIT -> {
        synchronized (turn) {
          exchange(entry.call(), entry.caller()).ifPresent(read -> read.editByHand(entry.edit()));
        }
      }
    }
  }

  /** An empty world with the same tokens and keys; who listened to webhooks still does. */
  private void reset() {
    World before = world;
    world = world(++generation);
    world.webhooks().takeSettings(before.webhooks());
    world.takeAccess(before);
    ghosts.clear();
  }

  private Object shownAccess() {
    SandboxAccess first = access();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("highlevel", first.highlevel());
    shown.put("bhn", first.bhn());
    List<SandboxAccess> all = accesses();
    shown.put("more", all.subList(1, all.size()));
    return shown;
  }

  /** How often each kind of fault has struck since the start or the last reset. */
  public Map<FaultKind, Long> faultHits() {
    synchronized (turn) {
      return world.faults().totals();
    }
  }

  /** What {@code GET /control/state} answers, for who is in this JVM and asks often. */
  public Map<String, Object> state() {
    synchronized (turn) {
      letDueGhostsAct();
      return control.state();
    }
  }

  /** The webhooks that are due by the clock; each must be reported. */
  public List<Delivery> takeDueWebhooks() {
    synchronized (turn) {
      letDueGhostsAct();
      return world.webhooks().takeDue();
    }
  }

  /**
   * Says what became of a delivery; the sender's retry policy decides what follows.
   *
   * @param status the HTTP status; 0 when no answer came
   */
  public void report(Delivery delivery, int status) {
    synchronized (turn) {
      world.webhooks().report(delivery, status);
    }
  }

  /** How to reach the first connection. */
  public SandboxAccess access() {
    return accesses().get(0);
  }

  /** How to reach every connection. */
  public List<SandboxAccess> accesses() {
    synchronized (turn) {
      String key = world.highLevel().webhookPublicKey();
      return world.connections().stream()
          .map(connection -> SandboxAccess.of(connection, baseUrl, key))
          .toList();
    }
  }

  /** From now on, writes down each call that changes something. */
  void writeTo(CallJournal kept) {
    synchronized (turn) {
      journal = kept;
    }
  }

  /** When its seeds were planted. */
  Instant bornAt() {
    return bornAt;
  }

  /** Rings after each call that leaves webhooks waiting; the sender listens. */
  void onWebhooks(Runnable newBell) {
    synchronized (turn) {
      bell = newBell;
    }
  }

  /** The front says where it listens. */
  void servedAt(URI url) {
    synchronized (turn) {
      baseUrl = url;
    }
  }
}
