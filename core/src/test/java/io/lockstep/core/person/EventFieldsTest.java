package io.lockstep.core.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFieldsTest {

  private final EventFields usual = new EventFields(Profiles.DEFAULT);
  private final EventFields wide = new EventFields(Profiles.WIDE);

  @ParameterizedTest
  @ValueSource(strings = {"ContactCreate", "ContactUpdate", "ContactTagUpdate"})
  void aContactEventCarriesAllButConsentWhichComesByAnEventOfItsOwn(String type) {
    assertThat(usual.carried(Side.CONTACTS, type))
        .containsExactlyInAnyOrder(
            "email", "firstName", "lastName", "phone", "country", "tier", "tags");
    assertThat(usual.reportedElsewhere(Side.CONTACTS, type))
        .containsExactlyInAnyOrder("consent.email", "consent.sms", "consent.call");
  }

  @Test
  void aDndUpdateCarriesEverything() {
    assertThat(usual.carried(Side.CONTACTS, "ContactDndUpdate"))
        .hasSameSizeAs(Profiles.DEFAULT.rules());
    assertThat(usual.reportedElsewhere(Side.CONTACTS, "ContactDndUpdate")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"contactInfo", "tagInfo"})
  void aProfilesEventCarriesEverything(String type) {
    assertThat(usual.carried(Side.REWARDS, type)).hasSameSizeAs(Profiles.DEFAULT.rules());
    assertThat(usual.reportedElsewhere(Side.REWARDS, type)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ContactDelete", "NoteCreate", "nonsense", ""})
  void anyOtherEventCarriesNothing(String type) {
    assertThat(usual.carried(Side.CONTACTS, type)).isEmpty();
    assertThat(usual.carried(Side.REWARDS, type)).isEmpty();
  }

  @Test
  void theDefaultProfileMapsNothingThatNoEventReports() {
    assertThat(usual.neverReported(Side.CONTACTS)).isEmpty();
    assertThat(usual.neverReported(Side.REWARDS)).isEmpty();
    assertThat(usual.notices()).isEmpty();
  }

  @Test
  void aTimeZoneAndAContactsTypeAreReportedByNoEvent() {
    assertThat(wide.neverReported(Side.CONTACTS)).containsExactlyInAnyOrder("zone", "kind");
    assertThat(wide.neverReported(Side.REWARDS)).isEmpty();
    assertThat(wide.reportedElsewhere(Side.CONTACTS, "ContactUpdate"))
        .doesNotContain("zone", "kind");
    assertThat(wide.notices())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("no webhook of contacts carries the field zone");
  }
}
