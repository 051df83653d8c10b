package io.lockstep.activities.simulation;

import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.person.PersonView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everybody who works at either provider, and a record of every edit they got through. */
final class People {

  private static final List<String> FIELDS =
      List.of("firstName", "lastName", "email", "phone", "country", "tier");
  private static final List<String> COUNTRIES = List.of("US", "GB", "DE", "FR", "NL", "SE");
  private static final List<String> TAGS = List.of("vip", "Newsletter", "trial", "internal-x");
  private static final List<String> HL_CHANNELS = List.of("Email", "SMS", "Call");
  private static final List<String> BHN_CHANNELS = List.of("email", "sms", "call");

  private final World world;
  private final Hands hands;
  private final List<String> contacts = new ArrayList<>();
  private final List<String> profiles = new ArrayList<>();
  private final List<Edit> edits = new ArrayList<>();
  private final Map<String, List<String>> held = new HashMap<>();
  private final Set<String> usedInEnumerations = new HashSet<>();
  private int unique;
  private int deletions;

  People(World world, Hands hands) {
    this.world = world;
    this.hands = hands;
  }

  List<Edit> edits() {
    return edits;
  }

  /** Records a person made by hand, not by Lockstep. */
  List<String> made(Side side) {
    return side == Side.CONTACTS ? contacts : profiles;
  }

  void newContact(Move move) {
    Map<String, Object> person = person(move);
    if (move.what() % 4 == 1) {
      person.put("dndSettings", Map.of("SMS", Map.of("status", "active")));
    }
    makeContact(person);
  }

  void newProfile(Move move) {
    Map<String, Object> person = person(move);
    if (move.what() % 4 == 1) {
      person.put("consent", Map.of("sms", false));
    }
    makeProfile(person);
  }

  void newPersonOnBoth(Move move) {
    Map<String, Object> person = person(move);
    makeContact(person);
    var other = new HashMap<>(person);
    if (move.value() % 3 == 0) { // the two sides spell one field differently from the start
      other.put("lastName", "Other" + ++unique);
    }
    makeProfile(other);
  }

  private Map<String, Object> person(Move move) {
    int number = ++unique;
    var person = new HashMap<String, Object>();
    person.put("email", "p" + number + "@example.com");
    person.put("firstName", "Ann" + number);
    if (move.what() % 2 == 0) {
      person.put("lastName", "Lee" + number);
    }
    if (move.what() % 5 == 0) {
      person.put("phone", phone(number));
    }
    if (move.what() % 7 == 0) {
      person.put("tags", List.of(TAGS.get(move.value() % TAGS.size())));
    }
    return person;
  }

  private static String phone(int number) {
    return "(212) 555-%04d".formatted(100 + number % 100);
  }

  private void makeContact(Map<String, Object> values) {
    var body = new HashMap<>(values);
    body.put("locationId", hands.locationId());
    hands
        .highLevel("POST", "/contacts/", body)
        .map(answer -> String.valueOf(Hands.section(answer, "contact").get("id")))
        .ifPresent(id -> made(Side.CONTACTS, id));
  }

  private void makeProfile(Map<String, Object> values) {
    hands
        .bhn("POST", "/v2/contacts", values)
        .map(answer -> String.valueOf(Hands.records(answer, "result").get(0).get("contactId")))
        .ifPresent(id -> made(Side.REWARDS, id));
  }

  private void made(Side side, String id) {
    made(side).add(id);
    world
        .snapshot()
        .record(side, id)
        .ifPresent(view -> recordAll(PersonViews.none(side, id), view));
  }

  void edit(Side side, Move move) {
    String field = FIELDS.get(move.what() % FIELDS.size());
    write(side, move, field, fresh(field, move));
  }

  void clear(Side side, Move move) {
    String field = List.of("lastName", "phone", "country", "email").get(move.what() % 4);
    write(side, move, field, "");
  }

  void revert(Side side, Move move) {
    String field = List.of("firstName", "lastName").get(move.what() % 2);
    record(side, move)
        .ifPresent(
            view -> {
              List<String> former = held.getOrDefault(key(side, view.id(), field), List.of());
              if (!former.isEmpty()) {
                write(side, move, field, former.get(move.value() % former.size()));
              }
            });
  }

  /** A value of that field nobody has used, as far as there are any. */
  String fresh(String field, Move move) {
    int number = ++unique;
    return switch (field) {
      case "email" -> "q" + number + "@example.com";
      case "phone" -> phone(number);
      case "country" -> COUNTRIES.get(move.value() % COUNTRIES.size());
      case "tier" -> List.of("G", "S", "B", "Unmapped").get(move.value() % 4);
      default -> "Name" + number;
    };
  }

  private void write(Side side, Move move, String field, String value) {
    record(side, move).ifPresent(view -> write(side, view, field, value));
  }

  void write(Side side, PersonView before, String field, String value) {
    Map<String, Object> body =
        side == Side.CONTACTS && field.equals("tier")
            ? Map.of("customFields", List.of(Map.of("key", "bhn_tier", "field_value", value)))
            : Map.of(field, value);
    put(side, before, body);
  }

