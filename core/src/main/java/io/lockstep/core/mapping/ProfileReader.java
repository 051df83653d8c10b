package io.lockstep.core.mapping;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.MappingProfile.Brakes;
import io.lockstep.core.mapping.MappingProfile.Create;
import io.lockstep.core.mapping.MappingProfile.Deletes;
import io.lockstep.core.mapping.MappingProfile.Scope;
import io.lockstep.core.mapping.MappingProfile.TagFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads one profile from top to bottom; the first mistake ends it. */
final class ProfileReader {

  private static final List<String> SIDES = List.of("contacts", "rewards");
  private static final Scope EVERYBODY = new Scope(true, List.of());
  private static final TagFilter NO_TAGS = new TagFilter(List.of(), List.of());
  private static final Brakes DEFAULT_BRAKES = new Brakes(50, 5, 5_000, 6, Duration.ofMinutes(10));
  private static final int MOST = 1_000_000;

  private final Place root;

  ProfileReader(Place root) {
    this.root = root;
  }

  MappingProfile read() {
    Section profile =
        root.section(
            List.of("profile", "scope", "create", "match", "contact", "tasks", "notes", "brakes"));
    String name = name(profile.required("profile"));
    Optional<Place> scope = profile.optional("scope");
    Map<Side, Scope> scopes = scope.map(ProfileReader::scopes).orElse(everybody());
    Map<Side, Create> create = create(profile.optional("create"), scope.isPresent());
    Section contact =
        profile.required("contact").section(List.of("fields", "tags", "files", "deletes"));
    List<FieldRule> fields = fields(contact.required("fields"));
    List<String> match = match(profile.optional("match"), fields);
    Optional<Section> tags =
        contact.optional("tags").map(at -> at.section(List.of("direction", "only", "never")));
    List<FieldRule> files =
        contact.optional("files").map(at -> FileRules.read(at, fields)).orElse(List.of());
    Deletes deletes = contact.word("deletes", "way with deletions", Words.DELETES, Deletes.REVIEW);
    Map<ItemKind, ItemMapping> items = new EnumMap<>(ItemKind.class);
    profile.optional("tasks").ifPresent(at -> items.put(ItemKind.TASK, tasks(at)));
    profile.optional("notes").ifPresent(at -> items.put(ItemKind.NOTE, notes(at)));
    Brakes brakes = profile.optional("brakes").map(ProfileReader::brakes).orElse(DEFAULT_BRAKES);
    List<FieldRule> rules =
        Stream.of(
                fields.stream(),
                tags.map(ProfileReader::tagRule).stream(),
                files.stream(),
                Consents.RULES.stream())
            .flatMap(rule -> rule)
            .toList();
    return new MappingProfile(
        name,
        scopes,
        create,
        match,
        rules,
        tags.map(ProfileReader::tagFilter).orElse(NO_TAGS),
        deletes,
        brakes,
        items);
  }

  /** What was right and is without effect; filled by {@link #read}. */
  private static String name(Place at) {
    String name = at.text();
    if (!name.matches("[A-Za-z0-9_-]{1,40}")) {
      throw at.wrong("a profile's name has up to 40 letters, digits, _ and -");
    }
    return name;
  }

  private static Map<Side, Scope> scopes(Place at) {
    Section section = at.section(SIDES);
    Map<Side, Scope> scopes = new LinkedHashMap<>();
    for (Side side : Side.values()) {
      scopes.put(side, scope(section.required(side.word())));
    }
    return scopes;
  }

  private static Scope scope(Place at) {
    if (at.isText()) {
      if (at.text().equals("all")) {
        return EVERYBODY;
      }
      throw at.wrong("%s is no scope; say all, or {tag: name}".formatted(at.text()));
    }
    Place tag = at.section(List.of("tag")).required("tag");
    List<String> tags = tag.isList() ? tag.texts() : List.of(tag.text());
    if (tags.isEmpty()) {
      throw tag.wrong("an empty list lets nobody in; name one tag or more, or say all");
    }
    return new Scope(false, tags);
  }

  private static Map<Side, Scope> everybody() {
    return Map.of(Side.CONTACTS, EVERYBODY, Side.REWARDS, EVERYBODY);
  }

  private static Map<Side, Create> create(Optional<Place> at, boolean scoped) {
    Create otherwise = scoped ? Create.REVIEW : Create.NEVER;
    Optional<Section> section = at.map(place -> place.section(SIDES));
    Map<Side, Create> create = new LinkedHashMap<>();
    for (Side side : Side.values()) {
      create.put(
          side,
          section
              .flatMap(entries -> entries.optional(side.word()))
              .map(word -> create(word, scoped))
              .orElse(otherwise));
    }
    return create;
  }

  private static Create create(Place at, boolean scoped) {
    Create create = at.word("way to create", Words.CREATE);
    if (!scoped && create != Create.NEVER) {
      throw at.wrong(
          "nothing is created without a scope; say first who is in, as in scope: {contacts: all,"
              + " rewards: all}");
    }
    return create;
  }

