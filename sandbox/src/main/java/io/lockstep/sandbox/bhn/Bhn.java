package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.http.Caller;
import io.lockstep.sandbox.http.MalformedBody;
import io.lockstep.sandbox.http.ProviderApi;
import io.lockstep.sandbox.http.Refusal;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.http.Request;
import io.lockstep.sandbox.http.Route;
import io.lockstep.sandbox.http.Routes;
import io.lockstep.sandbox.webhooks.Webhooks;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * BHN Rewards, as docs/contracts/bhn-rewards.yaml has it: the token is modelled on the real API,
 * the contacts on its vocabulary; tasks, notes, files, tags, consent, tier, change feed and
 * webhooks are ours.
 */
public final class Bhn implements ProviderApi {

  public static final String SIDE = "bhn";

  private static final String TOKEN_ROUTE = "POST /oauth2/token";

  private final Clients clients;
  private final Profiles profiles;
  private final Items tasks;
  private final Items notes;
  private final Routes routes;

  /**
   * BHN without an account yet.
   *
   * @param seed of clients and secrets, which a reset keeps
   * @param generation grows with each reset, so that no profile's id is used twice
   */
  public Bhn(SandboxClock clock, Webhooks webhooks, long seed, int generation) {
    this.clients = new Clients(clock, Chance.of(seed, "bhn clients"));
    this.profiles =
        new Profiles(
            clock,
            Chance.of(seed, "bhn ids " + generation),
            clients,
            new ProfileEvents(
                clock, Chance.of(seed, "bhn webhook ids " + generation), webhooks, clients));
    var itemEvents =
        new ItemEvents(
            clock, Chance.of(seed, "bhn item webhook ids " + generation), webhooks, clients);
    Chance itemIds = Chance.of(seed, "bhn item ids " + generation);
    this.tasks = new Items(ItemKind.TASK, clock, itemIds, clients, itemEvents);
    this.notes = new Items(ItemKind.NOTE, clock, itemIds, clients, itemEvents);
    this.routes =
        table(
            new TokenCalls(clients),
            new ProfileCalls(clock, profiles),
            new ItemCalls(tasks),
            new ItemCalls(notes),
            new AttachmentCalls(notes, clients, itemIds),
            new ProfileFileCalls(profiles, Chance.of(seed, "bhn file ids " + generation)),
            new RewardCalls(clock, clients),
            new PointsCalls(profiles),
            new ChangeCalls(clients));
  }

  private static Routes table(
      TokenCalls tokens,
      ProfileCalls contacts,
      ItemCalls tasks,
      ItemCalls notes,
      AttachmentCalls files,
      ProfileFileCalls profileFiles,
      RewardCalls rewards,
      PointsCalls points,
      ChangeCalls changes) {
    String ofContact = "/v2/contacts/{contactId}";
    String oneTask = ofContact + "/tasks/{taskId}";
    String oneNote = ofContact + "/notes/{noteId}";
    String oneFile = oneNote + "/attachments/{attachmentId}";
    return Routes.of(
        Route.post("/oauth2/token", tokens::token),
        Route.get("/v2/contacts", contacts::list),
        Route.post("/v2/contacts", contacts::create),
        Route.get(ofContact, contacts::get),
        Route.put(ofContact, contacts::update),
        Route.delete(ofContact, contacts::delete),
        Route.put(ofContact + "/tags", contacts::addTags),
        Route.delete(ofContact + "/tags", contacts::removeTags), // with a body
        Route.get(ofContact + "/tasks", tasks::list),
        Route.post(ofContact + "/tasks", tasks::create),
        Route.get(oneTask, tasks::get),
        Route.put(oneTask, tasks::update),
        Route.delete(oneTask, tasks::delete),
        Route.get(ofContact + "/notes", notes::list),
        Route.post(ofContact + "/notes", notes::create),
        Route.get(oneNote, notes::get),
        Route.put(oneNote, notes::update),
        Route.delete(oneNote, notes::delete),
        Route.get(oneNote + "/attachments", files::list),
        Route.post(oneNote + "/attachments", files::add),
        Route.get(oneFile, files::get),
        Route.delete(oneFile, files::delete),
        Route.get(oneFile + "/content", files::content),
        Route.get(ofContact + "/attachments", profileFiles::list),
        Route.post(ofContact + "/attachments", profileFiles::add),
        Route.delete(ofContact + "/attachments/{attachmentId}", profileFiles::delete),
        Route.get(ofContact + "/attachments/{attachmentId}/content", profileFiles::content),
        Route.get("/v2/campaigns", rewards::campaigns),
        Route.get("/v2/rewards", rewards::list),
        Route.post("/v2/rewards", rewards::claim),
        Route.post("/v2/points", points::award),
        Route.get("/v2/changes", changes::list));
  }

  /** Adds an account with its client. */
  public Member addAccount() {
    return clients.add();
  }

  /** Gives an account other secrets; its former client secret stays good for now. */
  public void replaceSecrets(Member member) {
    clients.replace(member);
  }

