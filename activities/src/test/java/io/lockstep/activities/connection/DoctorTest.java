package io.lockstep.activities.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.highlevel.HighLevelCustomFields;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connection.HighLevel.Access;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.connection.Finding.Level;
import io.lockstep.workflows.reconcile.Rhythm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor finds, and what he says when he cannot look. */
class DoctorTest {

  private static final String MAPPING =
      TwoSides.MAPPING.replace(
              "  tags:",
              """
                  - {name: tier, contacts: customField(loyalty_level), rewards: tier, direction: toContacts}
              """
                  + "  tags:")
          + "tasks: {direction: both, deletes: propagate, due: {default: +1d}, users: byEmail}\n";

  private static final Rhythm USUAL =
      new Rhythm(Duration.ofMinutes(15), Duration.ofHours(24), Optional.empty(), Optional.empty());

  /** A worker that polls nothing. */
  static final Function<String, Rhythm> BY_WEBHOOKS = id -> USUAL;

  private final TwoSides sides = new TwoSides(MAPPING);
  private List<String> missingRights = List.of();
  private Rhythm rhythm = USUAL;

  @Test
  void everythingIsLookedAtWithoutAWrite() {
    sides.highLevel().createCustomField("loyalty_level");
    assertThat(examine())
        .extracting(Finding::id)
        .containsExactly(
            "ledger.worker",
            "connection.paused",
            "connection.mapping",
            "highlevel.access",
            "highlevel.token",
            "highlevel.location",
            "highlevel.custom-fields",
            "highlevel.tasks",
            "highlevel.users",
            "secrets.highlevel-token",
            "secrets.ages",
            "highlevel.webhook-keys",
            "bhn.token");
    assertThat(sides.calls())
        .containsExactly(
            "contacts search-contacts",
            "contacts get-location",
            "contacts list-custom-fields",
            "contacts search-tasks",
            "contacts list-users",
            "rewards mint-token",
            "rewards list-contacts");
  }

  @Test
  void aCustomFieldOfTheMappingThatIsMissingIsNamedUntilItIsThere() {
    assertThat(finding("highlevel.custom-fields").level()).isEqualTo(Level.ERROR);
    assertThat(finding("highlevel.custom-fields").sentence()).contains("loyalty_level");
    assertThat(finding("highlevel.custom-fields").action())
        .contains("/api/v1/connections/acme/doctor/custom-fields");
    sides.highLevel().createCustomField("loyalty_level");
    assertThat(finding("highlevel.custom-fields").level()).isEqualTo(Level.OK);
  }

  @Test
  void eachScopeThatTheTokenLacksIsNamed() {
    sides.scopes("contacts.readonly locations.readonly");
    for (String check : List.of("token", "location")) {
      assertThat(finding("highlevel." + check).level()).as(check).isEqualTo(Level.OK);
    }
    Map<String, String> lacking =
        Map.of(
            "custom-fields", "locations/customFields.readonly",
            "tasks", "locations/tasks.readonly",
            "users", "users.readonly");
    lacking.forEach(
        (check, scope) -> {
          assertThat(finding("highlevel." + check).level()).as(check).isEqualTo(Level.ERROR);
          assertThat(finding("highlevel." + check).action()).contains(scope + ",");
        });
  }

  @Test
  void anAgeingTokenIsAWarningBeforeItsNinetyDays() {
    sides.clock.advance(Duration.ofDays(79));
    assertThat(finding("secrets.highlevel-token").level()).isEqualTo(Level.OK);
    sides.clock.advance(Duration.ofDays(1));
    assertThat(finding("secrets.highlevel-token").level()).isEqualTo(Level.WARNING);
    assertThat(finding("secrets.highlevel-token").sentence()).contains("80 days");
    assertThat(finding("secrets.ages").sentence()).contains("client secret 80 days");
  }

  @Test
  void aLocationThatNobodyConnectedYetIsNamedWithTheAddress() {
    Connection known = sides.ports().connection(TwoSides.CONNECTION);
    sides
        .ports()
        .connections()
        .register(
            new Connection(
                known.id(),
                known.region(),
                new Connection.HighLevel(
                    known.highLevel().baseUrl(), known.highLevel().locationId(), "", List.of()),
                known.bhn(),
                known.profileYaml(),
                true,
                false,
                ""));
    assertThat(finding("highlevel.token").action())
        .contains("/oauth/highlevel/start?connection=acme")
        .doesNotContain("restart");
    assertThat(finding("secrets.highlevel-grant").level()).isEqualTo(Level.ERROR);
    assertThat(finding("secrets.highlevel-grant").action())
        .contains("/oauth/highlevel/start?connection=acme");
  }

  @Test
  void aFieldThatIsMappedAsWhatItIsNotIsNamed() {
    sides
        .highLevel()
        .ask(
            HighLevelCustomFields.class,
            (api, turn) ->
                api.createCustomField(
                    turn.token(),
                    turn.home(),
                    Map.of("name", "loyalty_level", "dataType", "FILE_UPLOAD", "model", "contact"),
                    turn.options()));
    assertThat(finding("highlevel.custom-fields").level()).isEqualTo(Level.ERROR);
    assertThat(finding("highlevel.custom-fields").sentence()).contains("loyalty_level", "rest");
    assertThat(finding("highlevel.custom-fields").action()).contains("contact.files");
  }

  @Test
  void whereFilesAreCopiedTheMediaLibraryIsAskedFor() {
    TwoSides copying = new TwoSides(TwoSides.MAPPING + "notes: {files: copy}\n");
    assertThat(examine(copying)).extracting(Finding::id).contains("highlevel.medias");
    assertThat(copying.calls()).contains("contacts list-files");
    copying.answers = answer -> answer.replace("\"files\":", "\"none\":");
    assertThat(examine(copying))
        .filteredOn(finding -> finding.id().equals("highlevel.medias"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.ERROR));
  }

