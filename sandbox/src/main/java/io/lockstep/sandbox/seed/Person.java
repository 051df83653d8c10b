package io.lockstep.sandbox.seed;

import java.util.List;
import java.util.Locale;

/**
 * Somebody invented: an example.com address and a number reserved for fiction.
 *
 * @param phone E.164, from the range +1 xxx 555 0100 to 0199
 */
record Person(String firstName, String lastName, String email, String phone, String city) {

  private static final List<String> FIRST =
      List.of(
          "Abigail",
          "Bashir",
          "Carmen",
          "Dmitri",
          "Eleanor",
          "Farouk",
          "Greta",
          "Hiroshi",
          "Imogen",
          "Javier",
          "Katarina",
          "Lorenzo",
          "Miriam",
          "Nathaniel",
          "Octavia",
          "Priyanka",
          "Quentin",
          "Rosalind",
          "Sebastian",
          "Theodora",
          "Ulysses",
          "Valentina",
          "Winifred",
          "Yolanda",
          "Zachary");
  private static final List<String> LAST =
      List.of(
          "Abernathy",
          "Bellweather",
          "Carmichael",
          "Delacroix",
          "Eisenhardt",
          "Fitzgerald",
          "Gallagher",
          "Harrington",
          "Ivanovich",
          "Jankowski",
          "Kirkpatrick",
          "Lindqvist",
          "Montgomery",
          "Nakamura",
          "Oppenheim",
          "Pemberton",
          "Quartermain",
          "Rothschild",
          "Sutherland",
          "Thornbury",
          "Underhill",
          "Vandenberg",
          "Wetherby",
          "Yamamoto",
          "Zimmermann");
  private static final List<String> CITIES =
      List.of("Springfield", "Riverton", "Lakeside", "Fairmont", "Kingsport");
  private static final List<Integer> AREAS =
      List.of(202, 212, 213, 303, 305, 312, 404, 415, 503, 512, 602, 617, 702, 713, 801, 901);

  /** The person of that number; each number has a name, an address and a phone of its own. */
  static Person number(int number) {
    String first = FIRST.get(number % FIRST.size());
    String last = LAST.get((number / FIRST.size() + number * 7) % LAST.size());
    String email = (first + "." + last + "." + number + "@example.com").toLowerCase(Locale.ROOT);
    int area = AREAS.get(number / 100 % AREAS.size());
    String phone = String.format(Locale.ROOT, "+1%d55501%02d", area, number % 100);
    return new Person(first, last, email, phone, CITIES.get(number % CITIES.size()));
  }

  /** The phone as people in its country write it: {@code (202) 555-0143}. */
  String phoneAsWritten() {
    return "(" + phone.substring(2, 5) + ") " + phone.substring(5, 8) + "-" + phone.substring(8);
  }
}