  private static List<FieldRule> fields(Place at) {
    List<Place> items = at.items();
    if (items.isEmpty()) {
      throw at.wrong("is empty; map one field at least");
    }
    FieldRules rules = new FieldRules();
    items.forEach(rules::add);
    return rules.all();
  }

  private static List<String> match(Optional<Place> at, List<FieldRule> fields) {
    List<String> searchable =
        Stream.concat(
                Stream.of(FieldRule.REFERENCE_ID),
                fields.stream().filter(ProfileReader::isSearchable).map(FieldRule::name))
            .toList();
    if (at.isEmpty()) {
      return searchable.stream().filter(Set.of(FieldRule.REFERENCE_ID, "email")::contains).toList();
    }
    List<String> match = new ArrayList<>();
    for (Place item : at.get().items()) {
      String key = item.text();
      if (!searchable.contains(key) && fields.stream().anyMatch(of -> of.name().equals(key))) {
        throw item.wrong(
            "%s cannot be searched on both sides, so a partner would be missed and made twice. Allowed: %s"
                .formatted(key, String.join(", ", searchable)));
      }
      if (!searchable.contains(key)) {
        throw item.wrong(Nearest.unknown("match key", key, searchable));
      }
      if (match.contains(key)) {
        throw item.wrong(key + " stands here twice");
      }
      match.add(key);
    }
    return match;
  }

  /** BHN's list is searched by reference id and by e-mail, and by nothing else. */
  private static boolean isSearchable(FieldRule field) {
    return field.form() == Form.EMAIL
        && field.contacts().equals("email")
        && field.rewards().equals("email");
  }

  private static FieldRule tagRule(Section tags) {
    return new FieldRule(
        FieldRule.TAGS,
        FieldRule.Kind.TAGS,
        "tags",
        "tags",
        tags.word("direction", "direction", Words.DIRECTION, Direction.BOTH),
        Policy.NEWEST,
        Side.CONTACTS,
        Drift.ACCEPT,
        Form.WORDS,
        Map.of());
  }

  private static TagFilter tagFilter(Section tags) {
    return new TagFilter(
        tags.optional("only").map(Place::texts).orElse(List.of("*")),
        tags.optional("never").map(Place::texts).orElse(List.of()));
  }

  private static ItemMapping tasks(Place at) {
    Section tasks = at.section(List.of("direction", "deletes", "due", "users"));
    Direction direction = direction(tasks);
    boolean owners = tasks.word("users", "way to find users", Map.of("byEmail", true), false);
    return new ItemMapping(
        ItemRules.of(ItemKind.TASK, direction, owners),
        direction,
        deletes(tasks),
        tasks
            .optional("due")
            .map(due -> due.section(List.of("default")).required("default").offset()),
        owners,
        ItemMapping.Files.IGNORE);
  }

  private static ItemMapping notes(Place at) {
    Section notes = at.section(List.of("direction", "deletes", "files", "footer"));
    Direction direction = direction(notes);
    return new ItemMapping(
        ItemRules.of(ItemKind.NOTE, direction, false),
        direction,
        deletes(notes),
        Optional.empty(),
        false,
        notes.word("files", "way with files", Words.FILES, ItemMapping.Files.IGNORE),
        notes.word("footer", "answer", Map.of("true", true, "false", false), false));
  }

  private static Direction direction(Section items) {
    return items.word("direction", "direction", Words.DIRECTION, Direction.BOTH);
  }

  private static Deletes deletes(Section items) {
    return items.word("deletes", "way with deletions", Words.DELETES, Deletes.PROPAGATE);
  }

  private static Brakes brakes(Place at) {
    Section brakes = at.section(List.of("deletes", "writes", "flips"));
    Optional<Section> deletes = inner(brakes, "deletes", List.of("most", "percent"));
    Optional<Section> writes = inner(brakes, "writes", List.of("most"));
    Optional<Section> flips = inner(brakes, "flips", List.of("most", "within"));
    return new Brakes(
        most(deletes, DEFAULT_BRAKES.mostDeletes()),
        deletes
            .flatMap(section -> section.optional("percent"))
            .map(Place::percent)
            .orElse(DEFAULT_BRAKES.percentDeletes()),
        most(writes, DEFAULT_BRAKES.mostWrites()),
        most(flips, DEFAULT_BRAKES.mostFlips()),
        flips
            .flatMap(section -> section.optional("within"))
            .map(Place::duration)
            .orElse(DEFAULT_BRAKES.flipsWithin()));
  }

  private static Optional<Section> inner(Section outer, String key, List<String> allowed) {
    return outer.optional(key).map(at -> at.section(allowed));
  }

  private static int most(Optional<Section> section, int otherwise) {
    return section
        .flatMap(entries -> entries.optional("most"))
        .map(at -> at.whole(0, MOST))
        .orElse(otherwise);
  }
}
