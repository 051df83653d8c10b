package io.lockstep.starter.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.starter.People;
import io.lockstep.starter.security.AccessProperties.Codec;
import io.lockstep.starter.security.AccessProperties.Oidc;
import io.lockstep.starter.security.AccessProperties.Page;
import io.lockstep.starter.security.AccessProperties.Person;
import io.lockstep.starter.security.AccessProperties.User;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPropertiesTest {

  private static final Person NOBODY = new Person(null);
  private static final String LONG = "correct horse battery";

  @Test
  void withoutAnOperatorsPasswordTheStartFailsAndSaysWhatToSet() {
    assertThatThrownBy(() -> with(NOBODY, NOBODY, Map.of()))
        .hasMessageContaining("lockstep.operator.password is not set");
  }

  @Test
  void aShortPasswordIsRefusedWithoutBeingRepeated() {
    Person weak = new Person("guess-me");
    assertThatThrownBy(() -> with(weak, NOBODY, Map.of()))
        .hasMessageContaining("lockstep.operator.password is shorter than 12 characters")
        .hasMessageNotContaining("guess-me");
    assertThatThrownBy(() -> with(new Person("long enough!"), weak, Map.of()))
        .hasMessageContaining("lockstep.viewer.password is shorter");
  }

  @Test
  void aPasswordThatBcryptDoesNotTakeIsNamedAtTheStart() {
    Person most = new Person("x".repeat(72));
    assertThat(with(most, NOBODY, Map.of()).logins()).containsOnlyKeys("operator");
    Person more = new Person("x".repeat(70) + "é!");
    assertThatThrownBy(() -> with(most, more, Map.of()))
        .hasMessageContaining("lockstep.viewer.password is longer than 72 bytes");
  }

  @Test
  void aPasswordIsNeverPrinted() {
    var user = new User("battery staple", List.of(), List.of("acme"), List.of());
    var properties = with(new Person("correct horse"), NOBODY, Map.of("ada", user));
    assertThat(properties.toString()).doesNotContain("correct horse", "battery staple");
    assertThat(properties.logins().toString()).doesNotContain("correct horse", "battery staple");
  }

  @Test
  void withAnOperatorAmongTheUsersNoOtherIsNeeded() {
    var ada = new User("battery staple", List.of(), List.of(), List.of("acme"));
    assertThat(with(NOBODY, NOBODY, Map.of("ada", ada)).logins()).containsOnlyKeys("ada");

    var reader = new User("battery staple", List.of(), List.of("acme"), List.of());
    assertThatThrownBy(() -> with(NOBODY, NOBODY, Map.of("ada", reader)))
        .hasMessageContaining("nobody else may decide either");
  }

  static Stream<Arguments> mistakes() {
    List<String> none = List.of();
    List<String> acme = List.of("acme");
    return Stream.of(
        Arguments.of("lockstep", new User(LONG, none, acme, none), "a name of its own"),
        Arguments.of("operator", new User(LONG, none, acme, none), "a name of its own"),
        Arguments.of("Operator", new User(LONG, none, acme, none), "a name of its own"),
        Arguments.of("a b", new User(LONG, none, acme, none), "a name of its own"),
        Arguments.of("ada", new User(null, none, acme, none), "neither password nor token-hashes"),
        Arguments.of("ada", new User(LONG, none, none, none), "neither viewer-of nor operator-of"),
        Arguments.of("ada", new User("short", none, acme, none), "shorter than 12 characters"),
        Arguments.of("ada", new User(LONG, none, List.of("a*"), none), "all of them by a quoted"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeInAUserIsNamedAndNoSecretRepeated(String name, User user, String sentence) {
    assertThatThrownBy(() -> with(new Person(LONG), NOBODY, Map.of(name, user)))
        .hasMessageContaining(sentence)
        .hasMessageNotContaining(LONG);
  }

  @Test
  void twoNamesThatALoginDoesNotTellApartAreRefused() {
    var user = new User(LONG, List.of(), List.of("acme"), List.of());
    assertThatThrownBy(() -> with(new Person(LONG), NOBODY, Map.of("Ada", user, "ada", user)))
        .hasMessageContaining("lockstep.users.ada")
        .hasMessageContaining("differs from it only by case");
  }

  @Test
  void aTokenInsteadOfItsHashIsRefusedWithoutBeingRepeated() {
    assertThatThrownBy(() -> new User(null, List.of("the token itself"), List.of(), List.of("*")))
        .hasMessageContaining("never the token")
        .hasMessageNotContaining("the token itself");
  }

  @Test
  void oneTokenForTwoUsersIsRefused() {
    var user = new User(null, List.of(People.VERA_HASH), List.of("*"), List.of());
    assertThatThrownBy(() -> with(new Person(LONG), NOBODY, Map.of("ada", user, "ida", user)))
        .hasMessageContaining("one token hash stands twice");
  }

  @Test
  void anIssuerWithoutAnAudienceIsRefused() {
    assertThatThrownBy(() -> new Oidc("https://id.example.com", null, null, "lockstep", Map.of()))
        .hasMessageContaining("lockstep.oidc.audience is not set");
  }

  private static AccessProperties with(Person operator, Person viewer, Map<String, User> users) {
    var oidc = new Oidc(null, null, null, "lockstep", Map.of());
    return new AccessProperties(operator, viewer, users, oidc, new Page(false), new Codec(null));
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
