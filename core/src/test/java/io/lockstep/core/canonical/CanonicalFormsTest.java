package io.lockstep.core.canonical;

import static io.lockstep.core.canonical.CanonicalForms.CURRENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.core.field.Reading;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of all forms; single examples are in the golden corpus. */
class CanonicalFormsTest {

  private static final long SEED = 20261124;
  private static final int TEXTS = 4_000;

  private static final List<String> PREFIXES =
      List.of(
          "",
          "0",
          "00",
          "1",
          "8",
          "06",
          "011",
          "0044",
          "+1",
          "+44",
          "+44 (0)",
          "+39 0",
          "+54 ",
          "+54 9 ",
          "0 11 15 ",
          "+52 1 ",
          "+55 0 15 ",
          "+7 8",
          "+86 0",
          "0066");

  private final CanonicalForms us = new CanonicalForms("US");
  private final AnyText any = new AnyText(SEED);

  @ParameterizedTest
  @EnumSource
  void aCanonicalTextIsItsOwnCanonicalText(Form form) {
    for (String region : List.of("US", "GB", "IT", "AR")) {
      CanonicalForms forms = new CanonicalForms(region);
      for (int i = 0; i < TEXTS / 4; i++) {
        String raw = any.next();
        Reading once = forms.canonical(Reading.ofText(raw), form, CURRENT);
        assertThat(forms.canonical(once, form, CURRENT))
            .as("%s of %s in %s", form, escaped(raw), region)
            .isEqualTo(once);
      }
    }
  }

  @Test
  void everyLetterFoldsOnceAndForAll() {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(letter -> Character.isAlphabetic(letter) && !Character.isIdeographic(letter))
        .mapToObj(letter -> Texts.fold(Character.toString(letter)))
        .forEach(once -> assertThat(Texts.fold(once)).isEqualTo(once));
  }

  @Test
  void aTextIsTheSameComposedOrDecomposedWithAnyLineEndAndAnyBlankBehind() {
    for (int i = 0; i < TEXTS; i++) {
      String raw = any.next().replace('\r', 'r');
      Reading canonical = text(raw);
      assertThat(text(Normalizer.normalize(raw, Normalizer.Form.NFD))).isEqualTo(canonical);
      assertThat(text(raw.replace("\n", "\r\n"))).isEqualTo(canonical);
      assertThat(text(raw + any.oneOf(List.of(" ", "\n", "\t", "\u00A0")))).isEqualTo(canonical);
    }
  }

  @Test
  void aPhoneIsTheSameWithAnySeparators() {
    CanonicalForms forms = new CanonicalForms("US");
    for (int i = 0; i < TEXTS / 10; i++) {
      String digits = "+1201555%04d".formatted(any.below(10_000));
      StringBuilder written = new StringBuilder();
      for (int at = 0; at < digits.length(); at++) {
        written.append(digits.charAt(at));
        if (at > 0 && any.below(4) == 0) {
          written.append(any.oneOf(List.of(" ", "-", ".", "\u00A0")));
        }
      }
      assertThat(forms.canonical(Reading.ofText(written.toString()), Form.PHONE, CURRENT).texts())
          .as(written.toString())
          .containsExactly(digits);
    }
  }

  @Test
  void aPhoneIsItsOwnCanonicalPhoneWhateverPrefixesARegionHas() {
    for (String region : List.of("US", "GB", "IT", "AR", "MX", "BR", "HU", "RU", "CN")) {
      CanonicalForms forms = new CanonicalForms(region);
      for (int i = 0; i < TEXTS / 8; i++) {
        StringBuilder raw = new StringBuilder(any.oneOf(PREFIXES));
        for (int digits = 4 + any.below(10); digits > 0; digits--) {
          raw.append(any.below(10));
        }
        Reading once = forms.canonical(Reading.ofText(raw.toString()), Form.PHONE, CURRENT);
        assertThat(forms.canonical(once, Form.PHONE, CURRENT))
            .as("%s in %s", raw, region)
            .isEqualTo(once);
      }
    }
  }

