package io.lockstep.activities.simulation;

import com.fasterxml.jackson.core.type.TypeReference;
import feign.Client;
import feign.Request;
import feign.Response;
import io.lockstep.core.Side;
import io.lockstep.core.item.HighLevelTask;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.person.PersonView;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.ItemLedger.ItemTombstone;
import io.lockstep.ledger.PairLedger;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The code as it is, or with one rule of items broken: the simulation must notice. */
enum ItemVariant {
  RIGHT,
  /** Takes what a list leaves out for gone, whatever a read of its id would say. */
  BELIEVES_LISTS,
  /** Takes several equal items for one. */
  ADOPTS_MANY_TO_ONE,
  /** Sends a create again without looking for what the first one made. */
  REPEATS_CREATES,
  /** Does not know what it made itself, and copies a surplus back. */
  COPIES_SURPLUS,
  /** Takes any survivor for untouched. */
  DELETES_EDITED_SURVIVORS,
  /** Does not remember what was a half of an item that is over. */
  FORGETS_TOMBSTONES,
  /** Takes a half for gone as soon as a read of its id says so, however young its link is. */
  BELIEVES_A_YOUNG_LINK,
  /** Takes a value that returns for an edit, without a second look. */
  BELIEVES_RETURNS,
  /** Takes what a read shows for news, although it was taken before our last write. */
  BELIEVES_OLD_READS,
  /** Takes what was deleted a moment ago for alive again as soon as a read shows it. */
  UNDELETES_AT_ONCE,
  /** Takes what was deleted for alive again as soon as a list shows it. */
  UNDELETES_BY_LIST,
  /** Never takes what was deleted for alive again, whatever a read of the id shows. */
  NEVER_UNDELETES,
  /** Takes a contact that is gone for one that has no items. */
  TAKES_GONE_FOR_EMPTY,
  /** Does not wait for what is decided about a contact that is gone. */
  FREEZES_NOTHING,
  /** Never asks whether so many deletions can be meant. */
  BRAKES_NOTHING,
  /** Never asks who keeps setting a field back. */
  FIGHTS_ON,
  /** Takes the youngest of equal items for the partner of the oldest. */
  ADOPTS_YOUNGEST_FIRST,
  /** Deletes what the mapping leaves to a person, or to nobody. */
  DELETES_UNASKED,
  /** Does not remember that it invented a due date, and takes it for somebody's. */
  FORGETS_WHAT_IT_INVENTED,
  /** Never asks whether so many creates and overwrites can be meant: it does not count them. */
  COUNTS_NO_WRITES,
  /** Uploads a file without looking for it in the library. */
  LOOKS_INTO_NO_LIBRARY,
  /** Uploads a file again while the first upload may still take effect. */
  REPEATS_UPLOADS,
  /** Does not know its own links again, and takes them for somebody's text. */
  FORGETS_ITS_LINKS,
  /** Takes a link that somebody took away for a file that was deleted. */
  TAKES_A_CUT_LINK_FOR_A_DELETION,
  /** Puts back a link that somebody took away. */
  PUTS_CUT_LINKS_BACK,
  /** Knows the owner of what it made by his e-mail alone, which may be another by now. */
  KNOWS_OWNERS_BY_EMAIL;

  private static final TypeReference<HashMap<String, Object>> OBJECT = new TypeReference<>() {};
  private static final Pattern LIST = Pattern.compile(".*/contacts/[^/]+/(?:tasks|notes)");
  private static final Pattern ONE =
      Pattern.compile("(.*/contacts/[^/]+/(?:tasks|notes))/([^/?]+)");

  /** Whether items of that kind can show that it is wrong: tasks have no files, notes no dates. */
  boolean concerns(ItemKind kind) {
    return switch (this) {
      case LOOKS_INTO_NO_LIBRARY,
          REPEATS_UPLOADS,
          FORGETS_ITS_LINKS,
          TAKES_A_CUT_LINK_FOR_A_DELETION,
          PUTS_CUT_LINKS_BACK ->
          kind == ItemKind.NOTE;
      case FORGETS_WHAT_IT_INVENTED, KNOWS_OWNERS_BY_EMAIL -> kind == ItemKind.TASK;
      default -> true;
    };
  }

