package io.lockstep.core.mapping;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One value in a profile, together with where it stands. Values are read from YAML's nodes rather
 * than from objects, because only nodes know line and column.
 */
final class Place {

  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

  /** A profile has a few hundred lines; past that a mistake, or an attack, is not read at all. */
  private static final int MOST_CHARACTERS = 256 * 1024;

  private static final int LONGEST_PROBLEM = 1_000;

  private final String file;
  private final String path; // as in contact.fields[2].direction; "" for the whole file
  private final Node node;

  private Place(String file, String path, Node node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  static Place root(String file, String yaml) {
    // The parser's own limit lets one long word pass, and takes quadratic time to read it.
    if (yaml.length() > MOST_CHARACTERS) {
      throw new MappingException(
          file, 1, 1, "the file is longer than %d characters".formatted(MOST_CHARACTERS));
    }
    try {
      @Nullable Node node = new Yaml().compose(new StringReader(yaml));
      if (node == null) {
        throw new MappingException(
            file, 1, 1, "the file is empty; it needs at least profile and contact");
      }
      return new Place(file, "", node);
    } catch (MarkedYAMLException e) {
      @Nullable Mark mark = e.getProblemMark();
      throw new MappingException(
          file,
          mark == null ? 1 : mark.getLine() + 1,
          mark == null ? 1 : mark.getColumn() + 1,
          shortened("this is not YAML: " + e.getProblem()));
    } catch (YAMLException e) { // a sign YAML forbids; it knows no place
      throw new MappingException(file, 1, 1, shortened("this is not YAML: " + e.getMessage()));
    }
  }

  /** A mistake quotes what stands there, but not a page of it. */
  private static String shortened(String problem) {
    return problem.length() <= LONGEST_PROBLEM
        ? problem
        : problem.substring(0, LONGEST_PROBLEM) + " ...";
  }

  /** The mistake that stands here. */
  MappingException wrong(String problem) {
    String where = path.isEmpty() ? "" : path + ": ";
    return new MappingException(file, line(), column(), shortened(where + problem));
  }

  /** As a mistake begins, for a sentence that is none. */
  String where() {
    return "%s:%d:%d".formatted(file, line(), column());
  }

  int line() {
    return node.getStartMark().getLine() + 1;
  }

  private int column() {
    return node.getStartMark().getColumn() + 1;
  }

  boolean isText() {
    return node instanceof ScalarNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  /** The text as written; YAML's own reading of it (yes, 010, 1e3) is not asked. */
  String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw wrong("must be one value, not " + kind());
    }
    if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
      throw wrong("needs a value");
    }
    return scalar.getValue();
  }

  List<Place> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong("must be a list such as [a, b], not " + kind());
    }
    List<Place> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new Place(file, path + "[" + items.size() + "]", item));
    }
    return items;
  }

  List<String> texts() {
    return items().stream().map(Place::text).toList();
  }

  /** The entries of a section whose keys are fixed. */
  Section section(List<String> allowed) {
    Map<String, Place> entries = new LinkedHashMap<>();
    entries()
        .forEach(
            (key, value) -> {
              if (!allowed.contains(key.text())) {
                throw key.wrong(Nearest.unknown("key", key.text(), allowed));
              }
              entries.put(key.text(), value);
            });
    return new Section(this, entries);
  }

  /** The entries of a mapping whose keys are the operator's own, with each key's place. */
  Map<Place, Place> entries() {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("must be a section of keys and values, not " + kind());
    }
    Map<Place, Place> entries = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place key = new Place(file, path, tuple.getKeyNode());
      String name = key.text();
      @Nullable Integer earlier = lines.putIfAbsent(name, key.line());
      if (earlier != null) {
        throw key.wrong("%s stands here twice; the first is on line %d".formatted(name, earlier));
      }
      String valuePath = path.isEmpty() ? name : path + "." + name;
      entries.put(key, new Place(file, valuePath, tuple.getValueNode()));
    }
    return entries;
  }

  /** One of the words a key allows. */
  <T> T word(String what, Map<String, T> words) {
    @Nullable T meaning = words.get(text());
    if (meaning == null) {
      throw wrong(Nearest.unknown(what, text(), words.keySet()));
    }
    return meaning;
  }

  int whole(int least, int most) {
    return within(least, most, text(), "is not allowed");
  }

  int percent() {
    String text = text();
    String digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
    return within(1, 100, digits, "is no percentage");
  }

  private int within(int least, int most, String digits, String wrong) {
    boolean number = digits.matches("[0-9]{1,9}");
    if (!number || Integer.parseInt(digits) < least || Integer.parseInt(digits) > most) {
      throw wrong("%s %s; say a whole number from %d to %d".formatted(text(), wrong, least, most));
    }
    return Integer.parseInt(digits);
  }

  Duration duration() {
    return duration(text());
  }

  /** A time from now on, such as {@code +1d}. */
  Duration offset() {
    String text = text();
    if (!text.startsWith("+")) {
      throw wrong("%s is no time from now; say + and a duration, such as +1d".formatted(text));
    }
    return duration(text.substring(1));
  }

  private Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw wrong(
          "%s is no duration; say a whole number and s, m, h or d, such as 90s, 10m or 1d"
              .formatted(text));
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private String kind() {
    return node instanceof MappingNode
        ? "a section of keys"
        : node instanceof SequenceNode ? "a list" : "a single value";
  }
}
