package io.lockstep.core.person;

import static io.lockstep.core.person.Profiles.WIDE;
import static io.lockstep.core.person.Profiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.AnyText;
import io.lockstep.core.field.Reading;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BhnProfileTest {

  private static final Map<String, Object> ADA =
      Map.ofEntries(
          Map.entry("contactId", "p1"),
          Map.entry("referenceId", "c1"),
          Map.entry("email", "ada@example.com"),
          Map.entry("firstName", "Ada"),
          Map.entry("tier", "G"),
          Map.entry("points", 1250),
          Map.entry("tags", List.of("VIP")),
          Map.entry("consent", Map.of("email", false, "sms", true)),
          Map.entry("version", 7),
          Map.entry("updatedAt", "2026-11-24T10:00:00Z"));

  private final BhnProfile profiles = new BhnProfile(WIDE);

  @Test
  void aReadShowsEveryFieldAndWhatItLacksIsEmpty() {
    PersonView view = profiles.read(ADA);
    assertThat(view.side()).isEqualTo(Side.REWARDS);
    assertThat(view.id()).isEqualTo("p1");
    assertThat(view.counterpart()).isEqualTo("c1");
    assertThat(view.version()).isEqualTo("7");
    assertThat(view.updatedAt()).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
    assertThat(view.field("tier")).isEqualTo(Reading.ofText("G"));
    assertThat(view.field("points")).isEqualTo(Reading.ofText("1250"));
    assertThat(view.field("tags")).isEqualTo(Reading.ofElements(List.of("VIP")));
    assertThat(view.field("consent.email")).isEqualTo(Reading.ofText("dnd"));
    assertThat(view.field("consent.sms")).isEqualTo(Reading.ofText("open"));
    assertThat(view.field("consent.call")).isEqualTo(Reading.ofText("open"));
    assertThat(view.field("phone")).isEqualTo(Reading.empty());
    assertThat(view.fields().values()).doesNotContain(Reading.notShown());
  }

  @ParameterizedTest
  @ValueSource(strings = {"contactInfo", "tagInfo"})
  void anEventShowsTheWholeProfile(String type) {
    Map<String, Object> body = new HashMap<>(ADA);
    body.put("messageType", type);
    body.put("eventType", "updated");
    assertThat(profiles.event(body)).isEqualTo(profiles.read(ADA));
  }

  @Test
  void aDeletionAndAnUnknownEventShowNothing() {
    for (Map<String, Object> envelope :
        List.<Map<String, Object>>of(
            Map.of("messageType", "contactInfo", "eventType", "deleted"),
            Map.of("messageType", "rewardInfo", "eventType", "claimed"),
            Map.of("messageType", "contactInfo"),
            Map.of("messageType", 1, "eventType", "updated"))) {
      Map<String, Object> body = new HashMap<>(ADA);
      body.putAll(envelope);
      assertThat(profiles.event(body).fields().values()).containsOnly(Reading.notShown());
      assertThat(profiles.event(body).id()).isEqualTo("p1");
    }
  }

  @Test
  void aValueOfAnotherTypeIsNotShown() {
    for (Object wrong : List.of(1, true, List.of("a"), Map.of())) {
      assertThat(profiles.read(with("email", wrong)).field("email")).isEqualTo(Reading.notShown());
    }
    assertThat(profiles.read(with("points", "1250")).field("points")).isEqualTo(Reading.notShown());
    assertThat(profiles.read(with("tags", Arrays.asList("a", null))).field("tags"))
        .isEqualTo(Reading.notShown());
    for (Object wrong : List.of("all", List.of(), Map.of("email", "yes"))) {
      assertThat(profiles.read(with("consent", wrong)).field("consent.email"))
          .isEqualTo(Reading.notShown());
    }
  }

  @Test
  void noJsonMakesAProjectionFail() {
    AnyText any = new AnyText(13);
    for (int i = 0; i < 5_000; i++) {
      Map<String, Object> json = new HashMap<>();
      for (String property :
          List.of(
              "contactId",
              "messageType",
              "eventType",
              "email",
              "points",
              "tags",
              "consent",
              "version",
              "updatedAt",
              "referenceId")) {
        if (any.below(4) > 0) {
          json.put(property, HighLevelContactTest.anyJson(any, 3));
        }
      }
      assertThat(profiles.read(json).fields()).hasSameSizeAs(WIDE.rules());
      assertThat(profiles.event(json).fields()).hasSameSizeAs(WIDE.rules());
    }
  }

  @Test
  void aCreateBearsTheContactsIdAndTheRequestsOwn() {
    assertThat(
            profiles.createBody(
                List.of(
                    write("firstName", "Ada"),
                    write("phone"),
                    write("tags", "vip"),
                    write("consent.email", "dnd"),
                    write("consent.sms", "open")),
                "c1",
                "r1"))
        .isEqualTo(
            Map.of(
                "requestId", "r1",
                "referenceId", "c1",
                "firstName", "Ada",
                "tags", List.of("vip"),
                "consent", Map.of("email", false)));
  }

  @Test
  void anUpdateNamesItsFieldsAndTheVersionItWasMadeFor() {
    assertThat(
            profiles.updateBody(
                List.of(
                    write("firstName", "Ada"),
                    write("phone"),
                    write("referenceId", "c1"),
                    write("consent.call", "dnd")),
                "7"))
        .isEqualTo(
            Map.of(
                "version", "7",
                "firstName", "Ada",
                "phone", "",
                "referenceId", "c1",
                "consent", Map.of("call", false)));
  }

  @Test
  void noBodyMakesAnybodyReachable() {
    for (String value : List.of("open", "true", "")) {
      assertThatThrownBy(() -> profiles.updateBody(List.of(write("consent.email", value)), "7"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a person's act");
    }
  }

  @Test
  void tagsNeverGoIntoAnUpdate() {
    assertThatThrownBy(() -> profiles.updateBody(List.of(write("tags", "vip")), "7"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<String, Object> with(String property, Object value) {
    Map<String, Object> contact = new HashMap<>(ADA);
    contact.put(property, value);
    return contact;
  }
}
