package io.lockstep.core.person;

import static io.lockstep.core.person.Profiles.WIDE;
import static io.lockstep.core.person.Profiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.AnyText;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HighLevelContactTest {

  private static final Map<String, Object> ADA =
      Map.ofEntries(
          Map.entry("id", "c1"),
          Map.entry("firstName", "Ada"),
          Map.entry("email", "ada@example.com"),
          Map.entry("dateOfBirth", "1990-09-25"),
          Map.entry("tags", List.of("vip", "Gold")),
          Map.entry("dnd", false),
          Map.entry("dndSettings", Map.of("SMS", Map.of("status", "permanent"))),
          Map.entry("dateUpdated", "2026-11-24T10:00:00.123Z"),
          Map.entry(
              "customFields",
              List.of(
                  Map.of("id", "f-tier", "value", "Gold"),
                  Map.of("id", "f-points", "value", 1250),
                  Map.of("id", "f-mark", "value", "p1"))));

  private final HighLevelContact contacts =
      new HighLevelContact(
          WIDE,
          Map.of(
              "bhn_tier",
              "f-tier",
              "contact.bhn_points",
              "f-points",
              "lockstep_profile_id",
              "f-mark"));

  @Test
  void aReadShowsEveryFieldAndWhatItLacksIsEmpty() {
    PersonView view = contacts.read(ADA);
    assertThat(view.side()).isEqualTo(Side.CONTACTS);
    assertThat(view.id()).isEqualTo("c1");
    assertThat(view.updatedAt()).isEqualTo(Instant.parse("2026-11-24T10:00:00.123Z"));
    assertThat(view.version()).isNull();
    assertThat(view.counterpart()).isEqualTo("p1");
    assertThat(view.fields())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("email", Reading.ofText("ada@example.com")),
                Map.entry("firstName", Reading.ofText("Ada")),
                Map.entry("phone", Reading.empty()),
                Map.entry("address", Reading.empty()),
                Map.entry("born", Reading.ofText("1990-09-25")),
                Map.entry("zone", Reading.empty()),
                Map.entry("kind", Reading.empty()),
                Map.entry("tier", Reading.ofText("Gold")),
                Map.entry("points", Reading.ofText("1250")),
                Map.entry("tags", Reading.ofElements(List.of("vip", "Gold"))),
                Map.entry("consent.email", Reading.ofText("open")),
                Map.entry("consent.sms", Reading.ofText("dnd")),
                Map.entry("consent.call", Reading.ofText("open"))));
  }

  @Test
  void theAnswerToACreateLeavesTheTimeZoneOpen() {
    PersonView view = contacts.created(ADA);
    assertThat(view.field("zone")).isEqualTo(Reading.notShown());
    assertThat(view.field("phone")).isEqualTo(Reading.empty());
    assertThat(contacts.created(with("timezone", "Europe/London")).field("zone"))
        .isEqualTo(Reading.ofText("Europe/London"));
  }

  @Test
  void nothingFollowsFromWhatASearchItemLacks() {
    Map<String, Object> item = new HashMap<>(ADA);
    item.keySet().removeAll(List.of("firstName", "dndSettings"));
    item.put("address", "1 Main St");
    PersonView view = contacts.searchItem(item);
    assertThat(view.field("email")).isEqualTo(Reading.ofText("ada@example.com"));
    assertThat(view.field("address")).isEqualTo(Reading.ofText("1 Main St"));
    assertThat(view.field("tier")).isEqualTo(Reading.ofText("Gold"));
    assertThat(view.field("tags")).isEqualTo(Reading.ofElements(List.of("vip", "Gold")));
    assertThat(List.of("firstName", "phone", "zone", "consent.email", "consent.sms"))
        .allSatisfy(name -> assertThat(view.field(name)).isEqualTo(Reading.notShown()));
    assertThat(contacts.searchItem(Map.of("id", "c1")).fields().values())
        .containsOnly(Reading.notShown());
  }

  @Test
  void aSweepTakesWhatASearchItemWouldShowForEmpty() {
    PersonView view = contacts.sweepItem(Map.of("id", "c1", "dnd", false));
    assertThat(List.of("email", "firstName", "phone", "address", "born", "tier", "tags"))
        .allSatisfy(name -> assertThat(view.field(name)).isEqualTo(Reading.empty()));
    assertThat(List.of("zone", "consent.email"))
        .allSatisfy(name -> assertThat(view.field(name)).isEqualTo(Reading.notShown()));
    assertThat(contacts.sweepItem(Map.of("firstNameLowerCase", "ada")).field("firstName"))
        .as("set, though this item does not spell it")
        .isEqualTo(Reading.notShown());
    assertThat(contacts.sweepItem(ADA).field("tier")).isEqualTo(Reading.ofText("Gold"));
  }

  @Test
  void aSearchItemThatSaysDndClosesEveryChannel() {
    assertThat(contacts.searchItem(Map.of("dnd", true)).field("consent.call"))
        .isEqualTo(Reading.ofText("dnd"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ContactCreate", "ContactUpdate", "ContactTagUpdate", "ContactDndUpdate"})
  void whatAnEventCarriesIsEmptyWhenAbsentAndTheRestIsNotShown(String type) {
    PersonView view = contacts.event(Map.of("type", type, "id", "c1", "email", "a@example.com"));
    assertThat(view.id()).isEqualTo("c1");
    assertThat(view.field("email")).isEqualTo(Reading.ofText("a@example.com"));
    assertThat(List.of("firstName", "phone", "address", "born", "tier", "points", "tags"))
        .allSatisfy(name -> assertThat(view.field(name)).isEqualTo(Reading.empty()));
    // "type" is the event's own name there, not the contact's type
    assertThat(List.of("zone", "kind"))
        .allSatisfy(name -> assertThat(view.field(name)).isEqualTo(Reading.notShown()));
    assertThat(view.field("consent.email"))
        .isEqualTo(type.equals("ContactDndUpdate") ? Reading.ofText("open") : Reading.notShown());
  }

  @Test
  void anEventThatSaysDndClosesEveryChannelEvenWithoutSettings() {
    PersonView view = contacts.event(Map.of("type", "ContactUpdate", "dnd", true));
    assertThat(view.field("consent.email")).isEqualTo(Reading.ofText("dnd"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ContactDelete", "ContactMerge", "TaskCreate", ""})
  void aDeletionAndAnUnknownEventShowNothing(String type) {
    Map<String, Object> body = new HashMap<>(ADA);
    body.put("type", type);
    assertThat(contacts.event(body).fields().values()).containsOnly(Reading.notShown());
    assertThat(contacts.event(body).id()).isEqualTo("c1");
  }

  @Test
  void aCustomFieldWithoutADefinitionIsNotShown() {
    HighLevelContact before = new HighLevelContact(WIDE, Map.of());
    assertThat(before.read(ADA).field("tier")).isEqualTo(Reading.notShown());
    assertThat(before.read(ADA).counterpart()).isNull();
  }

  @Test
  void aCustomFieldThatTheListLacksIsEmpty() {
    assertThat(contacts.read(with("customFields", List.of())).field("tier"))
        .isEqualTo(Reading.empty());
    assertThat(contacts.read(Map.of("id", "c1")).field("tier")).isEqualTo(Reading.empty());
  }

  @Test
  void aDamagedListOfCustomFieldsDoesNotSayThatOneIsMissing() {
    List<Object> damaged = new ArrayList<>(Arrays.asList("f-tier", null, Map.of("value", "Gold")));
    assertThat(contacts.read(with("customFields", damaged)).field("tier"))
        .isEqualTo(Reading.notShown());
    damaged.add(Map.of("id", "f-tier", "value", "Gold"));
    assertThat(contacts.read(with("customFields", damaged)).field("tier"))
        .isEqualTo(Reading.ofText("Gold"));
  }

  @ParameterizedTest
  @CsvSource({
    "false, active, dnd",
    "false, permanent, dnd",
    "false, inactive, open",
    "true, inactive, dnd",
    "true, active, dnd",
    "false, , open",
    "true, , dnd",
    ", active, dnd",
    ", inactive, open"
  })
  void consentIsClosedByTheChannelOrByPlainDnd(
      @Nullable Boolean dnd, @Nullable String status, String consent) {
    Map<String, Object> contact = new HashMap<>();
    contact.put("dnd", dnd);
    if (status != null) {
      contact.put("dndSettings", Map.of("Email", Map.of("status", status)));
    }
    assertThat(contacts.read(contact).field("consent.email")).isEqualTo(Reading.ofText(consent));
  }

  @Test
  void consentOfAnotherTypeIsNotShown() {
    for (Object dnd : List.of("no", 0, List.of())) {
      assertThat(contacts.read(with("dnd", dnd)).field("consent.email"))
          .isEqualTo(Reading.notShown());
    }
    for (Object settings :
        List.of(
            "all", List.of(), Map.of("Email", "active"), Map.of("Email", Map.of("status", 1)))) {
      assertThat(contacts.read(with("dndSettings", settings)).field("consent.email"))
          .isEqualTo(Reading.notShown());
    }
    assertThat(
            contacts
                .read(Map.of("dnd", 1, "dndSettings", Map.of("Email", Map.of("status", "active"))))
                .field("consent.email"))
        .as("a closed channel is closed whatever stands beside it")
        .isEqualTo(Reading.ofText("dnd"));
  }

  @Test
  void aValueOfAnotherTypeIsNotShown() {
    for (Object wrong : List.of(1, true, List.of("a"), Map.of())) {
      assertThat(contacts.read(with("email", wrong)).field("email")).isEqualTo(Reading.notShown());
    }
    for (Object wrong : List.of("vip", 1, List.of("vip", 1), Arrays.asList("vip", null))) {
      assertThat(contacts.read(with("tags", wrong)).field("tags")).isEqualTo(Reading.notShown());
    }
  }

  @Test
  void nullIsEmptyInARead() {
    for (String property : List.of("email", "tags", "customFields", "dndSettings")) {
      PersonView view = contacts.read(with(property, null));
      assertThat(view.fields().values()).doesNotContain(Reading.notShown());
    }
  }

  /** Whatever the JSON, a projection answers; it is the merge's business to make sense of it. */
  @Test
  void noJsonMakesAProjectionFail() {
    AnyText any = new AnyText(7);
    for (int i = 0; i < 5_000; i++) {
      Map<String, Object> json = new HashMap<>();
      for (String property :
          List.of(
              "id", "type", "email", "tags", "dnd", "dndSettings", "customFields", "dateUpdated")) {
        if (any.below(4) > 0) {
          json.put(property, anyJson(any, 3));
        }
      }
      for (PersonView view :
          List.of(
              contacts.read(json),
              contacts.created(json),
              contacts.searchItem(json),
              contacts.sweepItem(json),
              contacts.event(json))) {
        assertThat(view.fields()).hasSameSizeAs(WIDE.rules());
      }
    }
  }

  @Test
  void aCreateNamesWhatIsSetAndBearsTheProfilesMark() {
    Map<String, Object> body =
        contacts.createBody(
            "loc1",
            List.of(
                write("firstName", "Ada"),
                write("phone"),
                write("tier", "Gold"),
                write("points", "12.50"),
                write("tags", "vip", "gold"),
                write("consent.email", "open"),
                write("consent.sms", "dnd")),
            "p1");
    assertThat(body)
        .isEqualTo(
            Map.of(
                "locationId", "loc1",
                "firstName", "Ada",
                "tags", List.of("vip", "gold"),
                "dndSettings", Map.of("SMS", Map.of("status", "active")),
                "customFields",
                    List.of(
                        Map.of("id", "f-tier", "field_value", "Gold"),
                        Map.of("id", "f-points", "field_value", new BigDecimal("12.50")),
                        Map.of("id", "f-mark", "field_value", "p1"))));
  }

  @Test
  void aCustomFieldWithoutADefinitionIsWrittenByItsKey() {
    Map<String, Object> body =
        new HighLevelContact(WIDE, Map.of()).createBody("loc1", List.of(), "p1");
    assertThat(body.get("customFields"))
        .isEqualTo(List.of(Map.of("key", "lockstep_profile_id", "field_value", "p1")));
  }

  @Test
  void anUpdateNamesItsFieldsAndNothingElse() {
    assertThat(contacts.updateBody(List.of(write("firstName", "Ada"))))
        .isEqualTo(Map.of("firstName", "Ada"));
    assertThat(
            contacts.updateBody(
                List.of(write("consent.email", "dnd"), write("consent.call", "dnd"))))
        .isEqualTo(
            Map.of(
                "dndSettings",
                Map.of("Email", Map.of("status", "active"), "Call", Map.of("status", "active"))));
  }

  @Test
  void aClearSendsNullWhereHighLevelAllowsItAndNothingElseSendsAnEmptyValue() {
    Map<String, Object> body =
        contacts.updateBody(List.of(write("email"), write("tier"), write("address", "")));
    assertThat(body).containsOnlyKeys("email", "address1", "customFields");
    assertThat(body.get("email")).isNull();
    assertThat(body.get("address1")).isNull();
    assertThat(body.get("customFields"))
        .isEqualTo(List.of(Map.of("id", "f-tier", "field_value", "")));
    assertThat(
            new HighLevelContact(Profiles.DEFAULT, Map.of()).updateBody(List.of(write("country"))))
        .isEqualTo(Map.of("country", ""));
  }

  @Test
  void noBodyMakesAnybodyReachable() {
    for (String value : List.of("open", "inactive", "", "DND")) {
      assertThatThrownBy(() -> contacts.updateBody(List.of(write("consent.email", value))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a person's act");
    }
    assertThatThrownBy(() -> contacts.updateBody(List.of(write("consent.email"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tagsNeverGoIntoAnUpdate() {
    assertThatThrownBy(() -> contacts.updateBody(List.of(write("tags", "vip"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("adding and removing");
  }

  @Test
  void aWriteOfNoRuleOrOfSeveralValuesIsABugOfOurs() {
    assertThatThrownBy(() -> contacts.updateBody(List.of(write("shoeSize", "44"))))
        .hasMessageContaining("no field shoeSize");
    assertThatThrownBy(() -> contacts.updateBody(List.of(write("firstName", "Ada", "Eve"))))
        .hasMessageContaining("one value")
        .hasMessageNotContaining("Eve");
  }

  /** What is written comes back as it was, once HighLevel turned field_value into value. */
  @Test
  void whatACreateWritesAReadShows() {
    AnyText any = new AnyText(11);
    for (int i = 0; i < 2_000; i++) {
      Map<String, String> values = new HashMap<>();
      for (FieldRule rule : WIDE.rules()) {
        String text = any.next();
        if (rule.kind() == FieldRule.Kind.FIELD
            && !rule.name().equals("points")
            && !text.isEmpty()) {
          values.put(rule.name(), text);
        }
      }
      Map<String, Object> body =
          contacts.createBody(
              "loc1",
              values.entrySet().stream().map(v -> write(v.getKey(), v.getValue())).toList(),
              "p1");
      PersonView view = contacts.read(asRead(body));
      values.forEach(
          (name, value) -> assertThat(view.field(name)).isEqualTo(Reading.ofText(value)));
      assertThat(view.counterpart()).isEqualTo("p1");
    }
  }

  private static Map<String, Object> asRead(Map<String, Object> body) {
    Map<String, Object> read = new HashMap<>(body);
    List<Object> items = new ArrayList<>();
    for (Object item : (List<?>) body.getOrDefault("customFields", List.of())) {
      Map<?, ?> field = (Map<?, ?>) item;
      items.add(Map.of("id", field.get("id"), "value", field.get("field_value")));
    }
    read.put("customFields", items);
    return read;
  }

  static Object anyJson(AnyText any, int depth) {
    return switch (any.below(depth > 0 ? 8 : 5)) {
      case 0 -> any.next();
      case 1 -> any.below(100);
      case 2 -> any.oneOf(List.of(1e308, Double.NaN, new BigDecimal("1e999999999"), 1.50));
      case 3 -> any.below(2) == 0;
      case 4 -> any.oneOf(List.of("ContactUpdate", "active", "f-tier", "", "dnd"));
      case 5 -> Arrays.asList(anyJson(any, depth - 1), null, anyJson(any, depth - 1));
      default -> {
        Map<String, Object> map = new HashMap<>();
        for (String key : List.of("id", "value", "Email", "SMS", "status")) {
          map.put(key, any.below(3) == 0 ? null : anyJson(any, depth - 1));
        }
        yield map;
      }
    };
  }

  private static Map<String, Object> with(String property, @Nullable Object value) {
    Map<String, Object> contact = new HashMap<>(ADA);
    contact.put(property, value);
    return contact;
  }
}
