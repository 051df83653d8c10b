package io.lockstep.activities.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The files of a note as people see them: those of a rewards note, and the lines at the end of
 * HighLevel's note. It knows nothing of how Lockstep knows its own lines again.
 */
final class NoteFiles {

  private static final Pattern LINKS = Pattern.compile("<p>File: .*</p>$");
  private static final Pattern LINE =
      Pattern.compile(
          "File: (?:<a href=\"([^\"]*)\">)?(f\\d+\\.\\w+) \\[[0-9a-f-]+](?:</a>)?( \\(not copied\\))?");
  private static final Pattern TYPED = Pattern.compile("(?:<p>)?[^<]*(?:</p>)?");

  private NoteFiles() {}

  /**
   * A line of HighLevel's note.
   *
   * @param address where it leads; "" where it says that there is no copy
   */
  record Line(String name, String address, boolean copied) {}

  /** What HighLevel's note ends with; "" where it has no lines. */
  static String links(Map<String, Object> note) {
    return LINKS
        .matcher(String.valueOf(note.get("body")))
        .results()
        .map(MatchResult::group)
        .findFirst()
        .orElse("");
  }

  /** What the rest of a note's, or a task's, body says. */
  static String withoutLinks(Map<String, Object> item) {
    String links = links(item);
    if (links.isEmpty()) {
      return ItemSays.text(item, "body");
    }
    String body = String.valueOf(item.get("body"));
    Map<String, Object> rest = new HashMap<>(item);
    rest.put("body", body.substring(0, body.length() - links.length()));
    return ItemSays.text(rest, "body");
  }

  static List<Line> lines(Map<String, Object> note) {
    return LINE.matcher(links(note))
        .results()
        .map(
            found ->
                new Line(
                    found.group(2),
                    found.group(1) == null ? "" : found.group(1),
                    found.group(3) == null))
        .toList();
  }

  /** Whether there is nothing but what somebody typed and whole lines, each once. */
  static boolean isTidy(Map<String, Object> note) {
    String links = links(note);
    String body = String.valueOf(note.get("body"));
    String typed = body.substring(0, body.length() - links.length());
    String between = LINE.matcher(links).replaceAll("");
    long names = lines(note).stream().map(Line::name).distinct().count();
    return TYPED.matcher(typed).matches()
        && between.matches("(?:<p>(?:<br>)*</p>)?")
        && names == lines(note).size();
  }

  /** The names of the files that hang on a rewards note. */
  static List<String> names(Map<String, Object> note) {
    return Hands.records(note, "attachments").stream()
        .map(file -> String.valueOf(file.get("fileName")))
        .toList();
  }
}
