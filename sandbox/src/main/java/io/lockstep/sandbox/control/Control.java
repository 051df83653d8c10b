package io.lockstep.sandbox.control;

import io.lockstep.sandbox.bhn.Bhn;
import io.lockstep.sandbox.faults.Faults.Armed;
import io.lockstep.sandbox.highlevel.HandMadeContacts;
import io.lockstep.sandbox.highlevel.HighLevel;
import io.lockstep.sandbox.highlevel.HighLevel.Revoked;
import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Caller;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Lens;
import io.lockstep.sandbox.http.MalformedBody;
import io.lockstep.sandbox.http.Refusal;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.http.Request;
import io.lockstep.sandbox.http.Route;
import io.lockstep.sandbox.http.Routes;
import io.lockstep.sandbox.seed.ContactItemLife;
import io.lockstep.sandbox.seed.ContactItemSeeds;
import io.lockstep.sandbox.seed.Life;
import io.lockstep.sandbox.seed.ProfileItemLife;
import io.lockstep.sandbox.seed.ProfileItemSeeds;
import io.lockstep.sandbox.seed.SeedPlan;
import io.lockstep.sandbox.seed.Seeds;
import io.lockstep.sandbox.webhooks.RetryPolicy;
import io.lockstep.sandbox.world.Times;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The {@code /control/} API: what a test, a demo or a person steers the sandbox with. */
public final class Control {

  private static final List<String> SECRETS = List.of("token", "clientSecret", "webhookSecret");

  /** What is done to people and time; the rest lasts as long as the process. */
  private static final Set<String> OF_PEOPLE =
      Set.of(
          "POST /reset",
          "POST /seed",
          "POST /life",
          "POST /merge",
          "PUT /location",
          "PUT /oauth",
          "PUT /secrets",
          "PUT /clock");

  private final Supplier<World> world;
  private final Runnable reset;
  private final Supplier<Object> access;
  private final Routes routes =
      Routes.of(
          Route.get("/", ask -> index()),
          Route.post("/reset", this::reset),
          Route.post("/seed", this::seed),
          Route.get("/faults", ask -> faults()),
          Route.put("/faults", this::setFaults),
          Route.get("/webhooks", ask -> webhooks()),
          Route.put("/webhooks", this::setWebhooks),
          Route.get("/log", this::log),
          Route.get("/state", ask -> Reply.ok(state())),
          Route.get("/access", ask -> access()),
          Route.post("/life", this::life),
          Route.put("/location", this::setLocation),
          Route.put("/oauth", this::setOauth),
          Route.put("/secrets", this::setSecrets),
          Route.post("/merge", this::merge),
          Route.get("/clock", ask -> clock()),
          Route.put("/clock", this::setClock));

  /**
   * The control of whatever world there is.
   *
   * @param reset puts an empty world in the place of this one
   * @param access what {@code GET access} answers
   */
  public Control(Supplier<World> world, Runnable reset, Supplier<Object> access) {
    this.world = world;
    this.reset = reset;
    this.access = access;
  }

  /** Answers a request whose path has lost its {@code /control}. */
  public Reply answer(Request request) {
    Optional<Routes.Match> match = routes.match(request);
    try {
      if (match.isEmpty()) {
        throw ControlRefusal.named("unknown-route", "control knows " + routes.names());
      }
      Ask ask = new Ask(request, match.get().path(), Caller.NOBODY, Lens.sharp(Duration.ZERO));
      return match.get().route().handler().answer(ask);
    } catch (Refusal refusal) {
      return refusal.reply();
    } catch (MalformedBody problem) {
      return ControlRefusal.named("malformed-body", String.valueOf(problem.getMessage())).reply();
    }
  }

  /** Whether that request changes what outlives the process, if it is not refused. */
  public boolean isOfPeople(Request request) {
    return routes
        .match(request)
        .map(found -> OF_PEOPLE.contains(found.route().name()))
        .orElse(false);
  }

  private Reply index() {
    return Reply.ok(Map.of("control", routes.names()));
  }

  /** Empties both sides, the faults and the log. Access, addresses and the clock stay. */
  private Reply reset(Ask ask) {
    Input.of(ask.json());
    reset.run();
    return Reply.ok(state());
  }

  /** Plants people in one connection; see docs/sandbox.md for who they are. */
  private Reply seed(Ask ask) {
    Input input =
        Input.of(ask.json(), "connection", "contacts", "profiles", "shared", "awkward", "items");
    int contacts = input.number("contacts", 0, 20_000).orElse(SeedPlan.USUAL.contacts());
    int profiles = input.number("profiles", 0, 20_000).orElse(SeedPlan.USUAL.profiles());
    int usualShared = Math.min(SeedPlan.USUAL.shared(), Math.min(contacts, profiles));
    boolean awkward = input.flag("awkward").orElse(true);
    SeedPlan plan =
        new SeedPlan(
            contacts,
            profiles,
            input.number("shared", 0, Math.min(contacts, profiles)).orElse(usualShared),
            awkward,
            input.flag("items").orElse(awkward));
    plant(plan, input.number("connection", 1, now().connections().size()).orElse(1));
    return Reply.ok(Map.of("contacts", contacts, "profiles", profiles, "shared", plan.shared()));
  }

