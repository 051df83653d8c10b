package io.lockstep.starter.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lockstep.ledger.PairLedger.Shown;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a list by age over one connection or many goes on: after that entry. Entries of one moment
 * are in the order of their connections, and within one in the ledger's.
 */
record After(String connection, Shown shown) {

  static final String SAYS = "the next of the part before";

  static final Comparator<After> OLDEST_FIRST = of(Comparator.comparing(After::at));
  static final Comparator<After> NEWEST_FIRST = of(Comparator.comparing(After::at).reversed());

  private static final String BEFORE_ALL = "";
  private static final String BEHIND_ALL = "~"; // greater than whatever begins an id

  // Four digits for the year: the ledger cannot compare with every Instant there is.
  private static final Pattern TEXT =
      Pattern.compile("(\\d{4}-[0-9T:.-]+Z)\n([^\n\0]+)\n([^\n\0]+)\n([^\n\0]*)\n([^\n\0]+)");

  private static Comparator<After> of(Comparator<After> byAge) {
    return byAge
        .thenComparing(After::connection)
        .thenComparing(after -> after.shown().contactId())
        .thenComparing(after -> after.shown().item())
        .thenComparing(after -> after.shown().id());
  }

  private Instant at() {
    return shown.at();
  }

  /** What {@link #text} made; null of nothing. */
  static @Nullable After parse(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      Matcher parts = TEXT.matcher(new String(Base64.getUrlDecoder().decode(text), UTF_8));
      if (parts.matches()) {
        return new After(
            parts.group(2),
            new Shown(
                Instant.parse(parts.group(1)), parts.group(3), parts.group(4), parts.group(5)));
      }
    } catch (IllegalArgumentException | DateTimeParseException notOurs) {
      // as one that does not match
    }
    throw Problems.badRequest(
        "Not the end of a part",
        "after is nothing that this list has answered as next.",
        "Send next as it came, or leave after out to begin at the beginning.");
  }

  /** One word that holds it. */
  String text() {
    String parts =
        String.join(
            "\n",
            List.of(at().toString(), connection, shown.contactId(), shown.item(), shown.id()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(UTF_8));
  }

  /** Where the list of that connection goes on. */
  Shown within(String other) {
    int order = other.compareTo(connection);
    if (order == 0) {
      return shown;
    }
    String place = order > 0 ? BEFORE_ALL : BEHIND_ALL;
    return new Shown(at(), place, place, place);
  }
}