  @Test
  void aDateIsTheSameInEveryFormatHighLevelTakes() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      LocalDate day = LocalDate.ofEpochDay(random.nextInt(40_000) - 20_000);
      for (String separator : List.of("-", "/", ".", "_")) {
        assertThat(date("%1$tY%2$s%1$tm%2$s%1$td".formatted(day, separator)))
            .containsExactly(day.toString());
        assertThat(date("%1$tm%2$s%1$td%2$s%1$tY".formatted(day, separator)))
            .containsExactly(day.toString());
      }
      assertThat(date(day + "T00:00:00.000Z")).containsExactly(day.toString());
    }
  }

  @Test
  void aCountryIsTheSameByCodeAndByNameInAnyCase() {
    for (String code : Locale.getISOCountries()) {
      Locale country = new Locale.Builder().setRegion(code).build();
      for (String spelling :
          List.of(code, country.getISO3Country(), country.getDisplayCountry(Locale.ENGLISH))) {
        assertThat(country(spelling)).as(spelling).containsExactly(code);
        assertThat(country(spelling.toLowerCase(Locale.ROOT))).as(spelling).containsExactly(code);
        assertThat(country(" " + spelling.toUpperCase(Locale.ROOT)))
            .as(spelling)
            .containsExactly(code);
      }
    }
  }

  @Test
  void aNumberIsTheSameWithAnyZerosBehind() {
    for (int i = 0; i < 2_000; i++) {
      String number = any.below(1_000_000) + "." + (1 + any.below(9));
      assertThat(number(number + "0".repeat(any.below(5)))).containsExactly(number);
      assertThat(number("+" + number)).containsExactly(number);
      assertThat(number("00" + number)).containsExactly(number);
    }
  }

  @Test
  void aSetIsTheSameInAnyOrderAnyCaseAndWithRepeats() {
    for (int i = 0; i < 2_000; i++) {
      List<String> tags = new ArrayList<>();
      for (int n = any.below(6); n >= 0; n--) {
        tags.add(
            any.oneOf(List.of("VIP", "gold member", "\u00C9t\u00E9", "a", "B", "Stra\u00DFe")));
      }
      Reading canonical = words(tags);
      List<String> other = new ArrayList<>(tags);
      other.addAll(tags.stream().map(tag -> tag.toUpperCase(Locale.ROOT)).toList());
      other.add("  ");
      Collections.shuffle(other, new Random(i));
      assertThat(words(other)).isEqualTo(canonical);
      assertThat(canonical.texts()).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void aSingleWordIsASetOfOne() {
    assertThat(us.canonical(Reading.ofText(" VIP"), Form.WORDS, CURRENT))
        .isEqualTo(Reading.ofElements(List.of("vip")));
  }

  @Test
  void whatIsNotShownStaysSo() {
    assertThat(us.canonical(Reading.notShown(), Form.EMAIL, CURRENT)).isEqualTo(Reading.notShown());
  }

  @ParameterizedTest
  @EnumSource
  void blanksAreEmpty(Form form) {
    assertThat(us.canonical(Reading.ofText(" \u00A0\t\n"), form, CURRENT))
        .isEqualTo(Reading.empty());
  }

  @Test
  void theRegionDecidesWhatAPhoneWithoutCountryCodeMeans() {
    Reading phone = Reading.ofText("020 7946 0958");
    assertThat(new CanonicalForms("GB").canonical(phone, Form.PHONE, CURRENT))
        .isNotEqualTo(us.canonical(phone, Form.PHONE, CURRENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "us", "UK", "USA", "1"})
  void aRegionThatIsNoneIsRefusedAtStart(String region) {
    assertThatThrownBy(() -> new CanonicalForms(region))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("such as US or GB");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, CURRENT + 1})
  void aVersionOfAnotherReleaseIsNotGuessed(int version) {
    assertThatThrownBy(() -> us.canonical(Reading.ofText("a"), Form.TEXT, version))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another release");
  }

  @ParameterizedTest
  @EnumSource
  void aHugeTextIsNoTrouble(Form form) {
    for (String sign : List.of("9", "a", "(", " ", "e\u0301", "-", "1.")) {
      String huge = sign.repeat(200_000);
      assertThat(us.canonical(Reading.ofText(huge), form, CURRENT).shown()).isTrue();
    }
  }

  private Reading text(String raw) {
    return us.canonical(Reading.ofText(raw), Form.TEXT, CURRENT);
  }

  private Reading words(List<String> raw) {
    return us.canonical(Reading.ofElements(raw), Form.WORDS, CURRENT);
  }

  private List<String> date(String raw) {
    return us.canonical(Reading.ofText(raw), Form.DATE, CURRENT).texts();
  }

  private List<String> country(String raw) {
    return us.canonical(Reading.ofText(raw), Form.COUNTRY, CURRENT).texts();
  }

  private List<String> number(String raw) {
    return us.canonical(Reading.ofText(raw), Form.NUMBER, CURRENT).texts();
  }

  private static String escaped(String raw) {
    StringBuilder escaped = new StringBuilder();
    raw.chars().limit(200).forEach(c -> escaped.append("\\u%04X".formatted(c)));
    return escaped.toString();
  }
}
