package io.lockstep.starter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.starter.Samples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.ErrorResponseException;

/** Which values a field can take. */
class EditTest {

  private static final MappingProfile PROFILE =
      MappingProfiles.parse("sample", Samples.WITH_ITEMS_YAML);

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

  @Test
  void aTaskIsDoneOrItIsNot() {
    assertThat(fitting("task.completed", "true")).containsExactly("true");
    assertRefused("task.completed", "yes");
    assertRefused("task.completed");
  }

  @Test
  void aDueDateIsAMomentOrNone() {
    String due = "2026-12-01T09:00:00+01:00";
    assertThat(fitting("task.due", due)).containsExactly(due);
    assertThat(fitting("task.due")).isEmpty();
    assertRefused("task.due", "tomorrow");
    assertRefused("task.due", "2026-12-01");
  }

  private static List<String> fitting(String field, String... values) {
    FieldRule rule =
        Stream.concat(
                PROFILE.rules().stream(),
                PROFILE.items().values().stream().flatMap(items -> items.rules().stream()))
            .filter(one -> one.name().equals(field))
            .findFirst()
            .orElseThrow();
    return new Edit(List.of(values)).fitting(rule);
  }

  private static void assertRefused(String field, String... values) {
    assertThatExceptionOfType(ErrorResponseException.class)
        .isThrownBy(() -> fitting(field, values))
        .satisfies(refused -> assertThat(refused.getStatusCode().value()).isEqualTo(400));
  }
}
