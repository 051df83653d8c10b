package io.lockstep.core.mapping;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.Form;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code contact.fields} entry by entry, and refuses what could not work. */
final class FieldRules {

  private static final List<String> KEYS =
      List.of(
          "name", "contacts", "rewards", "direction", "conflict", "tie", "drift", "as", "values");

  /** Names that stand for something else in bases, writes and conflicts. */
  private static final Set<String> RESERVED =
      Set.of(FieldRule.TAGS, FieldRule.REFERENCE_ID, "consent");

  private static final Set<String> PARTS_OF_NAME = Set.of("firstName", "lastName");

  private final List<FieldRule> rules = new ArrayList<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  void add(Place at) {
    Section entry = at.section(KEYS);
    String name = name(entry.required("name"));
    ContactsEnd contacts = ContactsEnd.read(entry.required("contacts"));
    RewardsEnd rewards = RewardsEnd.read(entry.required("rewards"));
    Direction direction = entry.word("direction", "direction", Words.DIRECTION, Direction.BOTH);
    if (direction.writes(Side.CONTACTS)) {
      contacts.mustBeWritable();
      mustBeAlone(entry.required("contacts"), Side.CONTACTS, contacts.property());
    }
    if (direction.writes(Side.REWARDS)) {
      rewards.mustBeWritable();
      mustBeAlone(entry.required("rewards"), Side.REWARDS, rewards.property());
    }
    Policy conflict = entry.word("conflict", "policy", Words.CONFLICT, Policy.NEWEST);
    refuseKeysWithoutEffect(entry, direction, conflict);
    Form form = form(entry, contacts.form(), rewards.form(), direction);
    rules.add(
        new FieldRule(
            name,
            FieldRule.Kind.FIELD,
            contacts.property(),
            rewards.property(),
            direction,
            conflict,
            entry.word("tie", "side", Words.SIDE, Side.CONTACTS),
            entry.word("drift", "way with drift", Words.DRIFT, Drift.ACCEPT),
            form,
            entry.optional("values").map(values -> values(values, direction)).orElse(Map.of())));
  }

  List<FieldRule> all() {
    return List.copyOf(rules);
  }

  private String name(Place at) {
    String name = at.text();
    if (!name.matches("[A-Za-z][A-Za-z0-9_]{0,39}")) {
      throw at.wrong("a field's name begins with a letter and has up to 40 letters, digits and _");
    }
    if (RESERVED.contains(name)) {
      throw at.wrong(name + " is a name of ours; call this field something else");
    }
    Integer earlier = lines.putIfAbsent(name, at.line());
    if (earlier != null) {
      throw at.wrong("%s is the name of the field on line %d already".formatted(name, earlier));
    }
    return name;
  }

  private void mustBeAlone(Place at, Side side, String property) {
    for (FieldRule rule : rules) {
      String other = side == Side.CONTACTS ? rule.contacts() : rule.rewards();
      if (rule.direction().writes(side) && overlap(property, other)) {
        throw at.wrong(
            "%s is written by the field %s already%s; two writers would fight"
                .formatted(
                    property, rule.name(), property.equals(other) ? "" : " by way of " + other));
      }
    }
  }

  /** HighLevel's {@code name} is the first and the last name in one. */
  private static boolean overlap(String one, String other) {
    return one.equals(other)
        || (one.equals("name") && PARTS_OF_NAME.contains(other))
        || (other.equals("name") && PARTS_OF_NAME.contains(one));
  }

  /** A key that is read and then ignored would let its author believe in it. */
  private static void refuseKeysWithoutEffect(Section entry, Direction direction, Policy conflict) {
    if (direction == Direction.BOTH) {
      entry.refuse("drift", "is for one-way fields; with direction: both, conflict decides");
    } else {
      String why =
          "is for fields with direction: both; here the source wins, and drift says what becomes of"
              + " edits on the other side";
      entry.refuse("conflict", why);
      entry.refuse("tie", why);
    }
    if (conflict != Policy.NEWEST) {
      entry.refuse("tie", "is for conflict: newest; another policy knows no draw");
    }
  }

  /**
   * The form both sides are compared in. A text end is looser than any other: its values may not
   * fit the other end, so they are written there only if {@code as} says that they are meant to.
   */
  private static Form form(
      Section entry, Optional<Form> contacts, Optional<Form> rewards, Direction direction) {
    Form left = contacts.or(() -> rewards).orElse(Form.TEXT); // a custom field follows its partner
    Form right = rewards.orElse(left);
    Optional<Place> as = entry.optional("as");
    if (as.isPresent()) {
      return chosen(as.get(), contacts.orElse(Form.TEXT), right);
    }
    if (left == right) {
      return left;
    }
    if (left != Form.TEXT && right != Form.TEXT) {
      throw entry
          .required("rewards")
          .wrong(
              "contacts holds the type %s here and rewards the type %s; they cannot be kept equal"
                  .formatted(Words.of(left), Words.of(right)));
    }
    Form special = left == Form.TEXT ? right : left;
    Side specialSide = left == Form.TEXT ? Side.REWARDS : Side.CONTACTS;
    if (direction.writes(specialSide)) {
      throw entry
          .required(specialSide.word())
          .wrong(
              "any text would be written into the type %s; say as: %s if it always holds one, or"
                      .formatted(Words.of(special), Words.of(special))
                  + " map it the other way only");
    }
    return special;
  }

  private static Form chosen(Place as, Form contacts, Form rewards) {
    Form chosen = as.word("form", Words.FORM);
    boolean fits = chosen == Form.TEXT || (holds(contacts, chosen) && holds(rewards, chosen));
    if (!fits) {
      throw as.wrong(
          "%s does not fit; contacts holds the type %s here and rewards the type %s"
              .formatted(Words.of(chosen), Words.of(contacts), Words.of(rewards)));
    }
    return chosen;
  }

  private static boolean holds(Form end, Form chosen) {
    return end == Form.TEXT || end == chosen;
  }

  private static Map<String, String> values(Place at, Direction direction) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> back = new LinkedHashMap<>();
    at.entries()
        .forEach(
            (key, value) -> {
              String rewards = word(key);
              String contacts = word(value);
              String earlier = back.putIfAbsent(contacts, rewards);
              if (earlier != null && direction.writes(Side.REWARDS)) {
                throw value.wrong(
                    "%s and %s both become %s, so %s cannot be turned back; use direction:"
                            .formatted(earlier, rewards, contacts, contacts)
                        + " toContacts, or give each a word of its own");
              }
              values.put(rewards, contacts);
            });
    if (values.isEmpty()) {
      throw at.wrong("is empty; say what becomes what, as in {G: Gold}, or leave values out");
    }
    return values;
  }

  private static String word(Place at) {
    return Normalizer.normalize(at.text().strip(), Normalizer.Form.NFC);
  }
}
