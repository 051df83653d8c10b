package io.lockstep.starter.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.starter.security.AccessProperties.Codec;
import io.lockstep.starter.security.AccessProperties.Page;
import io.lockstep.starter.security.AccessProperties.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPropertiesTest {

  private static final Person NOBODY = new Person(null);
  private static final Page CLOSED = new Page(false);
  private static final Codec NO_UI = new Codec(null);

  @Test
  void withoutAnOperatorsPasswordTheStartFailsAndSaysWhatToSet() {
    assertThatThrownBy(() -> new AccessProperties(NOBODY, NOBODY, CLOSED, NO_UI))
        .hasMessageContaining("lockstep.operator.password is not set");
  }

  @Test
  void aShortPasswordIsRefusedWithoutBeingRepeated() {
    Person weak = new Person("guess-me");
    assertThatThrownBy(() -> new AccessProperties(weak, NOBODY, CLOSED, NO_UI))
        .hasMessageContaining("lockstep.operator.password is shorter than 12 characters")
        .hasMessageNotContaining("guess-me");
    assertThatThrownBy(() -> new AccessProperties(new Person("long enough!"), weak, CLOSED, NO_UI))
        .hasMessageContaining("lockstep.viewer.password is shorter");
  }

  @Test
  void aPasswordIsNeverPrinted() {
    var properties = new AccessProperties(new Person("correct horse"), NOBODY, CLOSED, NO_UI);
    assertThat(properties.toString()).doesNotContain("correct horse");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:8233", "https://temporal.example.com", "http://[::1]:8080"})
  void theUisOriginIsWhatABrowserSends(String origin) {
    assertThat(new Codec(origin).uiOrigin()).isEqualTo(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "null",
        "https://*.example.com",
        "https://temporal.example.com/",
        "https://temporal.example.com/namespaces",
        "https://a.example.com,https://b.example.com",
        "temporal.example.com",
        "ftp://temporal.example.com"
      })
  void anythingElseThanOneOriginIsRefusedByName(String origin) {
    assertThatThrownBy(() -> new Codec(origin))
        .hasMessageContaining("lockstep.codec.ui-origin must be one origin");
  }
}
