package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.http.Caller;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.MalformedBody;
import io.lockstep.sandbox.http.ProviderApi;
import io.lockstep.sandbox.http.Refusal;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.http.Request;
import io.lockstep.sandbox.http.Route;
import io.lockstep.sandbox.http.Routes;
import io.lockstep.sandbox.webhooks.Ed25519Signer;
import io.lockstep.sandbox.webhooks.Webhooks;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** HighLevel's API v2, as far as contacts need it. */
public final class HighLevel implements ProviderApi {

  public static final String SIDE = "highlevel";

  /** The published values; which of them a call sends makes no difference (facts section 1.1). */
  private static final Set<String> VERSIONS =
      Set.of("2021-04-15", "2021-07-28", "2023-02-21", "v3", "legacy");

  private final SandboxClock clock;
  private final RateLimits limits;
  private final Duration indexLag;
  private final Chance traces;
  private final Ed25519Signer signer;
  private final Sites sites;
  private final Contacts contacts;
  private final Routes routes;
  private final Map<String, RateWindow> windows = new HashMap<>();

  /**
   * HighLevel without a location yet.
   *
   * @param indexLag how far the search index is behind the contacts
   * @param seed of tokens and keys, which a reset keeps
   * @param generation grows with each reset, so that no contact's id is used twice
   */
  public HighLevel(
      SandboxClock clock,
      Webhooks webhooks,
      RateLimits limits,
      Duration indexLag,
      long seed,
      int generation) {
    this.clock = clock;
    this.limits = limits;
    this.indexLag = indexLag;
    this.traces = Chance.of(seed, "highlevel traces " + generation);
    this.signer = new Ed25519Signer(Chance.of(seed, "highlevel webhook key"));
    this.sites = new Sites(Chance.of(seed, "highlevel sites"));
    Chance ids = Chance.of(seed, "highlevel ids " + generation);
    ContactEvents events =
        new ContactEvents(
            clock,
            Chance.of(seed, "highlevel webhook ids " + generation),
            webhooks,
            signer,
            sites.appId());
    this.contacts = new Contacts(clock, ids, sites, events);
    this.routes =
        table(
            new ContactCalls(contacts),
            new SearchCalls(clock, contacts),
            new SetCalls(contacts),
            new LocationCalls(ids, contacts));
  }

  // The first line that matches serves: fixed segments stand before {contactId}.
  private static Routes table(
      ContactCalls contact, SearchCalls search, SetCalls sets, LocationCalls location) {
    return Routes.of(
        Route.post("/contacts/", contact::create),
        Route.get("/contacts/", search::list),
        Route.post("/contacts/upsert", contact::upsert),
        Route.post("/contacts/search", search::search),
        Route.get("/contacts/search/duplicate", search::duplicate),
        Route.get("/contacts/business/{businessId}", search::ofBusiness),
        Route.get("/contacts/{contactId}", contact::get),
        Route.put("/contacts/{contactId}", contact::update),
        Route.delete("/contacts/{contactId}", contact::delete),
        Route.post("/contacts/{contactId}/tags", sets::addTags),
        Route.delete("/contacts/{contactId}/tags", sets::removeTags), // with a body
        Route.post("/contacts/{contactId}/followers", sets::addFollowers),
        Route.delete("/contacts/{contactId}/followers", sets::removeFollowers), // with a body
        Route.get("/locations/{locationId}", location::get),
        Route.get("/locations/{locationId}/customFields", location::customFields),
        Route.post("/locations/{locationId}/customFields", location::createCustomField),
        Route.get("/locations/{locationId}/customFields/{id}", location::customField));
  }

  /** Adds a sub-account with its two tokens. */
  public Site addLocation(String name, String country) {
    return sites.add(name, country);
  }

  /** PEM of the key its webhooks are signed with. */
  public String webhookPublicKey() {
    return signer.publicKey();
  }

  /** What a person, an import or a life of edits does to contacts, without HTTP and its rules. */
  public HandMadeContacts byHand() {
    return new HandMadeContacts(contacts);
  }

  /** A location's settings as its GET shows them. */
  public Map<String, Object> settings(String locationId) {
    return sites.location(locationId).settings();
  }

