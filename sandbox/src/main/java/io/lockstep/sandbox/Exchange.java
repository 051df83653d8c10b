package io.lockstep.sandbox;

import io.lockstep.sandbox.control.CallLog;
import io.lockstep.sandbox.control.World;
import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.faults.FaultKind;
import io.lockstep.sandbox.faults.Faults.Struck;
import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Caller;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Lens;
import io.lockstep.sandbox.http.MalformedBody;
import io.lockstep.sandbox.http.ProviderApi;
import io.lockstep.sandbox.http.Refusal;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.http.Request;
import io.lockstep.sandbox.http.Routes.Match;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One call to one provider, from gate to log, with the faults that strike it on the way: gate,
 * instead of the answer, through a lens, after the effect.
 */
final class Exchange {

  private static final Duration USUAL_SLOWNESS = Duration.ofSeconds(3);
  private static final Duration USUAL_LAG = Duration.ofSeconds(5);
  private static final Duration USUAL_HAUNTING = Duration.ofSeconds(5);
  private static final String FILES = "attachments";
  private static final String LIBRARY = "/medias/files";
  private static final Set<String> LISTS = Set.of("contacts", "tasks", "notes", FILES);
  private static final List<String> LAST_NAMES =
      List.of("Ashworth", "Birkeland", "Castellan", "Dunmore", "Everhart", "Fairweather");

  /**
   * What a person changed, and whose read it followed.
   *
   * @param values as the body of an update
   */
  record Edit(Caller reader, Map<String, Object> values) {}

  private final World world;
  private final ProviderApi api;
  private final Request request;
  private final Optional<Match> match;
  private final Caller caller;
  private boolean changed;
  private Optional<Duration> takesEffectIn = Optional.empty();
  private Optional<Edit> editedByHand = Optional.empty();

  static Exchange of(World world, ProviderApi api, Request request) {
    return new Exchange(world, api, request, api.caller(request));
  }

  /** With the caller as it was told before, whatever its token tells now. */
  Exchange(World world, ProviderApi api, Request request, Caller caller) {
    this.world = world;
    this.api = api;
    this.request = request;
    this.match = api.routes().match(request);
    this.caller = caller;
  }

  SandboxAnswer answer() throws ConnectionCutException {
    Optional<Reply> stopped = api.gate(request, caller, match);
    if (stopped.isPresent()) {
      return dressed(stopped.get(), Duration.ZERO);
    }
    if (match.isEmpty()) {
      return dressed(api.unknownRoute(request), Duration.ZERO);
    }
    try {
      return served(match.get());
    } catch (Refusal refusal) {
      return dressed(refusal.reply(), Duration.ZERO);
    } catch (MalformedBody problem) {
      return dressed(api.malformed(problem), Duration.ZERO);
    }
  }

  private SandboxAnswer served(Match served) throws ConnectionCutException {
    Struck struck =
        world.faults().strikeCall(api.side(), served.route().name(), caller.home(), this::means);
    Optional<Fault> instead = struck.useInstead();
    if (instead.isPresent()) {
      return instead(instead.get(), struck);
    }
    Reply reply = effect(served, struck);
    changed = reply.successful() && !isRead();
    if (struck.use(FaultKind.LOST_ANSWER).isPresent()) {
      throw cut();
    }
    if (!reply.successful()) {
      return finished(reply, struck);
    }
    Optional<Fault> hidden =
        struck.use(FaultKind.CREATED_BUT_422).or(() -> struck.use(FaultKind.DELETED_BUT_SAID_NO));
    if (hidden.isPresent()) {
      return finished(api.faulty(hidden.get(), request), struck);
    }
    boolean partial = holdsRecords(reply) && struck.use(FaultKind.PARTIAL_LIST).isPresent();
    SandboxAnswer answer = finished(partial ? partial(reply) : reply, struck);
    struck.use(FaultKind.HUMAN_EDIT).ifPresent(fault -> humanEdit(served, fault));
    return answer;
  }

  private SandboxAnswer instead(Fault fault, Struck struck) throws ConnectionCutException {
    if (fault.kind() == FaultKind.LOST_REQUEST) {
      throw cut();
    }
    if (fault.kind() == FaultKind.GHOST_WRITE) {
      takesEffectIn = Optional.of(fault.byOr(USUAL_HAUNTING));
    }
    return finished(api.faulty(fault, request), struck);
  }

  private Reply effect(Match served, Struck struck) {
    Optional<Duration> listLag =
        struck.use(FaultKind.LAGGING_LIST).map(fault -> fault.byOr(USUAL_LAG));
    Duration indexLag =
        listLag
            .or(() -> struck.use(FaultKind.INDEX_LAG).map(fault -> fault.byOr(USUAL_LAG)))
            .orElse(api.usualIndexLag());
    Optional<Fault> stale = struck.use(FaultKind.STALE_READ);
    Optional<Duration> old = stale.flatMap(fault -> Optional.ofNullable(fault.by()));
    return effect(
        served,
        new Lens(
            stale.isPresent() && old.isEmpty(),
            old.map(world.clock().instant()::minus).orElse(null),
            indexLag,
            listLag.orElse(Duration.ZERO)));
  }

  private Reply effect(Match served, Lens lens) {
    try {
      return served.route().handler().answer(new Ask(request, served.path(), caller, lens));
    } catch (Refusal refusal) {
      return refusal.reply();
    }
  }

  /** Who calls. */
  Caller caller() {
    return caller;
  }

