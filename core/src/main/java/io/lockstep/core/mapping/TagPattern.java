package io.lockstep.core.mapping;

import java.util.Locale;

/** A tag's name in which {@code *} stands for any letters, or none. */
final class TagPattern {

  private TagPattern() {}

  /**
   * Whether the tag is meant. Walks both texts once and goes back to the last star only, so that no
   * pattern and no tag can make it slow, as a regular expression could be.
   */
  static boolean matches(String pattern, String tag) {
    String p = pattern.strip().toLowerCase(Locale.ROOT);
    String t = tag.strip().toLowerCase(Locale.ROOT);
    int i = 0;
    int star = -1;
    int resume = 0;
    for (int j = 0; j < t.length(); ) {
      if (i < p.length() && p.charAt(i) == '*') {
        star = i++;
        resume = j;
      } else if (i < p.length() && p.charAt(i) == t.charAt(j)) {
        i++;
        j++;
      } else if (star >= 0) {
        i = star + 1;
        j = ++resume;
      } else {
        return false;
      }
    }
    while (i < p.length() && p.charAt(i) == '*') {
      i++;
    }
    return i == p.length();
  }
}