  /** Every living contact of every location, as a GET shows it. */
  public List<Map<String, Object>> contactsNow() {
    List<Map<String, Object>> all = new ArrayList<>();
    sites.locations().forEach(site -> site.contacts().map(ContactShapes::read).forEach(all::add));
    return all;
  }

  @Override
  public String side() {
    return SIDE;
  }

  @Override
  public Routes routes() {
    return routes;
  }

  @Override
  public Caller caller(Request request) {
    return request.bearer().flatMap(sites::caller).orElse(Caller.NOBODY);
  }

  @Override
  public Optional<Reply> gate(Request request, Caller caller, Optional<Routes.Match> match) {
    if (!window(caller).take(clock.instant())) {
      return Optional.of(Says.tooManyRequests());
    }
    if (caller.isNobody()) {
      return Optional.of(Says.unauthorized("Invalid token: access token is invalid"));
    }
    Optional<String> version = request.header("version");
    if (version.isEmpty()) {
      return Optional.of(Says.versionRefused("version header was not found."));
    }
    return version.filter(VERSIONS::contains).isPresent()
        ? Optional.empty()
        : Optional.of(Says.versionRefused("version header is invalid"));
  }

  @Override
  public Duration usualIndexLag() {
    return indexLag;
  }

  @Override
  public Reply unknownRoute(Request request) {
    return Says.noRoute(request.method(), request.path());
  }

  @Override
  public Reply malformed(MalformedBody problem) {
    return Says.reply(400, String.valueOf(problem.getMessage()), "Bad Request");
  }

  @Override
  public Reply faulty(Fault fault, Request request) {
    return switch (fault.kind()) {
      case RATE_LIMITED -> Says.tooManyRequests();
      case UNAUTHORIZED -> Says.unauthorized("Invalid JWT");
      case REFUSE_FIELD ->
          Says.unprocessableReply(List.of(refusedField(fault, request) + " is not accepted here"));
      case CREATED_BUT_422 ->
          Says.unprocessableReply(List.of("Something went wrong, please try again"));
      default -> Says.serverError();
    };
  }

  private static String refusedField(Fault fault, Request request) {
    String named = fault.field();
    return named != null
        ? named
        : request.json().keySet().stream()
            .filter(name -> !name.equals("locationId"))
            .findFirst()
            .orElse("body");
  }

  @Override
  public boolean carries(Request request, String field) {
    Map<String, Object> body = request.json();
    if (!field.startsWith("customFields.")) {
      return body.containsKey(field);
    }
    String called = field.substring("customFields.".length());
    return body.get("customFields") instanceof List<?> items
        && items.stream()
            .map(Json::map)
            .anyMatch(item -> called.equals(item.get("id")) || called.equals(item.get("key")));
  }

  @Override
  public Reply dress(Reply reply, Caller caller) {
    Instant now = clock.instant();
    RateWindow window = window(caller);
    Map<String, Object> body = Json.map(reply.body());
    body.putIfAbsent("traceId", traces.uuid());
    Map<String, String> headers = new LinkedHashMap<>(reply.headers());
    headers.put("X-RateLimit-Max", Integer.toString(limits.burst()));
    headers.put("X-RateLimit-Interval-Milliseconds", Long.toString(limits.interval().toMillis()));
    headers.put("X-RateLimit-Remaining", Integer.toString(window.remaining(now)));
    headers.put("X-RateLimit-Limit-Daily", Integer.toString(limits.daily()));
    headers.put("X-RateLimit-Daily-Remaining", Integer.toString(window.dailyRemaining(now)));
    headers.put(
        "X-RateLimit-Daily-Reset", Long.toString(RateWindow.untilDailyReset(now).toMillis()));
    return new Reply(reply.status(), body, headers);
  }

  // The app has one bucket per location, and so has the person who edits by hand.
  private RateWindow window(Caller caller) {
    return windows.computeIfAbsent(
        caller.name() + "@" + caller.home(), key -> new RateWindow(limits));
  }

  @Override
  public void humanEdit(Routes.Match read, Caller reader, Map<String, Object> edit) {
    String contactId = read.path().get("contactId");
    if (contactId != null && sites.location(reader.home()).contact(contactId).isPresent()) {
      try {
        contacts.update(Caller.person(reader.home()), contactId, edit);
      } catch (Refusal refused) {
        // A person's edit can be refused as anybody's; then there is none.
        return;
      }
    }
  }
}
