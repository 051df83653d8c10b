package io.lockstep.core.item;

import io.lockstep.core.Side;
import io.lockstep.core.field.Json;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.person.PersonView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last line of a note that Lockstep made: {@code From BHN Rewards, 2026-03-01 12:00 UTC
 * [1f3a9c02]}, where the original is and when it was made. The number in brackets is a digest of
 * the line, by which it is known as ours. It is no part of what a note says: no reading holds it,
 * so it is neither compared nor copied.
 */
public final class NoteFooter {

  /** Where a reading keeps the line that was found; no rule has that name. */
  private static final String FOOTER = "note.footer";

  /** Where a reading keeps when the note was made. */
  private static final String MADE = "note.made";

  private static final Pattern LINE =
      Pattern.compile(
          "(?<said>From (HighLevel|BHN Rewards), [-0-9]{10} [0-9]{2}:[0-9]{2} UTC)"
              + " \\[(?<digest>[0-9a-f]{8})]");
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private NoteFooter() {}

  /** Reads a note's text: what it says, and besides its footer and when it was made. */
  static void read(Map<String, Reading> fields, String text, @Nullable Object made) {
    fields.put(FieldRule.NOTE_BODY, Reading.ofText(strip(text)));
    of(text).ifPresent(line -> fields.put(FOOTER, Reading.ofText(line)));
    Instant at = Json.time(made);
    if (at != null) {
      fields.put(MADE, Reading.ofText(at.toString()));
    }
  }

  /** The footer that note has; "" where it has none, or a person took it away. */
  public static String kept(PersonView note) {
    return String.join("", note.field(FOOTER).texts());
  }

  /** The footer a copy of that note gets; "" where nobody knows when it was made. */
  public static String ofCopy(PersonView note) {
    String original = kept(note);
    String made = String.join("", note.field(MADE).texts());
    return original.isEmpty() && !made.isEmpty()
        ? line(note.side(), Instant.parse(made))
        : original;
  }

  /** The text that ends with that footer. */
  public static String append(String text, String footer) {
    return footer.isEmpty() ? text : text + "\n\n" + footer;
  }

  static String line(Side side, Instant made) {
    String place = side == Side.CONTACTS ? "HighLevel" : "BHN Rewards";
    String said = "From " + place + ", " + WHEN.format(made);
    return said + " [" + FileLinks.key("footer", said) + "]";
  }

  static String strip(String text) {
    return FileLinks.cut(text, line -> read(line).isPresent());
  }

  private static Optional<String> of(String text) {
    return text.lines().flatMap(line -> read(line).stream()).reduce((first, last) -> last);
  }

  private static Optional<String> read(String line) {
    String plain = FileLinks.plain(line);
    Matcher parts = LINE.matcher(plain);
    return parts.matches()
            && FileLinks.key("footer", parts.group("said")).equals(parts.group("digest"))
        ? Optional.of(plain)
        : Optional.empty();
  }
}