  ItemLedger ledger(ItemLedger real, ItemPlay play) {
    return switch (this) {
      case RIGHT,
          BELIEVES_LISTS,
          ADOPTS_MANY_TO_ONE,
          UNDELETES_BY_LIST,
          NEVER_UNDELETES,
          TAKES_GONE_FOR_EMPTY,
          FREEZES_NOTHING,
          BRAKES_NOTHING,
          FIGHTS_ON,
          ADOPTS_YOUNGEST_FIRST,
          DELETES_UNASKED,
          COUNTS_NO_WRITES,
          LOOKS_INTO_NO_LIBRARY,
          FORGETS_ITS_LINKS,
          TAKES_A_CUT_LINK_FOR_A_DELETION,
          PUTS_CUT_LINKS_BACK ->
          real;
      case FORGETS_WHAT_IT_INVENTED ->
          bent(real, "load", answer -> records(answer, ItemVariant::withoutDueDate));
      case KNOWS_OWNERS_BY_EMAIL ->
          bent(real, "load", answer -> records(answer, ItemVariant::withoutOwnerIds));
      case REPEATS_UPLOADS -> forgettingUploads(real);
      case REPEATS_CREATES ->
          bent(
              bent(real, "load", answer -> records(answer, ItemVariant::withoutIntents)),
              "claim",
              answer -> answer == PairLedger.Claim.AGAIN ? PairLedger.Claim.FIRST : answer);
      case BELIEVES_A_YOUNG_LINK ->
          bent(real, "load", answer -> records(answer, ItemVariant::withAnOldLink));
      case BELIEVES_RETURNS ->
          bent(real, "load", answer -> records(answer, ItemVariant::withoutMoves));
      case COPIES_SURPLUS, BELIEVES_OLD_READS ->
          bent(real, "load", answer -> records(answer, ItemVariant::withoutStamps));
      case DELETES_EDITED_SURVIVORS ->
          bent(real, "load", answer -> records(answer, record -> ofSurvivor(record, play)));
      case UNDELETES_AT_ONCE ->
          bent(
              real,
              "tombstones",
              answer -> {
                Map<Object, Object> old = new HashMap<>();
                ((Map<?, ?>) answer)
                    .forEach((id, stone) -> old.put(id, old((ItemTombstone) stone)));
                return old;
              });
      case FORGETS_TOMBSTONES -> bent(real, "tombstones", answer -> Map.of());
    };
  }

  /** The mapping profile as look and apply know it. */
  String mapping(String real) {
    return switch (this) {
      case BRAKES_NOTHING -> real.replaceAll("deletes: \\{most: \\d+", "deletes: {most: 5000");
      case FIGHTS_ON -> real.replaceAll("flips: \\{most: \\d+", "flips: {most: 5000");
      case DELETES_UNASKED -> real.replaceAll("deletes: (review|ignore)", "deletes: propagate");
      default -> real;
    };
  }

  /** The contacts' part of the ledger. */
  PairLedger pairs(PairLedger real) {
    return switch (this) {
      case FREEZES_NOTHING, TAKES_GONE_FOR_EMPTY ->
          bent(PairLedger.class, real, "summary", answer -> Optional.empty());
      case COUNTS_NO_WRITES -> bent(PairLedger.class, real, "count", answer -> 0);
      default -> real;
    };
  }

  Client wire(Client real, String contactId, ItemHands people) {
    return switch (this) {
      case LOOKS_INTO_NO_LIBRARY -> bent(real, "/medias/files", found -> "{\"files\":[]}");
      case FORGETS_ITS_LINKS ->
          bent(
              real,
              "/notes",
              text -> text.replaceAll("\\[([0-9a-f]{8}(?:-[0-9a-f]{8})?)]", "{$1}"));
      case TAKES_A_CUT_LINK_FOR_A_DELETION -> ofNotesWithoutLinks(real, people::loseFiles);
      case PUTS_CUT_LINKS_BACK -> ofNotesWithoutLinks(real, people::putLinksBack);
      case NEVER_UNDELETES -> takingForDeleted(real, contactId);
      case TAKES_GONE_FOR_EMPTY -> takingGoneForEmpty(real);
      case UNDELETES_BY_LIST -> undeletingByList(real);
      case ADOPTS_YOUNGEST_FIRST -> youngestFirst(real);
      case BELIEVES_LISTS -> believingLists(real);
      case ADOPTS_MANY_TO_ONE -> takingEqualForOne(real);
      default -> real;
    };
  }

