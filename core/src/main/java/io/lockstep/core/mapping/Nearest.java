package io.lockstep.core.mapping;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Sentences for a word that is not known: what it may have meant, and what is allowed. */
final class Nearest {

  private static final int CLOSE = 3; // slips of the pen
  private static final int LONGEST_SHOWN = 60;

  private Nearest() {}

  static String unknown(String what, String word, Collection<String> allowed) {
    String shown = word.length() <= LONGEST_SHOWN ? word : word.substring(0, LONGEST_SHOWN) + "...";
    String meant = to(shown, allowed).map(near -> ", did you mean " + near + "? ").orElse(". ");
    return "%s is no known %s%sAllowed: %s"
        .formatted(shown, what, meant, String.join(", ", allowed));
  }

  /** The allowed word that is nearest in spelling, if one is near. */
  static Optional<String> to(String word, Collection<String> allowed) {
    return allowed.stream()
        .filter(candidate -> distance(word, candidate) <= Math.min(CLOSE, candidate.length() / 2))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** How many letters must be put in, taken out or replaced; case does not count. */
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
