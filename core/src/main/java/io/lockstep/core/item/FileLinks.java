package io.lockstep.core.item;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Links to the files of a rewards note, as lines at the end of its text: {@code File: invoice.pdf
 * [1f3a9c02] (https://...)}. The number in brackets is a digest of name and address. By it Lockstep
 * knows its own lines again, and takes away those and no others before a text goes back; so a body
 * keeps its length however often it travels. HighLevel has no call that hangs a file on a note
 * (facts/highlevel.md 2.6), and the address needs a login; nothing here is ever fetched.
 *
 * <p>The line of a file that is copied names the file and not its address: {@code File: invoice.pdf
 * [9c02b1d4-1f3a9c02]}, a key of the file and a digest of name and key. HighLevel's note links it
 * to the copy; read, it is the same line on both sides, so no address has to be remembered. The key
 * tells the files of one note apart, and is twice as long where it would not.
 */
public final class FileLinks {

  private static final String NOT_COPIED = "not copied";

  // An editor may put blanks of its own around and between the words.
  private static final String BLANK = "[\\s\\u00a0\\ufeff]";
  private static final Pattern LINE =
      Pattern.compile(
          "(?Us)%1$s*File:%1$s+(?<name>.*)%1$s+\\[(?<digest>[0-9a-f]{8})]%1$s+\\((?<url>https?://\\S+)\\)%1$s*"
              .formatted(BLANK));
  private static final Pattern COPY =
      Pattern.compile(
          "(?Us)%1$s*File:%1$s+(?<name>.*)%1$s+\\[(?<key>[0-9a-f]{8}(?:[0-9a-f]{8})?)-(?<digest>[0-9a-f]{8})](?:%1$s+\\((?<said>https?://\\S+|%2$s)\\))?%1$s*"
              .formatted(BLANK, NOT_COPIED));
  private static final Pattern BLANKS = Pattern.compile("(?U)" + BLANK + "+");
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\\s\\u0085]]");
  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");
  private static final Pattern WEB_ADDRESS = Pattern.compile("https?://\\S+");
  private static final int DIGEST_BYTES = 4;
  private static final int LONG_BYTES = 8;

  private FileLinks() {}

  /**
   * A line that is ours.
   *
   * @param shown the words of the link
   * @param url where it leads
   */
  record Link(String shown, String url) {

    /** What stands before the link. */
    static final String LABEL = "File: ";
  }

  /**
   * The text with a line for each file. A file without a web address has none.
   *
   * @param files {@code fileName, url ...} of each, oldest first
   */
  static String append(String text, List<?> files) {
    List<String> lines =
        files.stream()
            .flatMap(file -> file instanceof Map<?, ?> said ? Stream.of(said) : Stream.empty())
            .filter(file -> WEB_ADDRESS.matcher(String.valueOf(file.get("url"))).matches())
            .map(file -> line(name(file), String.valueOf(file.get("url"))))
            .toList();
    return lines.isEmpty() ? text : text + "\n\n" + String.join("\n", lines);
  }

  /**
   * The text with a line for each file that is to be copied.
   *
   * @param files {@code attachmentId, fileName ...} of each, oldest first
   */
  static String appendCopies(String text, String noteId, List<?> files) {
    Map<String, Map<?, ?>> byId = new LinkedHashMap<>();
    for (Object file : files) {
      if (file instanceof Map<?, ?> said && said.get("attachmentId") != null) {
        byId.put(String.valueOf(said.get("attachmentId")), said);
      }
    }
    Map<String, String> keys = keys(noteId, byId.keySet());
    List<String> lines =
        byId.entrySet().stream()
            .map(file -> copyLine(name(file.getValue()), keys.getOrDefault(file.getKey(), ""), ""))
            .toList();
    return lines.isEmpty() ? text : text + "\n\n" + String.join("\n", lines);
  }

  /** What a note is known by in the names of its copies, and a footer by itself. */
  public static String key(String what, String id) {
    return digest(what, id, DIGEST_BYTES);
  }

  /** What a note's file is known by in the name of its copy. */
  public static String longKey(String noteId, String attachmentId) {
    return digest(noteId, attachmentId, LONG_BYTES);
  }

  /**
   * What the lines of a note's files are known by, no two alike; the same for as long as the note
   * has these files.
   *
   * @param attachmentIds of all its files, oldest first
   */
  public static Map<String, String> keys(String noteId, Collection<String> attachmentIds) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String id : attachmentIds) {
      String key = digest(noteId, id, DIGEST_BYTES);
      keys.put(id, keys.containsValue(key) ? longKey(noteId, id) : key);
    }
    return keys;
  }

  /** The keys of the files whose lines that text has, each once. */
  public static Set<String> copies(String text) {
    return Stream.of(LINE_BREAK.split(text, -1))
        .flatMap(line -> copy(line).stream())
        .map(Copy::key)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The keys of the files of which that text says that they were not copied. */
  public static Set<String> notCopied(String text) {
    return Stream.of(LINE_BREAK.split(text, -1))
        .flatMap(line -> copy(line).stream())
        .filter(file -> file.said().equals(NOT_COPIED))
        .map(Copy::key)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The text whose lines lead to these addresses, by the keys of the files. */
  public static String leadingTo(Map<String, String> addresses, String text) {
    return mapCopies(text, file -> file.line(addresses.getOrDefault(file.key(), file.said())));
  }

  /** The text whose lines say that these files were not copied. */
  public static String without(Set<String> refused, String text) {
    return mapCopies(
        text, file -> file.line(refused.contains(file.key()) ? NOT_COPIED : file.said()));
  }

  /** The text as the rewards side reads it, where nobody knows where a copy lies. */
  static String withoutAddresses(String text) {
    return mapCopies(text, file -> file.line(file.said().equals(NOT_COPIED) ? NOT_COPIED : ""));
  }

  private static String mapCopies(String text, Function<Copy, String> line) {
    if (!text.contains("File:")) {
      return text;
    }
    return Stream.of(LINE_BREAK.split(text, -1))
        .map(one -> copy(one).map(line).orElse(one))
        .collect(Collectors.joining("\n"));
  }

  /**
   * A line of a file that is copied.
   *
   * @param said an address, or that there is none; "" where the line says neither
   */
  private record Copy(String name, String key, String said) {

    String line(String other) {
      return copyLine(name, key, other);
    }
  }

  private static Optional<Copy> copy(String line) {
    Matcher parts = COPY.matcher(line);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String name = clean(parts.group("name"));
    String key = parts.group("key");
    String said = parts.group("said");
    return digest(name, key).equals(parts.group("digest"))
        ? Optional.of(new Copy(name, key, said == null ? "" : said))
        : Optional.empty();
  }

  private static String copyLine(String name, String key, String said) {
    return Link.LABEL + shownCopy(name, key) + (said.isEmpty() ? "" : " (" + said + ")");
  }

  private static String shownCopy(String name, String key) {
    return name + " [" + key + "-" + digest(name, key) + "]";
  }

  /** The text without the lines that are ours. */
  public static String strip(String text) {
    return cut(text, FileLinks::isOurs);
  }

  /** The text without these lines, and without the blank line that set them apart. */
  static String cut(String text, Predicate<String> ours) {
    List<String> lines = List.of(LINE_BREAK.split(text, -1));
    if (lines.stream().noneMatch(ours)) {
      return text;
    }
    List<String> kept = new ArrayList<>();
    boolean cut = false;
    for (String line : lines) {
      if (ours.test(line)) {
        cut = true;
      } else {
        // The blank line that set our lines apart goes with them.
        boolean doubledGap = cut && isBlank(line) && endsBlank(kept);
        cut &= doubledGap;
        if (!doubledGap) {
          kept.add(line);
        }
      }
    }
    while (cut && endsBlank(kept)) {
      kept.remove(kept.size() - 1);
    }
    return String.join("\n", kept);
  }

  /** The line without the blanks an editor adds. */
  static String plain(String line) {
    return BLANKS.matcher(line).replaceAll(" ").strip();
  }

  private static boolean isOurs(String line) {
    return read(line).isPresent() || copy(line).isPresent();
  }

  private static boolean endsBlank(List<String> lines) {
    return !lines.isEmpty() && isBlank(lines.get(lines.size() - 1));
  }

  private static boolean isBlank(String line) {
    return BLANKS.matcher(line).replaceAll("").isEmpty();
  }

  /** The link that line shows; empty for a line somebody else wrote. */
  static Optional<Link> read(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return copy(line)
          .filter(file -> WEB_ADDRESS.matcher(file.said()).matches())
          .map(file -> new Link(shownCopy(file.name(), file.key()), file.said()));
    }
    String name = clean(parts.group("name"));
    String url = parts.group("url");
    return digest(name, url).equals(parts.group("digest"))
        ? Optional.of(new Link(shown(name, url), url))
        : Optional.empty();
  }

  private static String name(Map<?, ?> file) {
    return file.get("fileName") instanceof String name ? clean(name) : "";
  }

  /** A name as every provider's text keeps it. */
  private static String clean(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    return BLANKS.matcher(CONTROLS.matcher(composed).replaceAll("")).replaceAll(" ").strip();
  }

  private static String line(String name, String url) {
    return Link.LABEL + shown(name, url) + " (" + url + ")";
  }

  private static String shown(String name, String url) {
    return name + " [" + digest(name, url) + "]";
  }

  private static String digest(String name, String url) {
    return digest(name, url, DIGEST_BYTES);
  }

  private static String digest(String name, String url, int bytes) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((name + "\n" + url).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
