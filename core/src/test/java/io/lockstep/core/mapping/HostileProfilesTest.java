package io.lockstep.core.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.core.testing.Histories;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever stands in a mapping profile, it is read or refused by name, line and column. */
class HostileProfilesTest {

  private static final String PROFILE =
      MappingProfiles.defaultYaml().replace("profile: default", "profile: acme")
          + """
          # what the default profile does without
          """;

  /** Pieces with a meaning of their own in YAML, or none anywhere. */
  private static final List<String> PIECES =
      List.of(
          "&a ",
          "*a",
          "<<: *a",
          "&a [*a]",
          "{<<: [*a, *a]}",
          "? ",
          "? [x]\n: y",
          "- ",
          "| ",
          ">-\n",
          "!!java.net.URL ",
          "!!binary ",
          "!x ",
          "%YAML 1.1\n",
          "---\n",
          "...\n",
          "# ",
          "\t",
          "\n",
          "\r",
          "\u0000",
          "\uFEFF",
          "\uD800",
          "\uD83D\uDE00",
          "\u2028",
          "\u0085",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          ": ",
          ",",
          "~",
          "null",
          "true",
          "0x7fffffff",
          "1e999999999",
          "9".repeat(400),
          "[".repeat(60),
          "{a: ".repeat(60),
          "x".repeat(70_000),
          "[" + "*a,".repeat(60) + "]",
          "*",
          "?",
          "**",
          "(a+)+$",
          "customField(",
          "customField())",
          "customField(\u0000)",
          "-1d",
          "+999999d",
          "101%",
          "toContacts",
          "restore",
          "{tag: []}",
          "{default: ~}",
          "values: {a: b, a: c}",
          "name: referenceId",
          "as: phone",
          "tie: rewards");

  /** One change of the text; prints how to make it again. */
  private record Slip(String said, UnaryOperator<String> change) {

    static Slip draw(Random random) {
      double at = random.nextDouble();
      double to = random.nextDouble();
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      return switch (random.nextInt(6)) {
        case 0 ->
            new Slip("insert %s at %s".formatted(shown(piece), at), t -> insert(t, at, piece));
        case 1 -> new Slip("cut %s to %s".formatted(at, to), t -> cut(t, at, at + to / 20));
        case 2 -> new Slip("end at %s".formatted(at), t -> t.substring(0, place(t, at)));
        case 3 ->
            new Slip(
                "put %s for the value at %s".formatted(shown(piece), at), t -> value(t, at, piece));
        case 4 -> new Slip("repeat the line at %s".formatted(at), t -> line(t, at, 2, ""));
        default -> new Slip("indent the line at %s".formatted(at), t -> line(t, at, 1, "  "));
      };
    }

    private static int place(String text, double at) {
      return (int) (text.length() * Math.min(at, 1));
    }

    private static String insert(String text, double at, String piece) {
      return new StringBuilder(text).insert(place(text, at), piece).toString();
    }

    private static String cut(String text, double from, double to) {
      return new StringBuilder(text).delete(place(text, from), place(text, to)).toString();
    }

    /** The next thing after a colon gives way. */
    private static String value(String text, double at, String piece) {
      int colon = text.indexOf(": ", place(text, at));
      if (colon < 0) {
        return text + piece;
      }
      int end = colon + 2;
      while (end < text.length() && ",}]\n".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      return text.substring(0, colon + 2) + piece + text.substring(end);
    }

    private static String line(String text, double at, int times, String before) {
      List<String> lines = new ArrayList<>(text.lines().toList());
      if (lines.isEmpty()) {
        return text;
      }
      int number = Math.min((int) (lines.size() * at), lines.size() - 1);
      String line = before + lines.remove(number);
      IntStream.range(0, times).forEach(i -> lines.add(number, line));
      return String.join("\n", lines);
    }

    private static String shown(String piece) {
      return piece.length() < 40 ? "'" + piece + "'" : "'" + piece.substring(0, 20) + "...'";
    }

    @Override
    public String toString() {
      return said;
    }
  }

  @Test
  void aMutatedProfileIsReadOrRefusedByItsPlace() {
    assertThat(MappingProfiles.parse("acme.yaml", PROFILE).name()).isEqualTo("acme");
    int[] outcomes = new int[2];
    Histories.check(
        1, 2_000, 3, Slip::draw, slips -> outcomes[readOrRefused(apply(slips)) ? 0 : 1]++);
    // Were either rare, the slips would test the wrong thing.
    assertThat(outcomes[0]).isGreaterThan(50);
    assertThat(outcomes[1]).isGreaterThan(500);
  }

  private static String apply(List<Slip> slips) {
    String text = PROFILE;
    for (Slip slip : slips) {
      text = slip.change().apply(text);
    }
    return text;
  }

  /** True: it was read. Anything else than a mistake with its place refutes the claim. */
  private static boolean readOrRefused(String yaml) {
    try {
      MappingProfiles.parse("acme.yaml", yaml);
      return true;
    } catch (MappingException refused) {
      long lines = yaml.chars().filter(c -> c == '\n' || c == '\r' || c > 127).count() + 1;
      assertThat(refused.line()).isBetween(1, (int) lines + 1);
      assertThat(refused.column()).isGreaterThanOrEqualTo(1);
      assertThat(refused.getMessage())
          .startsWith("acme.yaml:%d:%d: ".formatted(refused.line(), refused.column()))
          .hasSizeLessThan(2_000);
      return false;
    } catch (RuntimeException | StackOverflowError other) {
      throw new AssertionError("neither read nor refused:\n" + yaml, other);
    }
  }

  @Test
  void whatGrowsWhenItIsReadIsRefusedInstead() {
    String laughs =
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + IntStream.range(1, 30)
                .mapToObj(
                    i ->
                        "%1$c: &%1$c [%2$s]\n"
                            .formatted(
                                'a' + i % 26, ("*" + (char) ('a' + (i - 1) % 26) + ", ").repeat(9)))
                .collect(Collectors.joining());
    refused("profile: a\n" + laughs);
    refused("profile: a\ncontact: {fields: &f [*f]}");
    refused("profile: &p {<<: *p}");
    refused("[".repeat(100_000));
    refused("{a: ".repeat(100_000));
  }

  /** One long word, which YAML's parser would take a long time over before it measures it. */
  @Test
  void whatIsTooLongIsNotReadAtAll() {
    for (String yaml :
        List.of(
            "profile: \"" + "x".repeat(4_000_000) + "\"",
            "x".repeat(4_000_000) + ": y",
            PROFILE + "#".repeat(256 * 1024))) {
      assertThatThrownBy(() -> MappingProfiles.parse("acme.yaml", yaml))
          .isInstanceOf(MappingException.class)
          .hasMessage("acme.yaml:1:1: the file is longer than 262144 characters");
    }
  }

  private static void refused(String yaml) {
    assertThatThrownBy(() -> MappingProfiles.parse("acme.yaml", yaml))
        .isInstanceOf(MappingException.class)
        .satisfies(mistake -> assertThat(mistake.getMessage()).hasSizeLessThan(2_000));
  }
}
