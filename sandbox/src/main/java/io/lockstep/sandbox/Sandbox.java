package io.lockstep.sandbox;

import io.lockstep.sandbox.control.Control;
import io.lockstep.sandbox.control.World;
import io.lockstep.sandbox.faults.FaultKind;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.http.Request;
import io.lockstep.sandbox.seed.SeedPlan;
import io.lockstep.sandbox.webhooks.Delivery;
import io.lockstep.sandbox.world.SandboxClock;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HighLevel and BHN Rewards in one object: a state machine that is called and answers. It has no
 * thread and no socket, and never waits; its time and its chance are its options'. The same options
 * and the same calls give the same answers. Safe to call from many threads, one call at a time.
 */
public final class Sandbox {

  private static final Map<String, Object> NO_SUCH_PATH =
      Map.of("error", "no-such-path", "message", "paths start with /highlevel, /bhn or /control");

  /** What the control API does to people and time; the rest of it lasts as long as the process. */
  private static final Set<String> CONTROL_OF_PEOPLE =
      Set.of(
          "/control/reset",
          "/control/seed",
          "/control/life",
          "/control/location",
          "/control/oauth",
          "/control/secrets",
          "/control/clock");

  private final Object turn = new Object();
  private final SandboxOptions options;
  private final SandboxClock clock;
  private final Control control;
  private final Instant bornAt;
  private final GhostWrites ghosts = new GhostWrites();
  private World world;
  private int generation;
  private URI baseUrl;
  private Runnable bell = () -> {};
  private @Nullable CallJournal journal;
  private boolean changed;

  private Sandbox(SandboxOptions options) {
    this.options = options;
    this.clock = new SandboxClock(options.clock());
    this.baseUrl = options.baseUrl();
    this.bornAt = options.clock().instant();
    this.world = world(0);
    this.control = new Control(() -> world, this::reset, this::shownAccess);
    if (options.seeded()) {
      control.plant(SeedPlan.USUAL, 1);
    }
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
      letGhostsAct();
      Instant at = options.clock().instant();
      changed = false;
      try {
        return answer(call, request);
      } finally {
        if (changed && journal != null) {
          journal.write(CallJournal.Entry.call(at, call));
        }
        if (world.webhooks().nextDue().isPresent()) {
          bell.run();
        }
      }
    }
  }

  private SandboxAnswer answer(SandboxCall call, Request request) throws IOException {
    Optional<Exchange> exchange = exchange(request);
    if (exchange.isPresent()) {
      try {
        return exchange.get().answer();
      } finally {
        changed = exchange.get().changedSomething();
        exchange
            .get()
            .takesEffectIn()
            .ifPresent(wait -> ghosts.add(clock.instant().plus(wait), call));
      }
    }
    changed = CONTROL_OF_PEOPLE.contains(request.path());
    Reply reply =
        side(request).equals("control")
            ? control.answer(request.without("/control"))
            : Reply.of(404, NO_SUCH_PATH);
    return new SandboxAnswer(
        reply.status(),
        Map.of("Content-Type", "application/json; charset=utf-8"),
        Json.bytes(reply.body()));
  }

  private Optional<Exchange> exchange(Request request) {
    String side = side(request);
    return world
        .provider(side)
        .map(provider -> new Exchange(world, provider, request.without("/" + side)));
  }

  private static String side(Request request) {
    return request.path().replaceAll("^/([^/]*).*$", "$1");
  }

  // Nothing here has a thread: a ghost acts before whoever comes next could see that it has not.
  private void letGhostsAct() {
    Instant at = options.clock().instant();
    for (SandboxCall call : ghosts.takeDue(clock.instant())) {
      if (takeEffect(call) && journal != null) {
        journal.write(CallJournal.Entry.effect(at, call));
      }
    }
  }

  /** The effect of a write without an answer; false when it has none. */
  boolean takeEffect(SandboxCall call) {
    synchronized (turn) {
      Request request = Request.of(call.method(), call.pathAndQuery(), call.headers(), call.body());
      return exchange(request).map(Exchange::takeEffect).orElse(false);
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
      letGhostsAct();
      return control.state();
    }
  }

  /** The webhooks that are due by the clock; each must be reported. */
  public List<Delivery> takeDueWebhooks() {
    synchronized (turn) {
      letGhostsAct();
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
