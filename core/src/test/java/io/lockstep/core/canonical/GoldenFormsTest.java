package io.lockstep.core.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.field.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what ledgers out there hold: a form of a released version never changes. */
class GoldenFormsTest {

  @ParameterizedTest
  @MethodSource("versionOne")
  void aReleasedFormIsWhatItWas(Line line) {
    Reading canonical =
        new CanonicalForms(line.region())
            .canonical(Reading.ofText(line.raw()), line.form(), line.version());
    assertThat(canonical.texts()).containsExactly(line.canonical());
  }

  @Test
  void everyFormHasLinesInTheCorpus() {
    assertThat(versionOne().map(Line::form)).contains(Form.values());
  }

  @Test
  void everyVersionHasACorpus() {
    assertThat(CanonicalForms.CURRENT).isEqualTo(1); // a new version brings golden-v2.tsv with it
  }

  static Stream<Line> versionOne() {
    String corpus = "golden-v1.tsv";
    try (InputStream in = GoldenFormsTest.class.getResourceAsStream(corpus)) {
      String text = new String(Objects.requireNonNull(in, corpus).readAllBytes(), UTF_8);
      return Arrays.stream(text.split("\n", -1))
          .filter(line -> !line.startsWith("#") && !line.isEmpty())
          .map(line -> line.split("\t", -1))
          .map(
              cells ->
                  new Line(1, Form.valueOf(cells[0]), cells[1], plain(cells[2]), plain(cells[3])));
    } catch (IOException e) {
      throw new IllegalStateException(corpus, e);
    }
  }

  private static String plain(String cell) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < cell.length(); i++) {
      if (cell.charAt(i) != '\\') {
        plain.append(cell.charAt(i));
        continue;
      }
      char sign = cell.charAt(++i);
      if (sign == 'u') {
        plain.append((char) Integer.parseInt(cell.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        plain.append(sign == 't' ? '\t' : sign == 'n' ? '\n' : sign == 'r' ? '\r' : sign);
      }
    }
    return plain.toString();
  }

  private record Line(int version, Form form, String region, String raw, String canonical) {}
}
