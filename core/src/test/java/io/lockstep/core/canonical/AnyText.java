package io.lockstep.core.canonical;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Seeded texts of the kind people and programs leave in contact fields, and worse. */
public final class AnyText {

  private static final List<String> AWKWARD =
      List.of(
          "",
          " ",
          "\u00A0",
          "\uFEFF",
          "\u0000",
          "\uD83D",
          "\uDE00",
          "\uD83D\uDE00",
          "\r\n",
          "\r",
          "e\u0301",
          "\u0130",
          "\u0131",
          "\u00DF",
          "\u03A3",
          "\u03C2",
          "\uFB03",
          "\u1E9E",
          "\u01C5",
          "\u0345",
          "\u1FB3",
          "\u0391\u0345",
          "\u202E",
          "null",
          "-0",
          "1e99",
          "+",
          "+44",
          "00",
          "(0)",
          ";ext=",
          "x",
          "#",
          "tel:",
          "T",
          "Z",
          "@",
          "US",
          "gbr",
          "*");
  private static final String SIGNS = "0123456789+-/._(),:; abcXYZ";

  private final Random random;

  /** The same seed gives the same texts. */
  public AnyText(long seed) {
    random = new Random(seed);
  }

  /** One text, up to some forty signs; now and then a very long one. */
  public String next() {
    if (random.nextInt(200) == 0) {
      return Stream.generate(this::piece).limit(2_000).collect(Collectors.joining());
    }
    return Stream.generate(this::piece).limit(random.nextInt(12)).collect(Collectors.joining());
  }

  /** One of these. */
  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A whole number from 0 on, below that. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  private String piece() {
    Supplier<String> piece =
        oneOf(
            List.of(
                () -> oneOf(AWKWARD),
                () -> String.valueOf(SIGNS.charAt(random.nextInt(SIGNS.length()))),
                () -> Integer.toString(random.nextInt(100_000)),
                () -> Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1))));
    return piece.get();
  }
}
