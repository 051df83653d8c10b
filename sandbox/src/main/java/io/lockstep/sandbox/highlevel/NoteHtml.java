package io.lockstep.sandbox.highlevel;

import java.util.regex.Pattern;

/**
 * Note bodies as the editor keeps them. What is sent as plain text comes back as HTML: a blank line
 * parts paragraphs, a line break is a {@code <br>}, and {@code & < >} are entities. What is sent as
 * the editor's own HTML stays as it is. HighLevel documents none of it; this is the strict reading.
 */
final class NoteHtml {

  private static final String BLOCK = "(?:p|div|ul|ol|h[1-6]|blockquote|table)";
  private static final Pattern EDITORS_OWN =
      Pattern.compile(
          "\\s*<" + BLOCK + "(?:\\s[^>]*)?>.*</" + BLOCK + ">\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private NoteHtml() {}

  static String stored(String written) {
    if (EDITORS_OWN.matcher(written).matches()) {
      return written;
    }
    String escaped =
        written
            .replace("\r\n", "\n")
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;");
    return "<p>" + escaped.replace("\n\n", "</p><p>").replace("\n", "<br>") + "</p>";
  }
}