  /** What HighLevel's reads of these paths answer is bent. */
  static Client bent(Client real, String path, UnaryOperator<String> bend) {
    return (request, options) -> {
      Response answer = real.execute(request, options);
      return isRead(request)
              && answer.status() == 200
              && path(request).contains("/highlevel/")
              && path(request).contains(path)
          ? answer.toBuilder().body(bend.apply(text(answer)), StandardCharsets.UTF_8).build()
          : answer;
    };
  }

  /** With each note that HighLevel lists without links something is done. */
  private static Client ofNotesWithoutLinks(Client real, Consumer<String> wrong) {
    return (request, options) -> {
      Response answer = real.execute(request, options);
      if (!isListOfHighLevel(request, answer)) {
        return answer;
      }
      Hands.records(Hands.JSON.readValue(text(answer), OBJECT), "notes").stream()
          .filter(note -> NoteFiles.links(note).isEmpty())
          .forEach(note -> wrong.accept(String.valueOf(note.get("id"))));
      return answer;
    };
  }

  private static ItemLedger forgettingUploads(ItemLedger real) {
    return (ItemLedger)
        Proxy.newProxyInstance(
            ItemLedger.class.getClassLoader(),
            new Class<?>[] {ItemLedger.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(real, arguments);
                return isOfUpload(arguments) ? forgetting(answer) : answer;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private static boolean isOfUpload(Object... arguments) {
    return arguments.length > 1
        && arguments[1] instanceof ItemRef ref
        && ref.id().startsWith("file-");
  }

  private static Object forgetting(Object answer) {
    return answer instanceof PairRecord record
        ? withoutIntents(record)
        : answer instanceof PairLedger.Claim ? PairLedger.Claim.FIRST : answer;
  }

  private static Client believingLists(Client real) {
    Map<String, String> lists = new HashMap<>();
    return (request, options) -> {
      Response answer = real.execute(request, options);
      boolean reads = request.httpMethod() == Request.HttpMethod.GET && answer.status() == 200;
      Matcher one = ONE.matcher(request.url());
      if (reads && LIST.matcher(path(request)).matches()) {
        lists.put(path(request), text(answer));
      } else if (reads && one.matches()) {
        String list = lists.getOrDefault(one.group(1), one.group(2));
        return list.contains(one.group(2)) ? answer : gone(answer);
      }
      return answer;
    };
  }

  private static Client undeletingByList(Client real) {
    Map<String, Map<String, Object>> listed = new HashMap<>();
    return (request, options) -> {
      Response answer = real.execute(request, options);
      Matcher one = ONE.matcher(request.url());
      String kind = request.url().contains("/tasks") ? "task" : "note";
      if (isListOfHighLevel(request, answer)) {
        listed.clear();
        Hands.records(Hands.JSON.readValue(text(answer), OBJECT), kind + "s")
            .forEach(item -> listed.put(String.valueOf(item.get("id")), item));
      } else if (one.matches() && answer.status() == 400 && listed.containsKey(one.group(2))) {
        return with(answer.toBuilder().status(200).build(), Map.of(kind, listed.get(one.group(2))));
      }
      return answer;
    };
  }

  /** Every item of another contact than that one was this one's once. */
  private static Client takingForDeleted(Client real, String contactId) {
    return (request, options) -> {
      Response answer = real.execute(request, options);
      boolean another = !request.url().contains(contactId) && request.url().contains("/highlevel/");
      return isRead(request) && another && ONE.matcher(request.url()).matches()
          ? gone(answer)
          : answer;
    };
  }

  private static Client takingGoneForEmpty(Client real) {
    return (request, options) -> {
      Response answer = real.execute(request, options);
      boolean atHighLevel = request.url().contains("/highlevel/") && isRead(request);
      if (!atHighLevel || answer.status() != 400) {
        return answer;
      }
      if (LIST.matcher(path(request)).matches()) {
        String many = request.url().contains("/tasks") ? "tasks" : "notes";
        return with(answer.toBuilder().status(200).build(), Map.of(many, List.of()));
      }
      return ONE.matcher(request.url()).matches() ? gone(answer) : answer;
    };
  }

  private static boolean isRead(Request request) {
    return request.httpMethod() == Request.HttpMethod.GET;
  }

  private static Client youngestFirst(Client real) {
    return (request, options) -> {
      Response answer = real.execute(request, options);
      if (!isListOfHighLevel(request, answer)) {
        return answer;
      }
      Map<String, Object> body = Hands.JSON.readValue(text(answer), OBJECT);
      String many = request.url().contains("/tasks") ? "tasks" : "notes";
      List<Map<String, Object>> items = new ArrayList<>(Hands.records(body, many));
      Collections.reverse(items);
      items.forEach(item -> item.remove("dateAdded")); // by which they would be sorted again
      body.put(many, items);
      return with(answer, body);
    };
  }

  private static boolean isListOfHighLevel(Request request, Response answer) {
    return request.httpMethod() == Request.HttpMethod.GET
        && answer.status() == 200
        && request.url().contains("/highlevel/")
        && LIST.matcher(path(request)).matches();
  }

  private static Response with(Response answer, Map<String, Object> body) throws IOException {
    return answer.toBuilder()
        .body(Hands.JSON.writeValueAsString(body), StandardCharsets.UTF_8)
        .build();
  }

  private static String path(Request request) {
    return request.url().replaceAll("[?].*$", "");
  }

  private static String text(Response answer) throws IOException {
    return new String(answer.body().asInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Response gone(Response answer) {
    boolean atHighLevel = answer.request().url().contains("/highlevel/");
    boolean task = answer.request().url().contains("/tasks/");
    String text =
        atHighLevel
            ? "{\"message\":\"%s with id x not found\",\"statusCode\":400}"
                .formatted(task ? "Task" : "Note")
            : "{\"success\":false,\"errors\":[{\"errorCode\":\"%s.unknown\",\"message\":\"\"}]}"
                .formatted(task ? "task" : "note");
    return answer.toBuilder().status(400).body(text, StandardCharsets.UTF_8).build();
  }

  private static Client takingEqualForOne(Client real) {
    return (request, options) -> {
      Response answer = real.execute(request, options);
      if (!isListOfHighLevel(request, answer)) {
        return answer;
      }
      Map<String, Object> body = Hands.JSON.readValue(text(answer), OBJECT);
      String many = request.url().contains("/tasks") ? "tasks" : "notes";
      Set<Object> seen = new HashSet<>();
      body.put(
          many, Hands.records(body, many).stream().filter(item -> seen.add(says(item))).toList());
      return with(answer, body);
    };
  }

  private static Object says(Map<String, Object> item) {
    Map<String, Object> content = new HashMap<>(item);
    content.keySet().removeAll(Set.of("id", "dateAdded"));
    return content;
  }

  private static ItemLedger bent(ItemLedger real, String name, UnaryOperator<Object> bend) {
    return bent(ItemLedger.class, real, name, bend);
  }

  private static <L> L bent(Class<L> port, L real, String name, UnaryOperator<Object> bend) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(real, arguments);
                return method.getName().equals(name) ? bend.apply(answer) : answer;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }

  private static Object records(Object answer, UnaryOperator<PairRecord> bend) {
    if (answer instanceof PairRecord record) {
      return bend.apply(record);
    }
    Map<Object, Object> bent = new HashMap<>();
    ((Map<?, ?>) answer).forEach((item, record) -> bent.put(item, bend.apply((PairRecord) record)));
    return bent;
  }

  private static ItemTombstone old(ItemTombstone stone) {
    return new ItemTombstone(
        stone.id(), stone.survivor(), stone.reason(), stone.at().minus(Duration.ofDays(1)));
  }

  private static PairRecord withoutIntents(PairRecord record) {
    return record(record, record.link(), List.of(), record.moves(), record.stamps());
  }

  private static PairRecord withoutOwnerIds(PairRecord record) {
    List<Intent> intents = record.intents().stream().map(ItemVariant::withoutOwnerId).toList();
    return record(record, record.link(), intents, record.moves(), record.stamps());
  }

  private static Intent withoutOwnerId(Intent of) {
    Map<String, Intent.Wrote> digests = new HashMap<>(of.digests());
    digests.remove(HighLevelTask.OWNER_ID);
    return new Intent(
        of.opId(),
        of.kind(),
        of.target(),
        of.targetId(),
        of.sourceId(),
        of.generation(),
        digests,
        of.heldIds(),
        of.owner(),
        of.sentAt(),
        of.leaseUntil());
  }

  private static PairRecord withoutStamps(PairRecord record) {
    return record(record, record.link(), record.intents(), record.moves(), List.of());
  }

  private static PairRecord withoutMoves(PairRecord record) {
    return record(record, record.link(), record.intents(), List.of(), record.stamps());
  }

  private static PairRecord withoutDueDate(PairRecord record) {
    return new PairRecord(
        record.link(),
        record.base().stream().map(ItemVariant::withoutDueDate).toList(),
        record.intents(),
        List.of(),
        record.conflicts(),
        record.parked(),
        record.edits(),
        record.moves(),
        record.stamps());
  }

  /** A base under another rule is none. */
  private static BaseRow withoutDueDate(BaseRow row) {
    return row.field().equals(FieldRule.TASK_DUE)
        ? new BaseRow(
            row.field(),
            row.element(),
            row.contacts(),
            row.rewards(),
            row.canonVersion(),
            "forgotten",
            row.revision())
        : row;
  }

  private static PairRecord withAnOldLink(PairRecord record) {
    Link link = record.link();
    if (link == null) {
      return record;
    }
    Link old =
        new Link(
            link.connection(),
            link.contactId(),
            link.profileId(),
            link.linkedAt().minus(Duration.ofDays(1)));
    return record(record, old, record.intents(), record.moves(), record.stamps());
  }

  private static PairRecord record(
      PairRecord real,
      @Nullable Link link,
      List<Intent> intents,
      List<FieldMove> moves,
      List<Stamp> stamps) {
    return new PairRecord(
        link,
        real.base(),
        intents,
        real.accepted(),
        real.conflicts(),
        real.parked(),
        real.edits(),
        moves,
        stamps);
  }

  /** A base that says what the survivor of a deletion says now. */
  private static PairRecord ofSurvivor(PairRecord record, ItemPlay play) {
    Link link = record.link();
    if (link == null) {
      return record;
    }
    Optional<PersonView> contact = play.view(Side.CONTACTS, link.contactId());
    Optional<PersonView> rewards = play.view(Side.REWARDS, link.profileId());
    if (contact.isPresent() == rewards.isPresent()) {
      return record;
    }
    PersonView survivor = contact.or(() -> rewards).orElseThrow();
    return new PairRecord(
        link,
        record.base().stream().map(row -> ofSurvivor(row, survivor, play)).toList(),
        record.intents(),
        record.accepted(),
        record.conflicts(),
        record.parked(),
        record.edits(),
        record.moves(),
        record.stamps());
  }

  private static BaseRow ofSurvivor(BaseRow row, PersonView survivor, ItemPlay play) {
    return play.mapping().rules().stream()
        .filter(rule -> rule.name().equals(row.field()))
        .map(rule -> play.digest(rule, survivor))
        .map(
            digest ->
                new BaseRow(
                    row.field(),
                    row.element(),
                    digest,
                    digest,
                    row.canonVersion(),
                    row.ruleFingerprint(),
                    row.revision()))
        .findFirst()
        .orElse(row);
  }
}