  /** Ends an account's former client secret. */
  public void endFormerSecret(Member member) {
    clients.endFormer(member);
  }

  /** What people do to profiles, without HTTP. */
  public HandMadeProfiles byHand() {
    return new HandMadeProfiles(profiles);
  }

  /** Every living profile of every account, as a GET shows it. */
  public List<Map<String, Object>> contactsNow() {
    List<Map<String, Object>> all = new ArrayList<>();
    clients.accounts().forEach(one -> one.profiles().map(Profile::shape).forEach(all::add));
    return all;
  }

  /** What people do to tasks, without HTTP. */
  public HandMadeItems tasksByHand() {
    return new HandMadeItems(clients, tasks);
  }

  /** What people do to notes, without HTTP. */
  public HandMadeItems notesByHand() {
    return new HandMadeItems(clients, notes);
  }

  /** Every living task of every account, as a GET shows it. */
  public List<Map<String, Object>> tasksNow() {
    return itemsNow(ItemKind.TASK);
  }

  /** Every living note of every account, as a GET shows it. */
  public List<Map<String, Object>> notesNow() {
    return itemsNow(ItemKind.NOTE);
  }

  private List<Map<String, Object>> itemsNow(ItemKind kind) {
    return clients.accounts().stream()
        .flatMap(account -> account.items(kind).all())
        .map(Item::shape)
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
        .flatMap(clients::caller)
        .or(
            () ->
                request
                    .header("authorization")
                    .flatMap(clients::authenticate)
                    .map(member -> Caller.lockstep(member.accountId())))
        .orElse(Caller.NOBODY);
  }

  @Override
  public Optional<Reply> gate(Request request, Caller caller, Optional<Routes.Match> match) {
    boolean asksForToken =
        match.map(found -> found.route().name().equals(TOKEN_ROUTE)).orElse(false);
    boolean bearer = request.bearer().flatMap(clients::caller).isPresent();
    return asksForToken || bearer
        ? Optional.empty()
        : Optional.of(Says.reply(401, "auth.token.invalid", "Unknown or expired access token."));
  }

  @Override
  public Duration usualIndexLag() {
    return Duration.ZERO;
  }

  @Override
  public Reply unknownRoute(Request request) {
    return Says.reply(404, "route.unknown", "There is no such path or method.");
  }

  @Override
  public Reply malformed(MalformedBody problem) {
    return Says.reply(400, "request.body.malformed", String.valueOf(problem.getMessage()));
  }

  @Override
  public Reply faulty(Fault fault, Request request) {
    return switch (fault.kind()) {
      case RATE_LIMITED ->
          Says.reply(429, "request.rate.exceeded", "Too many requests.")
              .header("Retry-After", Long.toString(fault.byOr(Duration.ofSeconds(2)).toSeconds()));
      case UNAUTHORIZED ->
          Says.reply(401, "auth.token.invalid", "Unknown or expired access token.");
      case REFUSE_FIELD -> {
        String field = refusedField(fault, request);
        yield Says.reply(
            400, record(request) + "." + field + ".refused", field + " is not accepted here.");
      }
      case CREATED_BUT_422 ->
          Says.reply(422, "request.failed", "Something went wrong, please try again.");
      default -> Says.reply(500, "server.error", "Internal server error.");
    };
  }

  private static String refusedField(Fault fault, Request request) {
    String named = fault.field();
    return named != null
        ? named
        : fields(request).stream()
            .filter(name -> !name.equals("requestId") && !name.equals("version"))
            .findFirst()
            .orElse("body");
  }

  /** What the request writes: the first part of its error codes. */
  private static String record(Request request) {
    String path = request.path();
    if (isFile(request)) {
      return "attachment";
    }
    if (path.contains("/rewards")) {
      return "reward";
    }
    if (path.contains("/points")) {
      return "points";
    }
    return path.contains("/tasks") ? "task" : path.contains("/notes") ? "note" : "contact";
  }

  private static boolean isFile(Request request) {
    return request.path().contains("/attachments");
  }

  private static Set<String> fields(Request request) {
    return isFile(request) ? Set.of("content") : request.json().keySet();
  }

  @Override
  public boolean carries(Request request, String field) {
    return fields(request).contains(field);
  }

  @Override
  public Reply dress(Reply reply, Caller caller) {
    return reply;
  }

  @Override
  public void humanEdit(Routes.Match read, Caller reader, Map<String, Object> edit) {
    String contactId = read.path().get("contactId");
    if (contactId == null) {
      return; // a list of people says nothing of whom
    }
    try {
      String template = read.route().template();
      if (template.contains("/tasks")) {
        tasks.humanEdit(reader.home(), contactId, read.path().get("taskId"), edit);
      } else if (template.contains("/notes")) {
        notes.humanEdit(reader.home(), contactId, read.path().get("noteId"), edit);
      } else if (profiles.account(reader.home()).profile(contactId).isPresent()) {
        profiles.update(reader.home(), contactId, Optional.empty(), edit);
      }
    } catch (Refusal refused) {
      // A person's edit can be refused as anybody's; then there is none.
      return;
    }
  }
}