  /** Plants people in the connection of that number, counted from 1. */
  public void plant(SeedPlan plan, int connection) {
    World world = now();
    Connection into = world.connections().get(connection - 1);
    Instant at = world.clock().instant();
    String locationId = into.site().locationId();
    String accountId = into.member().accountId();
    Seeds.Planted planted =
        new Seeds(
                world.chance(),
                at,
                world.highLevel().byHand(),
                locationId,
                world.bhn().byHand(),
                accountId)
            .plant(plan);
    if (plan.items()) {
      new ContactItemSeeds(world.itemChance(), at, world.highLevel(), locationId)
          .plant(planted.contacts());
      new ProfileItemSeeds(world.itemChance(), at, world.bhn(), accountId)
          .plant(planted.profiles());
    }
  }

  private Reply faults() {
    return Reply.ok(now().faults().armed().stream().map(Control::shape).toList());
  }

  private static Map<String, Object> shape(Armed armed) {
    Map<String, Object> shape = armed.fault().shape();
    shape.put("hits", armed.hits());
    return shape;
  }

  private Reply setFaults(Ask ask) {
    World world = now();
    world.faults().set(new FaultInput(world).read(Json.value(ask.request().body())));
    return faults();
  }

  private Reply webhooks() {
    var webhooks = now().webhooks();
    Map<String, Object> shape = new LinkedHashMap<>();
    for (String side : List.of(HighLevel.SIDE, Bhn.SIDE)) {
      shape.put(side, webhooks.url(side).map(URI::toString).orElse(null));
    }
    shape.put("policy", webhooks.policy().word());
    shape.put("hold", webhooks.held());
    shape.putAll(webhooks.counts());
    return Reply.ok(shape);
  }

  /** Only what the body names changes; a side set to null is told nothing from then on. */
  private Reply setWebhooks(Ask ask) {
    Map<String, Object> body = ask.json();
    Input input = Input.of(body, HighLevel.SIDE, Bhn.SIDE, "policy", "hold");
    Map<String, Optional<URI>> urls = new LinkedHashMap<>();
    for (String side : List.of(HighLevel.SIDE, Bhn.SIDE)) {
      if (body.containsKey(side)) {
        urls.put(side, input.url(side));
      }
    }
    Optional<RetryPolicy> policy =
        input
            .text("policy")
            .map(
                word ->
                    RetryPolicy.of(word)
                        .orElseThrow(
                            () ->
                                ControlRefusal.named(
                                    "unknown-policy",
                                    "policy must be one of " + RetryPolicy.words())));
    Optional<Boolean> hold = input.flag("hold");
    var webhooks = now().webhooks();
    urls.forEach(webhooks::sendTo);
    policy.ifPresent(webhooks::policy);
    hold.ifPresent(webhooks::hold);
    return webhooks();
  }

  private Reply log(Ask ask) {
    Input query = new Input(new LinkedHashMap<>(ask.request().query()));
    return Reply.ok(now().log().since(query.instant("since").orElse(Instant.MIN)));
  }

  /** What both sides hold. */
  public Map<String, Object> state() {
    World world = now();
    Map<String, Object> state = new LinkedHashMap<>();
    HighLevel highLevel = world.highLevel();
    Map<String, Object> contactsSide =
        side(highLevel.contactsNow(), highLevel.tasksNow(), highLevel.notesNow());
    contactsSide.put("medias", highLevel.mediasNow());
    state.put(HighLevel.SIDE, contactsSide);
    Bhn bhn = world.bhn();
    state.put(Bhn.SIDE, side(bhn.contactsNow(), bhn.tasksNow(), bhn.notesNow()));
    return state;
  }

  private static Map<String, Object> side(
      List<Map<String, Object>> contacts,
      List<Map<String, Object>> tasks,
      List<Map<String, Object>> notes) {
    Map<String, Object> side = new LinkedHashMap<>();
    side.put("contacts", contacts);
    side.put("tasks", tasks);
    side.put("notes", notes);
    return side;
  }

  private Reply access() {
    return Reply.ok(access.get());
  }

