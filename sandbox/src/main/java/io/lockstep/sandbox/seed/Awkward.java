package io.lockstep.sandbox.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The cases that break a naive sync, each found by its e-mail (or phone). docs/sandbox.md lists
 * them for people; a test holds the two together.
 *
 * @param what the case, in a few words
 * @param contacts write properties of HighLevel contacts
 * @param profiles properties of BHN profiles
 */
public record Awkward(
    String what, List<Map<String, Object>> contacts, List<Map<String, Object>> profiles) {

  // Ofcom keeps 020 7946 0000 to 0999 for drama.
  private static final List<String> WRITTEN_FIVE_WAYS =
      List.of(
          "+442079460101",
          "+44 20 7946 0102",
          "+44 (0)20 7946 0103",
          "011 44 20 7946 0104",
          "+44-20-7946-0105");
  private static final String FAMILY_PHONE = "+12025550198";

  /** All of them. */
  public static List<Awkward> cases() {
    List<Awkward> cases = new ArrayList<>();
    cases.add(
        new Awkward(
            "two contacts with one e-mail",
            List.of(
                Map.of("firstName", "Tara", "lastName", "Twin", "email", "twin@example.com"),
                Map.of("firstName", "Tom", "lastName", "Twin", "email", "twin@example.com")),
            List.of(Map.of("firstName", "Tara", "email", "twin@example.com"))));
    cases.add(
        new Awkward(
            "two profiles with one e-mail",
            List.of(Map.of("firstName", "Dora", "email", "double.profile@example.com")),
            List.of(
                Map.of("firstName", "Dora", "email", "double.profile@example.com"),
                Map.of("firstName", "Theodora", "email", "double.profile@example.com"))));
    cases.add(family());
    cases.add(
        new Awkward(
            "no e-mail",
            List.of(Map.of("firstName", "Nora", "lastName", "Nomail", "phone", "+12125550199")),
            List.of()));
    cases.add(
        new Awkward(
            "accents, composed on one side and combining on the other",
            List.of(
                Map.of(
                    "firstName", "Zo\u00EB",
                    "lastName", "\u00C5ngstr\u00F6m",
                    "email", "zoe.angstrom@example.com")),
            List.of(
                Map.of(
                    "firstName", "Zoe\u0308",
                    "lastName", "A\u030Angstro\u0308m",
                    "email", "zoe.angstrom@example.com"))));
    cases.add(sameOnBoth("Cyrillic", "Олена", "Коваленко", "olena@example.com"));
    cases.add(sameOnBoth("Japanese", "太郎", "山田", "taro@example.com"));
    cases.add(sameOnBoth("Arabic, right to left", "ليلى", "حداد", "layla@example.com"));
    cases.add(
        new Awkward(
            "a one-word name",
            List.of(Map.of("name", "Halima", "email", "halima@example.com")),
            List.of(Map.of("firstName", "Halima", "email", "halima@example.com"))));
    cases.add(fiveWays());
    cases.add(
        new Awkward(
            "do-not-disturb on the contact only",
            List.of(
                Map.of(
                    "firstName",
                    "Quinn",
                    "email",
                    "quiet.contact@example.com",
                    "dndSettings",
                    Map.of("Email", Map.of("status", "active")))),
            List.of(Map.of("firstName", "Quinn", "email", "quiet.contact@example.com"))));
    cases.add(
        new Awkward(
            "do-not-disturb on the profile only",
            List.of(Map.of("firstName", "Quade", "email", "quiet.profile@example.com")),
            List.of(
                Map.of(
                    "firstName",
                    "Quade",
                    "email",
                    "quiet.profile@example.com",
                    "consent",
                    Map.of("sms", false)))));
    cases.add(
        new Awkward(
            "do-not-disturb that no API may lift",
            List.of(
                Map.of(
                    "firstName",
                    "Quill",
                    "email",
                    "quiet.always@example.com",
                    "dndSettings",
                    Map.of("SMS", Map.of("status", "permanent")))),
            List.of(Map.of("firstName", "Quill", "email", "quiet.always@example.com"))));
    cases.add(
        new Awkward(
            "a reference id that is somebody else's",
            List.of(Map.of("firstName", "Rae", "email", "foreign.reference@example.com")),
            List.of(
                Map.of(
                    "firstName",
                    "Rae",
                    "email",
                    "foreign.reference@example.com",
                    "referenceId",
                    "CRM-000417"))));
    cases.add(
        new Awkward(
            "tags that differ only in case",
            List.of(
                Map.of(
                    "firstName",
                    "Tess",
                    "email",
                    "tag.case@example.com",
                    "tags",
                    List.of("vip", "gold club"))),
            List.of(
                Map.of(
                    "firstName",
                    "Tess",
                    "email",
                    "tag.case@example.com",
                    "tags",
                    List.of("VIP", "Gold Club")))));
    cases.add(
        new Awkward(
            "an e-mail that differs only in case",
            List.of(Map.of("firstName", "Mick", "email", "Mixed.Case@example.com")),
            List.of(Map.of("firstName", "Mick", "email", "mixed.case@example.com"))));
    cases.add(
        new Awkward(
            "a second e-mail that only HighLevel knows",
            List.of(
                Map.of(
                    "firstName",
                    "Sid",
                    "email",
                    "second.email@example.com",
                    "additionalEmails",
                    List.of("second.email.too@example.com"))),
            List.of(Map.of("firstName", "Sid", "email", "second.email@example.com"))));
    cases.add(
        new Awkward(
            "a first name that differs",
            List.of(Map.of("firstName", "Robert", "email", "two.names@example.com")),
            List.of(Map.of("firstName", "Bob", "email", "two.names@example.com"))));
    cases.add(
        new Awkward(
            "a phone nobody can read",
            List.of(
                Map.of("firstName", "Otto", "email", "odd.phone@example.com", "phone", "ext. 12")),
            List.of(
                Map.of(
                    "firstName", "Otto", "email", "odd.phone@example.com", "phone", "ext. 12"))));
    return cases;
  }

  private static Awkward family() {
    List<Map<String, Object>> members =
        List.of(
            member("Ana", "family.ana@example.com"),
            member("Ben", "family.ben@example.com"),
            member("Cleo", "family.cleo@example.com"));
    return new Awkward("a family with one phone", members, members);
  }

  private static Map<String, Object> member(String firstName, String email) {
    return Map.of(
        "firstName", firstName, "lastName", "Familyman", "email", email, "phone", FAMILY_PHONE);
  }

  private static Awkward sameOnBoth(String what, String first, String last, String email) {
    Map<String, Object> person = Map.of("firstName", first, "lastName", last, "email", email);
    return new Awkward("a name in another script: " + what, List.of(person), List.of(person));
  }

  /** Five people, so that no two share a number; each is written in another way at BHN. */
  private static Awkward fiveWays() {
    List<Map<String, Object>> people = new ArrayList<>();
    for (int i = 0; i < WRITTEN_FIVE_WAYS.size(); i++) {
      people.add(
          Map.of(
              "firstName",
              "Brit",
              "email",
              "uk" + (i + 1) + "@example.com",
              "phone",
              WRITTEN_FIVE_WAYS.get(i)));
    }
    return new Awkward("+44 phones written five ways", people, people);
  }
}
