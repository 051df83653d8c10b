package io.lockstep.activities.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewPartnerTest {

  private static final Map<String, Object> QUIET_ANN =
      Map.of("email", "ann@example.com", "lastName", "Lee", "consent", Map.of("sms", false));

  private final TwoSides sides = new TwoSides(TwoSides.MAPPING);

  @Test
  void nobodyIsMadeWithoutTheDoNotDisturbThatWasRefused() {
    FlowKey profile = sides.newProfile(QUIET_ANN);
    refuse(Side.CONTACTS, "POST /contacts/", "dndSettings", 9);

    Plan plan = sides.settle(profile);

    assertThat(plan.waiting()).singleElement().extracting(Waiting::field).isEqualTo("*");
    assertThat(contacts()).isEmpty();

    refuse(Side.CONTACTS, "POST /contacts/", "dndSettings", 0);
    sides.settle(profile, Decision.retry());
    assertThat(contacts())
        .singleElement()
        .satisfies(
            contact -> assertThat(contact.toString()).contains("\"SMS\":{\"status\":\"active\""));
  }

  @Test
  void nobodyIsMadeAtRewardsEither() {
    FlowKey contact =
        sides.newContact(
            Map.of(
                "email",
                "ann@example.com",
                "dndSettings",
                Map.of("SMS", Map.of("status", "active"))));
    refuse(Side.REWARDS, "POST /v2/contacts", "consent", 9);

    assertThat(sides.settle(contact).waiting()).hasSize(1);
    assertThat(sides.bhn().list(0, 10).contacts()).isEmpty();
  }

  @Test
  void nobodyIsMadeFromASourceWhoseConsentCannotBeRead() {
    FlowKey contact =
        sides.newContact(
            Map.of(
                "email",
                "ann@example.com",
                "dndSettings",
                Map.of("SMS", Map.of("status", "active"))));
    sides.answers = body -> body.replace("\"status\":\"active\"", "\"status\":\"snoozed\"");

    assertThat(sides.settle(contact).waiting())
        .singleElement()
        .extracting(Waiting::reason)
        .asString()
        .contains("consent.sms");
    assertThat(sides.bhn().list(0, 10).contacts()).isEmpty();

    sides.answers = body -> body;
    sides.settle(contact, Decision.retry());
    assertThat(sides.profile(contact).get("consent")).asString().contains("sms=false");
  }

  @Test
  void aRefusedFieldStaysAwayAndTheRestIsMade() {
    FlowKey profile = sides.newProfile(QUIET_ANN);
    refuse(Side.CONTACTS, "POST /contacts/", "lastName", 9);

    sides.settle(profile);

    assertThat(sides.calls()).filteredOn("contacts create-contact"::equals).hasSize(2);
    sides.settle(new FlowKey(TwoSides.CONNECTION, contacts().get(0).path("id").asText()));
    assertThat(contacts())
        .singleElement()
        .matches(contact -> contact.path("lastName").asText().equals("Lee"), "filled later");
    assertThat(sides.bhn().contact(profile.profileId()).orElseThrow())
        .containsEntry("lastName", "Lee");
  }

  @Test
  void aRefusedCreateAtRewardsIsNotSentAgainAtOnce() {
    FlowKey contact = sides.newContact(Map.of("email", "ann@example.com"));
    refuse(Side.REWARDS, "POST /v2/contacts", "referenceId", 9);

    sides.settle(contact);
    sides.settle(contact);

    assertThat(sides.calls()).filteredOn("rewards create-contact"::equals).hasSize(1);
  }

  @Test
  void aPersonsWordOutlivesARotationOfTheDigestKeys() {
    var review = new TwoSides(TwoSides.MAPPING.replace("contacts: auto", "contacts: review"));
    FlowKey profile = review.newProfile(QUIET_ANN);
    String opId = review.settle(profile).waiting().get(0).opId();
    review.settle(profile, Decision.skip(opId));
    assertThat(review.look(profile).verdict()).isEqualTo(Plan.Verdict.NOT_ELIGIBLE);

    review.digester = TwoSides.digester("k2");

    assertThat(review.look(profile).verdict()).isEqualTo(Plan.Verdict.NOT_ELIGIBLE);
  }

  @Test
  void aLeaseTakenUnderTheFormerKeyKeepsOthersOut() {
    FlowKey ben = sides.newContact(Map.of("email", "ben@example.com"));
    assertThat(sides.look(ben).ops()).as("holds the lease until it is made").hasSize(1);
    FlowKey benToo = sides.newProfile(Map.of("email", "ben@example.com"));
    sides.digester = TwoSides.digester("k2");

    assertThat(sides.look(benToo).verdict()).isEqualTo(Plan.Verdict.NOT_NOW);
  }

  private List<JsonNode> contacts() {
    var contacts = new ArrayList<JsonNode>();
    sides.control("GET", "/control/state", null).at("/highlevel/contacts").forEach(contacts::add);
    return contacts;
  }

  private void refuse(Side side, String route, String field, int times) {
    if (times == 0) {
      sides.control("PUT", "/control/faults", List.of());
    } else {
      sides.fault(side, route, "refuse-field", Map.of("field", field, "times", times));
    }
  }
}