  /** Random people make that many edits on both sides of one connection, at once. */
  private Reply life(Ask ask) {
    Input input = Input.of(ask.json(), "edits", "connection");
    World world = now();
    Connection in = connection(input, world);
    int edits = input.number("edits", 1, 10_000).orElse(10);
    String locationId = in.site().locationId();
    String accountId = in.member().accountId();
    HandMadeContacts contacts = world.highLevel().byHand();
    Life life =
        new Life(
            world.chance(),
            contacts,
            locationId,
            world.bhn().byHand(),
            accountId,
            new ContactItemLife(world.itemChance(), world.clock(), world.highLevel(), locationId),
            new ProfileItemLife(world.itemChance(), world.clock(), world.bhn(), accountId));
    return Reply.ok(life.edit(edits));
  }

  /** HighLevel's duplicate rule, which its API only shows, and what a deletion takes along. */
  private Reply setLocation(Ask ask) {
    Input input =
        Input.of(
            ask.json(),
            "connection",
            "allowDuplicateContact",
            "contactUniqueIdentifiers",
            "contactDeleteTakesItems");
    World world = now();
    String locationId = connection(input, world).site().locationId();
    List<String> order = input.someOf("contactUniqueIdentifiers", List.of("email", "phone"));
    Optional<Boolean> duplicates = input.flag("allowDuplicateContact");
    Optional<Boolean> items = input.flag("contactDeleteTakesItems");
    HandMadeContacts contacts = world.highLevel().byHand();
    duplicates.ifPresent(allowed -> contacts.allowDuplicates(locationId, allowed));
    if (!order.isEmpty()) {
      contacts.identifyBy(locationId, order);
    }
    items.ifPresent(takes -> contacts.deleteTakesItems(locationId, takes));
    Map<String, Object> settings = new LinkedHashMap<>(world.highLevel().settings(locationId));
    settings.put("contactDeleteTakesItems", contacts.deleteTakesItems(locationId));
    return Reply.ok(settings);
  }

  /** How long HighLevel's tokens live, and what of a grant is taken back. */
  private Reply setOauth(Ask ask) {
    Input input = Input.of(ask.json(), "connection", "agency", "tokenLife", "revoke");
    World world = now();
    HighLevel highLevel = world.highLevel();
    String resource =
        input.flag("agency").orElse(false)
            ? highLevel.companyId()
            : connection(input, world).site().locationId();
    Optional<Revoked> revoked = input.text("revoke").map(Control::revoked);
    input.duration("tokenLife").ifPresent(highLevel::tokenLife);
    revoked.ifPresent(what -> highLevel.revoke(resource, what));
    return Reply.ok(Map.of("resource", resource));
  }

  private static Revoked revoked(String word) {
    return switch (word) {
      case "access" -> Revoked.ACCESS;
      case "refresh" -> Revoked.REFRESH;
      case "grant" -> Revoked.GRANT;
      default ->
          throw ControlRefusal.named("bad-revoke", "revoke must be access, refresh or grant");
    };
  }

  /** A person rotates secrets of a connection; {@code former: end} ends those before. */
  private Reply setSecrets(Ask ask) {
    Input input = Input.of(ask.json(), "connection", "rotate", "former");
    World world = now();
    int number = input.number("connection", 1, world.connections().size()).orElse(1);
    List<String> which = input.someOf("rotate", SECRETS);
    Optional<String> former = input.text("former");
    if (former.isPresent() && !former.get().equals("end")) {
      throw ControlRefusal.named("bad-former", "former can only be end");
    }
    if (!which.isEmpty()) {
      world.rotate(number, which);
    }
    if (former.isPresent()) {
      world.endFormerSecrets(number);
    }
    return access();
  }

  /** A person merges two contacts of one location. */
  private Reply merge(Ask ask) {
    Input input = Input.of(ask.json(), "connection", "loser", "winner");
    World world = now();
    String locationId = connection(input, world).site().locationId();
    HandMadeContacts contacts = world.highLevel().byHand();
    String loser = input.text("loser").orElse("");
    String winner = input.text("winner").orElse("");
    if (loser.equals(winner) || !contacts.ids(locationId).containsAll(List.of(loser, winner))) {
      throw ControlRefusal.named(
          "unknown-contact", "loser and winner are the ids of two contacts of the location");
    }
    contacts.merge(locationId, loser, winner);
    return Reply.ok(Map.of("winner", winner));
  }

  private static Connection connection(Input input, World world) {
    int number = input.number("connection", 1, world.connections().size()).orElse(1);
    return world.connections().get(number - 1);
  }

  private Reply clock() {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("now", Times.text(now().clock().instant()));
    shape.put("offset", now().clock().offset().toString());
    return Reply.ok(shape);
  }

  private Reply setClock(Ask ask) {
    Input input = Input.of(ask.json(), "now", "advance");
    if (input.has("now") == input.has("advance")) {
      throw ControlRefusal.named("bad-clock", "say either now (a time) or advance (a duration)");
    }
    input.instant("now").ifPresent(time -> now().clock().set(time));
    input.duration("advance").ifPresent(time -> now().clock().advance(time));
    return clock();
  }

  private World now() {
    return world.get();
  }
}
