package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.http.Caller;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.MalformedBody;
import io.lockstep.sandbox.http.Multipart;
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

/** HighLevel's API v2, as far as contacts and what hangs on them need it. */
public final class HighLevel implements ProviderApi {

  public static final String SIDE = "highlevel";

  /** The published values; which of them a call sends makes no difference (facts section 1.1). */
  private static final Set<String> VERSIONS =
      Set.of("2021-04-15", "2021-07-28", "2023-02-21", "v3", "legacy");

  /** What is called without a token: here tokens are made. */
  private static final Set<String> NO_TOKEN =
      Set.of(
          "GET /v2/oauth/chooselocation",
          "POST /v2/oauth/chooselocation",
          "POST /oauth/token",
          "POST /oauth/reconnect");

  private static final String TOKEN_OF_LOCATION = "POST /oauth/locationToken";

  private final SandboxClock clock;
  private final RateLimits limits;
  private final Duration indexLag;
  private final Chance traces;
  private final Ed25519Signer signer;
  private final Sites sites;
  private final Grants grants;
  private final OAuthCalls oauth;
  private final Contacts contacts;
  private final Items tasks;
  private final Items notes;
  private final Chance userIds;
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
    this.sites =
        new Sites(Chance.of(seed, "highlevel sites"), Chance.of(seed, "highlevel company").id());
    this.grants = new Grants(clock, Chance.of(seed, "highlevel grants " + generation));
    Chance ids = Chance.of(seed, "highlevel ids " + generation);
    EventGateway gateway =
        new EventGateway(
            clock,
            Chance.of(seed, "highlevel webhook ids " + generation),
            webhooks,
            signer,
            sites.appId());
    this.oauth = new OAuthCalls(clock, sites, grants, gateway);
    this.userIds = Chance.of(seed, "highlevel users");
    this.contacts = new Contacts(clock, ids, sites, new ContactEvents(gateway));
    Chance itemIds = Chance.of(seed, "highlevel item ids " + generation);
    this.tasks = new Items(ItemKind.TASK, clock, itemIds, contacts, ItemEvents.ofTasks(gateway));
    this.notes = new Items(ItemKind.NOTE, clock, itemIds, contacts, ItemEvents.ofNotes(gateway));
    List<Route> lines = new ArrayList<>();
    lines.addAll(
        HighLevelRoutes.contacts(
            new ContactCalls(contacts), new SearchCalls(clock, contacts), new SetCalls(contacts)));
    lines.addAll(HighLevelRoutes.items(new ItemCalls(tasks, "taskId"), new ItemCalls(notes, "id")));
    lines.addAll(
        HighLevelRoutes.locations(
            new LocationCalls(ids, contacts),
            new TaskSearchCalls(clock, contacts),
            new MediaCalls(clock, Chance.of(seed, "highlevel files " + generation), contacts)));
    Chance recordIds = Chance.of(seed, "highlevel record ids " + generation);
    lines.addAll(
        HighLevelRoutes.records(
            new AppointmentCalls(clock, recordIds, contacts),
            new AppointmentNoteCalls(clock, recordIds, contacts),
            new BusinessCalls(clock, recordIds, contacts),
            new TagCalls(recordIds, contacts)));
    lines.addAll(HighLevelRoutes.opportunities(new OpportunityCalls(clock, recordIds, contacts)));
    lines.addAll(
        HighLevelRoutes.acts(
            new EnrolmentCalls(contacts),
            new BulkTagCalls(contacts),
            new FieldFileCalls(recordIds, contacts)));
    lines.addAll(HighLevelRoutes.oauth(oauth));
    this.routes = new Routes(lines);
  }

  /** Adds a sub-account with its two tokens. */
  public Site addLocation(String name, String country) {
    return sites.add(name, country);
  }

  /** Adds somebody who works there; a reset keeps the id. */
  public void addUser(String locationId, String firstName, String lastName, String email) {
    sites.location(locationId).add(new User(userIds.id(), firstName, lastName, email));
  }

  /** The id of the user with that e-mail. */
  public Optional<String> userId(String locationId, String email) {
    return sites.location(locationId).users().stream()
        .filter(user -> user.email().equals(email))
        .map(User::id)
        .findFirst();
  }

  /** PEM of the key its webhooks are signed with. */
  public String webhookPublicKey() {
    return signer.publicKey();
  }

  /** The id of the agency the locations belong to. */
  public String companyId() {
    return sites.companyId();
  }

  /** Gives the app another fixed token for that location; the former one stays good for now. */
  public Site rotateToken(Site site, String token) {
    return sites.rotated(site, token);
  }

  /** Ends every fixed token of that location but this one. */
  public void endFormerTokens(Site site) {
    sites.endOthers(site);
  }

  /** From now on OAuth's access tokens live that long. */
  public void tokenLife(Duration life) {
    grants.tokenLife(life);
  }

  /**
   * Takes back what was granted to the app.
   *
   * @param resource a location, or the agency
   * @param what its access tokens alone, its refresh tokens alone, or all of it
   */
  public void revoke(String resource, Revoked what) {
    Grants.Resource of = new Grants.Resource(resource.equals(sites.companyId()), resource);
    switch (what) {
      case ACCESS -> grants.killAccess(of);
      case REFRESH -> grants.killRefresh(of);
      case GRANT -> oauth.uninstall(of);
    }
  }

  /** What of a grant is taken back. */
  public enum Revoked {
    ACCESS,
    REFRESH,
    GRANT
  }

  /** Goes on with the grants there were before a reset. */
  public void takeGrants(HighLevel before) {
    grants.takeOver(before.grants);
  }

  /** What a person, an import or a life of edits does to contacts, without HTTP and its rules. */
  public HandMadeContacts byHand() {
    return new HandMadeContacts(contacts);
  }

  /** The same for tasks. */
  public HandMadeItems tasksByHand() {
    return new HandMadeItems(contacts, tasks);
  }

  /** The same for notes. */
  public HandMadeItems notesByHand() {
    return new HandMadeItems(contacts, notes);
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

  /** Every living task of every location, as a GET shows it, with its location. */
  public List<Map<String, Object>> tasksNow() {
    return itemsNow(ItemKind.TASK);
  }

  /** Every living note of every location, as a GET shows it, with its location. */
  public List<Map<String, Object>> notesNow() {
    return itemsNow(ItemKind.NOTE);
  }

  private List<Map<String, Object>> itemsNow(ItemKind kind) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Location site : sites.locations()) {
      site.items(kind)
          .all()
          .map(kind::shape)
          .forEach(
              shape -> {
                shape.put("locationId", site.id());
                all.add(shape);
              });
    }
    return all;
  }

  /** Every file of every media library, with the digest of what was uploaded. */
  public List<Map<String, Object>> mediasNow() {
    return sites.locations().stream()
        .flatMap(site -> site.medias().stream())
        .map(Media::shape)
        .toList();
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
    return request
        .bearer()
        .flatMap(token -> sites.caller(token).or(() -> grants.caller(token)))
        .orElse(Caller.NOBODY);
  }

  @Override
  public Optional<Reply> gate(Request request, Caller caller, Optional<Routes.Match> match) {
    String route = match.map(found -> found.route().name()).orElse("");
    if (NO_TOKEN.contains(route)) {
      return Optional.empty();
    }
    if (!window(caller).take(clock.instant())) {
      return Optional.of(Says.tooManyRequests());
    }
    if (caller.isNobody()) {
      return Optional.of(Says.unauthorized("Invalid token: access token is invalid"));
    }
    boolean ofAgency = caller.home().equals(sites.companyId());
    if (ofAgency != route.equals(TOKEN_OF_LOCATION)) {
      return Optional.of(Says.unauthorized("This authClass type is not allowed"));
    }
    Optional<String> version = request.header("version");
    if (version.isEmpty()) {
      return Optional.of(Says.versionRefused("version header was not found."));
    }
    if (version.filter(VERSIONS::contains).isEmpty()) {
      return Optional.of(Says.versionRefused("version header is invalid"));
    }
    return match.filter(found -> lacksScope(request, found.route())).map(none -> Says.lacksScope());
  }

  /** A fixed token has all of them. */
  private boolean lacksScope(Request request, Route route) {
    return request
        .bearer()
        .flatMap(grants::scopes)
        .filter(scopes -> !scopes.contains(Scopes.neededFor(route)))
        .isPresent();
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
        : properties(request).keySet().stream()
            .filter(name -> !name.equals("locationId"))
            .findFirst()
            .orElse("body");
  }

  /** What a write carries; of a form only that it has a file matters. */
  private static Map<String, Object> properties(Request request) {
    return Multipart.isOne(request) ? Map.of("file", "") : request.json();
  }

  @Override
  public boolean carries(Request request, String field) {
    Map<String, Object> body = properties(request);
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
    if (reply.body() instanceof byte[]) {
      return reply; // a page for people, or a file
    }
    Instant now = clock.instant();
    RateWindow window = window(caller);
    Map<String, String> headers = new LinkedHashMap<>(reply.headers());
    headers.put("X-RateLimit-Max", Integer.toString(limits.burst()));
    headers.put("X-RateLimit-Interval-Milliseconds", Long.toString(limits.interval().toMillis()));
    headers.put("X-RateLimit-Remaining", Integer.toString(window.remaining(now)));
    headers.put("X-RateLimit-Limit-Daily", Integer.toString(limits.daily()));
    headers.put("X-RateLimit-Daily-Remaining", Integer.toString(window.dailyRemaining(now)));
    headers.put(
        "X-RateLimit-Daily-Reset", Long.toString(RateWindow.untilDailyReset(now).toMillis()));
    Map<String, Object> body = Json.map(reply.body());
    body.putIfAbsent("traceId", traces.uuid());
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
        humanEdit(read, contactId, Caller.person(reader.home()), edit);
      } catch (Refusal refused) {
        // A person's edit can be refused as anybody's; then there is none.
        return;
      }
    }
  }

  private void humanEdit(
      Routes.Match read, String contactId, Caller person, Map<String, Object> edit) {
    String template = read.route().template();
    if (template.contains("/tasks")) {
      tasks.humanEdit(person, contactId, read.path().get("taskId"), edit);
    } else if (template.contains("/notes")) {
      notes.humanEdit(person, contactId, read.path().get("id"), edit);
    } else {
      WriteShape.BY_HAND.check(edit);
      contacts.update(person, contactId, edit);
    }
  }
}