  /** After how long the call takes effect, when it was refused by a ghost. */
  Optional<Duration> takesEffectIn() {
    return takesEffectIn;
  }

  /** The effect alone, without gate, faults and answer; false when there is none any more. */
  boolean takeEffect() {
    try {
      return match
          .map(served -> effect(served, Lens.sharp(api.usualIndexLag())).successful())
          .orElse(false);
    } catch (MalformedBody nothingToDo) {
      return false;
    }
  }

  private static boolean holdsRecords(Reply reply) {
    return Json.map(reply.body()).values().stream()
        .anyMatch(value -> value instanceof List<?> records && !records.isEmpty());
  }

  /**
   * Leaves out half of what a list holds, one record at least, and counts it as if that were all.
   */
  private Reply partial(Reply whole) {
    Map<String, Object> body = Json.map(whole.body());
    int before = 0;
    int after = 0;
    for (Map.Entry<String, Object> property : body.entrySet()) {
      if (property.getValue() instanceof List<?> records && !records.isEmpty()) {
        List<?> left = someOf(records);
        before += records.size();
        after += left.size();
        property.setValue(left);
      }
    }
    int missing = before - after;
    for (String count : List.of("total", "count")) {
      body.computeIfPresent(
          count, (name, all) -> all instanceof Integer number ? number - missing : all);
    }
    return whole.body(body);
  }

  private List<?> someOf(List<?> records) {
    int surelyGone = world.surprises().below(records.size());
    List<Object> left = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      if (world.surprises().happens(0.5) && i != surelyGone) {
        left.add(records.get(i));
      }
    }
    return left;
  }

  /** Whether the call had an effect, whatever its caller was told. */
  boolean changedSomething() {
    return changed;
  }

  private boolean isRead() {
    return request.method().equals("GET") || isSearch();
  }

  private boolean isSearch() {
    return request.method().equals("POST") && lastSegment().equals("search");
  }

  private boolean isList() {
    return isSearch() || (isRead() && LISTS.contains(lastSegment()));
  }

  private boolean isDeleteOfOne() {
    return request.method().equals("DELETE") && lastSegment().startsWith("{");
  }

  private String lastSegment() {
    return match.map(served -> served.route().lastSegment()).orElse("");
  }

  /** Whether a fault means anything for this call; else it is neither used up nor counted. */
  private boolean means(Fault fault) {
    boolean write = !isRead() && !request.path().contains("/oauth");
    boolean readsOne =
        isRead() && match.map(one -> one.path().containsKey("contactId")).orElse(false);
    boolean profiles = isRead() && request.path().equals("/v2/contacts");
    boolean library = isRead() && request.path().equals(LIBRARY);
    return switch (fault.kind()) {
      case STALE_READ -> readsOne || profiles;
      case INDEX_LAG -> isSearch() || profiles || library;
      case LAGGING_LIST -> isList() && !lastSegment().equals(FILES); // the files come with a record
      case PARTIAL_LIST -> isList();
      case GHOST_WRITE -> write;
      case DELETED_BUT_SAID_NO -> isDeleteOfOne();
      case HUMAN_EDIT -> readsOne;
      case CREATED_BUT_422 -> write;
      case REFUSE_FIELD -> write && refuses(fault);
      default -> true;
    };
  }

  private boolean refuses(Fault fault) {
    String field = fault.field();
    return field == null || api.carries(request, field);
  }

  private void humanEdit(Match read, Fault fault) {
    Map<String, Object> told = fault.edit();
    Map<String, Object> values = told == null ? usualEdit(read.route().template()) : told;
    editByHand(values);
    editedByHand = Optional.of(new Edit(caller, values));
  }

  /** A person's edit of what this call reads. */
  void editByHand(Map<String, Object> values) {
    match.ifPresent(read -> api.humanEdit(read, caller, values));
  }

  /** What a person did right after the read, if a fault made somebody do it. */
  Optional<Edit> editedByHand() {
    return editedByHand;
  }

  private Map<String, Object> usualEdit(String template) {
    String name = world.surprises().pick(LAST_NAMES);
    if (template.contains("/tasks")) {
      return Map.of("title", "Ask " + name);
    }
    return template.contains("/notes")
        ? Map.of("body", "Talked to " + name)
        : Map.of("lastName", name);
  }

  private SandboxAnswer finished(Reply reply, Struck struck) {
    boolean hidden = !reply.successful() && struck.use(FaultKind.ERROR_AS_200).isPresent();
    Reply shown = hidden ? reply.status(200) : reply;
    return dressed(
        shown,
        struck.use(FaultKind.SLOW).map(fault -> fault.byOr(USUAL_SLOWNESS)).orElse(Duration.ZERO));
  }

  private SandboxAnswer dressed(Reply reply, Duration delay) {
    Reply dressed = api.dress(reply, caller);
    Map<String, String> headers = new LinkedHashMap<>(dressed.headers());
    headers.putIfAbsent("Content-Type", "application/json; charset=utf-8");
    log(dressed.status(), headers.getOrDefault("X-RateLimit-Remaining", ""));
    byte[] body = dressed.body() instanceof byte[] file ? file : Json.bytes(dressed.body());
    return new SandboxAnswer(dressed.status(), headers, body, delay);
  }

  private ConnectionCutException cut() {
    log(0, "");
    return new ConnectionCutException();
  }

  private void log(int status, String remaining) {
    world
        .log()
        .add(
            new CallLog.Entry(
                world.clock().instant(),
                caller.name(),
                api.side(),
                request.method(),
                request.path(),
                status,
                remaining));
  }
}
