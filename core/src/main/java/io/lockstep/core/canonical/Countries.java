package io.lockstep.core.canonical;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Countries as ISO 3166-1 alpha-2; reads alpha-2, alpha-3 and English names in any case. */
final class Countries {

  // Names people write that are not the JDK's, and names the JDK changed between releases: a JDK
  // must not decide what a base digest means.
  private static final Map<String, String> USUAL_NAMES =
      Map.ofEntries(
          Map.entry("UK", "GB"),
          Map.entry("Great Britain", "GB"),
          Map.entry("United States of America", "US"),
          Map.entry("The Netherlands", "NL"),
          Map.entry("Holland", "NL"),
          Map.entry("Czech Republic", "CZ"),
          Map.entry("Czechia", "CZ"),
          Map.entry("Turkey", "TR"),
          Map.entry("T\u00FCrkiye", "TR"),
          Map.entry("Swaziland", "SZ"),
          Map.entry("Eswatini", "SZ"),
          Map.entry("Macedonia", "MK"),
          Map.entry("North Macedonia", "MK"),
          Map.entry("Cape Verde", "CV"),
          Map.entry("Ivory Coast", "CI"),
          Map.entry("Burma", "MM"));

  private static final Map<String, String> CODES = codes();

  private Countries() {}

  /** The code, or the text itself where it names no country we know. */
  static String canonical(String text) {
    return text.length() > 80 ? text : CODES.getOrDefault(Texts.fold(text), text);
  }

  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = new Locale.Builder().setRegion(code).build();
      codes.put(Texts.fold(code), code);
      codes.put(Texts.fold(country.getISO3Country()), code);
      codes.put(Texts.fold(country.getDisplayCountry(Locale.ENGLISH)), code);
    }
    USUAL_NAMES.forEach((name, code) -> codes.put(Texts.fold(name), code));
    return Map.copyOf(codes);
  }
}