  @Test
  void aRightThatTheWorkerLacksIsNamed() {
    missingRights = List.of("DELETE on open_mark");
    assertThat(finding("ledger.worker").level()).isEqualTo(Level.ERROR);
    assertThat(finding("ledger.worker").sentence()).contains("DELETE on open_mark");
  }

  @ParameterizedTest
  @CsvSource({
    "CONTACTS, highlevel.token, unauthorized, paused",
    "CONTACTS, highlevel.token, lost-answer, no answer came",
    "CONTACTS, highlevel.token, rate-limited, RATE_LIMITED",
    "REWARDS, bhn.token, lost-answer, no answer came",
  })
  void aSideThatDoesNotAnswerIsAFindingAndIsNotAskedOn(
      Side side, String id, String fault, String said) {
    String route = side == Side.CONTACTS ? "POST /contacts/search" : "GET /v2/contacts";
    sides.fault(side, route, fault, Map.of("times", 3));

    List<Finding> found = examine();

    assertThat(found)
        .filteredOn(finding -> finding.id().equals(id))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.ERROR);
              assertThat(finding.sentence()).contains(said);
              assertThat(finding.action()).isNotEmpty();
            });
    if (side == Side.CONTACTS) {
      assertThat(sides.calls()).doesNotContain("contacts get-location");
    }
    assertThat(found).as("the other side is looked at").anyMatch(one -> one.level() == Level.OK);
  }

  @Test
  void aPauseOfTheBreakerIsAWarningAndNobodyCalls() {
    sides.pauseOf(Side.CONTACTS, Duration.ofMinutes(2));
    assertThat(finding("highlevel.token").level()).isEqualTo(Level.WARNING);
    assertThat(finding("highlevel.token").sentence()).contains("breaker of contacts is open");
    assertThat(sides.calls()).noneMatch(call -> call.startsWith("contacts "));
  }

  @ParameterizedTest
  @CsvSource({
    "0, OK, agree",
    "-90, WARNING, 90 s ahead of that of",
    "300, ERROR, 300 s behind that of"
  })
  void theClocksOfBothSidesAreCompared(int ahead, Level level, String said) {
    sides.providersAhead = Optional.of(Duration.ofSeconds(ahead));
    for (String id : List.of("highlevel.clock", "bhn.clock")) {
      assertThat(finding(id).level()).isEqualTo(level);
      assertThat(finding(id).sentence()).contains(said);
    }
  }

  @Test
  void aFirstLinkThatWaitsIsAWarningThatSaysWhereToApprove() {
    sides.planFirstLinks();
    assertThat(finding("connection.first-link").level()).isEqualTo(Level.WARNING);
    assertThat(finding("connection.first-link").toString()).contains("/first-link/approve");
  }

  @Test
  void aConnectionThatMayOnlyReadIsNoErrorAndSaysWhatWaitsAndForWhat() {
    assertThat(finding("highlevel.access").level()).isEqualTo(Level.OK);
    assertThat(finding("highlevel.access").sentence()).contains("contacts.write");
    sides.access(Access.READ_ONLY);
    assertThat(finding("highlevel.access").level()).isEqualTo(Level.OK);

    sides.look(sides.newProfile(Map.of("email", "bob@example.com")));

    Finding waiting = finding("highlevel.access");
    assertThat(waiting.level()).isEqualTo(Level.WARNING);
    assertThat(waiting.sentence()).contains("wait for permission: 1");
    assertThat(waiting.action()).contains("contacts.write", "locations/customFields.write");
  }

  @Test
  void aClockThatNobodyShowedIsNoFinding() {
    assertThat(examine()).extracting(Finding::id).doesNotContain("highlevel.clock", "bhn.clock");
  }

  @Test
  void withoutAKeyForWebhooksItSaysThatAllAreRefusedAndWhatPollingWouldCost() {
    assertThat(finding("highlevel.webhook-keys").level()).isEqualTo(Level.WARNING);
    assertThat(finding("highlevel.webhook-keys").action())
        .contains("high-level.poll-every", "4,416 calls a day"); // 1,440 polls, tasks with each
    assertThat(examine()).extracting(Finding::id).doesNotContain("highlevel.polling");
  }

  @Test
  void aPolledConnectionExpectsNoWebhooksAndSaysItsPrice() {
    rhythm = USUAL.pollingHighLevel(Duration.ofMinutes(1));
    assertThat(finding("highlevel.webhook-keys").level()).isEqualTo(Level.OK);
    assertThat(finding("highlevel.polling").level()).isEqualTo(Level.OK);
    assertThat(finding("highlevel.polling").sentence()).contains("every 60 s", "4,416 calls a day");
  }

  @Test
  void aPriceTheDayDoesNotHoldIsAnError() {
    rhythm = USUAL.pollingHighLevel(Duration.ofSeconds(10));
    sides.cursors.save(TwoSides.CONNECTION, "tasks", "3000");
    assertThat(finding("highlevel.polling").level()).isEqualTo(Level.ERROR);
    assertThat(finding("highlevel.polling").sentence()).contains("does not hold polls", "200,000");
    assertThat(finding("highlevel.polling").action()).contains("longer high-level.poll-every");
  }

  private Finding finding(String id) {
    return examine().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private List<Finding> examine() {
    return examine(sides);
  }

  private List<Finding> examine(TwoSides world) {
    return new ConnectionActivitiesImpl(world.ports(), () -> missingRights, id -> rhythm)
        .doctor(TwoSides.CONNECTION, new CallContext(Lane.LIVE, false, true, "doctor"))
        .findings();
  }
}