  void tag(Side side, Move move, boolean add) {
    record(side, move)
        .ifPresent(
            view -> {
              Map<String, Object> tags =
                  Map.of("tags", List.of(TAGS.get(move.what() % TAGS.size())));
              if (side == Side.CONTACTS) {
                hands.highLevel(add ? "POST" : "DELETE", "/contacts/" + view.id() + "/tags", tags);
              } else {
                hands.bhn(add ? "PUT" : "DELETE", "/v2/contacts/" + view.id() + "/tags", tags);
              }
              recordAll(view);
            });
  }

  void channel(Side side, Move move, boolean close) {
    record(side, move)
        .ifPresent(
            view -> {
              int channel = move.what() % 3;
              put(
                  side,
                  view,
                  side == Side.CONTACTS
                      ? Map.of(
                          "dndSettings",
                          Map.of(
                              HL_CHANNELS.get(channel),
                              Map.of("status", close ? "active" : "inactive")))
                      : Map.of("consent", Map.of(BHN_CHANNELS.get(channel), !close)));
            });
  }

  private void put(Side side, PersonView before, Map<String, Object> body) {
    if (side == Side.CONTACTS) {
      hands.highLevel("PUT", "/contacts/" + before.id(), body);
    } else {
      hands.bhn("PUT", "/v2/contacts/" + before.id(), body);
    }
    recordAll(before);
  }

  void delete(Side side, Move move) {
    record(side, move).ifPresent(view -> delete(side, view.id()));
  }

  int deletions() {
    return deletions;
  }

  private void delete(Side side, String id) {
    deletions++;
    if (side == Side.CONTACTS) {
      hands.highLevel("DELETE", "/contacts/" + id, Map.of());
    } else {
      hands.bhn("DELETE", "/v2/contacts/" + id, Map.of());
    }
  }

  /** HighLevel's own merge: the older one stays and takes what it lacked. */
  void mergeContacts(Move move) {
    List<PersonView> alive = List.copyOf(world.snapshot().contacts().values());
    if (alive.size() < 2) {
      return;
    }
    PersonView stays = alive.get(move.who() % alive.size());
    PersonView goes = alive.get((move.who() + 1) % alive.size());
    delete(Side.CONTACTS, goes.id());
    for (String field : List.of("lastName", "country")) {
      if (stays.field(field) instanceof Reading.Empty
          && goes.field(field) instanceof Reading.Text text) {
        write(Side.CONTACTS, stays, field, text.value());
      }
    }
  }

  /** The living record that move speaks of. */
  Optional<PersonView> record(Side side, Move move) {
    List<PersonView> alive = List.copyOf(world.snapshot().of(side).values());
    return alive.isEmpty() ? Optional.empty() : Optional.of(alive.get(move.who() % alive.size()));
  }

  private void recordAll(PersonView before) {
    world
        .snapshot()
        .record(before.side(), before.id())
        .ifPresent(after -> recordAll(before, after));
  }

  /** Writes down what moved, whatever was asked for. */
  private void recordAll(PersonView before, PersonView after) {
    for (FieldRule rule : world.mapping().rules()) {
      if (rule.kind() == FieldRule.Kind.TAGS) {
        recordTags(rule, before, after);
      } else {
        String was = text(rule, before);
        String is = text(rule, after);
        if (!was.equals(is)) {
          record(after, rule.name(), is);
        }
        hold(after, rule.name(), was);
      }
    }
  }

  private void recordTags(FieldRule rule, PersonView before, PersonView after) {
    Set<String> was = tags(rule, before);
    Set<String> is = tags(rule, after);
    is.stream().filter(tag -> !was.contains(tag)).forEach(tag -> record(after, "tag " + tag, "on"));
    was.stream()
        .filter(tag -> !is.contains(tag))
        .forEach(tag -> record(after, "tag " + tag, "off"));
  }

  private void record(PersonView view, String field, String value) {
    boolean enumerated =
        field.equals("country")
            || field.equals("tier")
            || field.startsWith("tag ")
            || field.startsWith("consent.")
            || value.isEmpty();
    boolean wasHeld =
        held.getOrDefault(key(view.side(), view.id(), field), List.of()).contains(value);
    boolean returns = wasHeld || (enumerated && !usedInEnumerations.add(field + "=" + value));
    edits.add(
        new Edit(view.side(), view.id(), field, value, returns, world.instant(), edits.size() + 1));
  }

  private void hold(PersonView view, String field, String value) {
    List<String> values =
        held.computeIfAbsent(key(view.side(), view.id(), field), any -> new ArrayList<>());
    if (!values.contains(value)) {
      values.add(value);
    }
  }

  private static String key(Side side, String id, String field) {
    return side + " " + id + " " + field;
  }

  private String text(FieldRule rule, PersonView view) {
    return String.join(",", Snapshot.common(world.mapping(), world.forms(), rule, view).texts());
  }

  private Set<String> tags(FieldRule rule, PersonView view) {
    return Set.copyOf(Snapshot.common(world.mapping(), world.forms(), rule, view).texts());
  }
}
