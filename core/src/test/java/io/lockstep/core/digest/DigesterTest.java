package io.lockstep.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.core.FlowKey;
import io.lockstep.core.field.Reading;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigesterTest {

  private static final byte[] KEY = "a test key of 32 bytes, no more.".getBytes(UTF_8);
  private static final byte[] NEXT = "another test key, of 32 bytes...".getBytes(UTF_8);
  private static final FlowKey PAIR = new FlowKey("acme", "c1");
  private static final Reading ADA = Reading.ofText("Ada");

  private final Digester digester = new Digester("k1", Map.of("k1", KEY));

  @Test
  void aDigestIsWhatItWasInTheLedger() {
    assertThat(digester.digest(PAIR, "firstName", ADA))
        .isEqualTo("k1:5e2ee2a630363b8d0a035f763f883e3ed8a6a192c166c31995dac40f54670b4f");
    assertThat(digester.digest(PAIR, "firstName", Reading.empty()))
        .isEqualTo("k1:c3f1d08f7c920e1cfa4907cf05e6db1fe897df2914b5285db9224f977cd8ac12");
    assertThat(digester.digest(PAIR, "tags", Reading.ofElements(List.of("a", "b"))))
        .isEqualTo("k1:811e11d82fe0273eef4a20f186d06eae290af8df2d2e885e91a0241ecfb9a3a0");
    assertThat(digester.name("create", "acme", "c1"))
        .isEqualTo("ea58e0106de522cef3bb08499baba2d4a868ca63");
  }

  @Test
  void aDigestMatchesItsOwnReadingOnly() {
    String digest = digester.digest(PAIR, "firstName", ADA);
    assertThat(digester.matches(digest, PAIR, "firstName", ADA)).isTrue();
    assertThat(digester.matches(digest, PAIR, "firstName", Reading.ofText("Eve"))).isFalse();
    assertThat(digester.matches(digest, PAIR, "firstName", Reading.empty())).isFalse();
  }

  @Test
  void noTwoThingsShareADigest() {
    Set<String> digests = new HashSet<>();
    List<Reading> readings =
        List.of(
            Reading.empty(),
            ADA,
            Reading.ofElements(List.of("Ada")),
            Reading.ofElements(List.of("A", "da")),
            Reading.ofElements(List.of("A\u001Fda")),
            Reading.ofElements(List.of("Ad", "a")));
    List<FlowKey> pairs =
        List.of(PAIR, new FlowKey("acme", "c2"), new FlowKey("acm", "ec1"), new FlowKey("b", "c1"));
    for (FlowKey pair : pairs) {
      for (String field : List.of("firstName", "lastName", "tags")) {
        for (Reading reading : readings) {
          digests.add(digester.digest(pair, field, reading));
        }
      }
    }
    assertThat(digests).hasSize(pairs.size() * 3 * readings.size());
  }

  @Test
  void theMembersOfASetHaveNoOrder() {
    assertThat(digester.digest(PAIR, "tags", Reading.ofElements(List.of("b", "a"))))
        .isEqualTo(digester.digest(PAIR, "tags", Reading.ofElements(List.of("a", "b"))));
  }

  @Test
  void aMemberHasTheDigestOfItsText() {
    assertThat(digester.member(PAIR, "tags", "vip"))
        .isEqualTo(digester.digest(PAIR, "tags", Reading.ofText("vip")));
  }

  @Test
  void aDigestMadeBeforeARotationStillMatchesAfterIt() {
    String before = digester.digest(PAIR, "firstName", ADA);
    Digester rotated = new Digester("k2", Map.of("k1", KEY, "k2", NEXT));
    assertThat(rotated.matches(before, PAIR, "firstName", ADA)).isTrue();
    assertThat(rotated.digest(PAIR, "firstName", ADA)).startsWith("k2:").isNotEqualTo(before);
  }

  @Test
  void aMissingKeyHoldsInsteadOfGuessing() {
    Digester forgetful = new Digester("k2", Map.of("k2", NEXT));
    String old = digester.digest(PAIR, "firstName", ADA);
    assertThatThrownBy(() -> forgetful.matches(old, PAIR, "firstName", ADA))
        .isInstanceOf(Digester.MissingKeyException.class)
        .hasMessageContaining("k1")
        .hasMessageContaining("lockstep.keys.digest");
    assertThatThrownBy(() -> new Digester("k3", Map.of("k2", NEXT)))
        .isInstanceOf(Digester.MissingKeyException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no colon", ":00", "k1:", "k1:zz", "k1:\u00E4"})
  void whatIsNoDigestMatchesNothing(String damaged) {
    boolean known = damaged.startsWith("k1:");
    if (known) {
      assertThat(digester.matches(damaged, PAIR, "firstName", ADA)).isFalse();
    } else {
      assertThatThrownBy(() -> digester.matches(damaged, PAIR, "firstName", ADA))
          .isInstanceOf(Digester.MissingKeyException.class);
    }
  }

  @Test
  void whatIsNotShownHasNoDigest() {
    assertThatThrownBy(() -> digester.digest(PAIR, "firstName", Reading.notShown()))
        .isInstanceOf(IllegalArgumentException.class);
    String digest = digester.digest(PAIR, "firstName", ADA);
    assertThatThrownBy(() -> digester.matches(digest, PAIR, "firstName", Reading.notShown()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameFitsABhnRequestIdAndTellsItsPartsApart() {
    assertThat(digester.name("a", "bc"))
        .matches("[0-9a-f]{40}")
        .isNotEqualTo(digester.name("ab", "c"));
    assertThat(digester.name("a", "bc")).isEqualTo(digester.name("a", "bc"));
  }

  @Test
  void aShortKeyOrAnIdWithAColonIsRefused() {
    assertThatThrownBy(() -> new Digester("k1", Map.of("k1", new byte[15])))
        .hasMessageContaining("15 bytes");
    assertThatThrownBy(() -> new Digester("a:b", Map.of("a:b", KEY)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
