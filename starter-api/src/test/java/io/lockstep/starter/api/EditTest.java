package io.lockstep.starter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.starter.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.ErrorResponseException;

/** Which values a field can take. */
class EditTest {

  private static final MappingProfile PROFILE =
      MappingProfiles.parse("sample", Samples.PROFILE_YAML);

  @Test
  void aPlainFieldTakesOneTextOrNone() {
    assertThat(fitting("email", "a@example.com")).containsExactly("a@example.com");
    assertThat(fitting("email")).isEmpty();
    assertRefused("email", "a@example.com", "b@example.com");
  }

  @Test
  void tagsTakeAnyNumber() {
    assertThat(fitting("tags")).isEmpty();
    assertThat(fitting("tags", "vip", "gold")).containsExactly("vip", "gold");
  }

  @ParameterizedTest
  @ValueSource(strings = {"consent.email", "consent.sms", "consent.call"})
  void consentIsOnlyTightened(String channel) {
    assertThat(fitting(channel, "dnd")).containsExactly("dnd");
    assertRefused(channel, "open");
    assertRefused(channel);
    assertRefused(channel, "dnd", "dnd");
  }

  private static List<String> fitting(String field, String... values) {
    FieldRule rule = PROFILE.rule(field).orElseThrow();
    return new Edit(List.of(values)).fitting(rule);
  }

  private static void assertRefused(String field, String... values) {
    assertThatExceptionOfType(ErrorResponseException.class)
        .isThrownBy(() -> fitting(field, values))
        .satisfies(refused -> assertThat(refused.getStatusCode().value()).isEqualTo(400));
  }
}
