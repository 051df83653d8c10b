package io.lockstep.starter.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.starter.security.AccessProperties.Page;
import io.lockstep.starter.security.AccessProperties.Person;
import org.junit.jupiter.api.Test;

class AccessPropertiesTest {

  private static final Person NOBODY = new Person(null);
  private static final Page CLOSED = new Page(false);

  @Test
  void withoutAnOperatorsPasswordTheStartFailsAndSaysWhatToSet() {
    assertThatThrownBy(() -> new AccessProperties(NOBODY, NOBODY, CLOSED))
        .hasMessageContaining("lockstep.operator.password is not set");
  }

  @Test
  void aShortPasswordIsRefusedWithoutBeingRepeated() {
    Person weak = new Person("guess-me");
    assertThatThrownBy(() -> new AccessProperties(weak, NOBODY, CLOSED))
        .hasMessageContaining("lockstep.operator.password is shorter than 12 characters")
        .hasMessageNotContaining("guess-me");
    assertThatThrownBy(() -> new AccessProperties(new Person("long enough!"), weak, CLOSED))
        .hasMessageContaining("lockstep.viewer.password is shorter");
  }

  @Test
  void aPasswordIsNeverPrinted() {
    var properties = new AccessProperties(new Person("correct horse"), NOBODY, CLOSED);
    assertThat(properties.toString()).doesNotContain("correct horse");
  }
}
