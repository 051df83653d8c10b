package io.lockstep.starter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lockstep.core.Side;
import io.lockstep.ledger.Connection;
import io.lockstep.starter.Samples;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.connection.Finding.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the doctor says of webhooks that came, and of those that never did. */
class WebhooksCheckTest {

  private static final String UPDATE =
      """
      {"type": "ContactUpdate", "locationId": "loc1", "id": "c1", "email": "%s@example.com"}""";

  private final Doorstep doorstep = new Doorstep();
  private final Instant start = doorstep.clock.instant();

  @BeforeEach
  void oneConnection() {
    doorstep.connections.register(
        Samples.connection(
            "acme", "loc1", "acct1", doorstep.highLevel.publicKey(), doorstep.bhn.secret()));
  }

  @Test
  void aSideOfWhichNothingCameIsToldWithItsAddress() {
    assertThat(doorstep.findings())
        .extracting(Finding::id, Finding::level)
        .containsExactly(
            tuple("highlevel.webhooks", Level.WARNING), tuple("bhn.webhooks", Level.WARNING));
    assertThat(doorstep.findings())
        .anySatisfy(one -> assertThat(one.action()).contains("/webhooks/highlevel"))
        .anySatisfy(one -> assertThat(one.action()).contains("/webhooks/bhn"));
  }

  @Test
  void eachEventThatNeverCameIsNamedAndTheOthersAreDated() throws Exception {
    doorstep.send(UPDATE.formatted("ada"));
    doorstep.sendBhn(
        """
        {"messageType": "contactInfo", "eventType": "updated", "accountId": "acct1",
         "contactId": "p1"}""");

    List<Finding> found = doorstep.findings();
    assertThat(found)
        .filteredOn(one -> one.level() == Level.OK)
        .extracting(Finding::id)
        .containsExactly("highlevel.webhooks", "bhn.webhooks");
    assertThat(found.get(0).sentence()).contains("ContactUpdate " + start);
    assertThat(found)
        .filteredOn(one -> one.level() == Level.WARNING)
        .allSatisfy(one -> assertThat(one.action()).isNotEmpty())
        .extracting(Finding::id)
        .contains(
            "highlevel.webhooks.ContactDelete",
            "highlevel.webhooks.ContactTagUpdate",
            "bhn.webhooks.tagInfo")
        .as("nothing but what the mapping keeps in step")
        .doesNotContain(
            "highlevel.webhooks.ContactUpdate",
            "highlevel.webhooks.TaskCreate",
            "highlevel.webhooks.INSTALL",
            "bhn.webhooks.noteInfo");
  }

  @Test
  void whatNobodySignedOrNobodyOwnsIsNoSign() throws Exception {
    byte[] body = UPDATE.formatted("ada").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    doorstep.perform(Doorstep.highLevel(body, null));
    doorstep.send(UPDATE.formatted("ada").replace("loc1", "loc9"));
    assertThat(doorstep.seen.of("acme", Side.CONTACTS)).isEmpty();
  }

  @Test
  void aFloodOfOneEventIsNotedOnceAMinute() throws Exception {
    doorstep.send(UPDATE.formatted("ada"));
    doorstep.clock.pass(Duration.ofSeconds(59));
    doorstep.send(UPDATE.formatted("bea"));
    assertThat(doorstep.seen.of("acme", Side.CONTACTS)).containsEntry("ContactUpdate", start);
    doorstep.clock.pass(Duration.ofSeconds(1));
    doorstep.send(UPDATE.formatted("cid"));
    assertThat(doorstep.seen.of("acme", Side.CONTACTS))
        .containsEntry("ContactUpdate", start.plusSeconds(60));
  }

  @Test
  void aLedgerThatIsAwayTurnsNoWebhookDownForIt() throws Exception {
    doorstep.send(UPDATE.formatted("ada"));
    doorstep.clock.pass(Duration.ofMinutes(2));
    doorstep.ledger.off();
    assertThat(doorstep.send(UPDATE.formatted("bea")).getStatus()).isEqualTo(200);
    assertThat(doorstep.seen.of("acme", Side.CONTACTS)).containsEntry("ContactUpdate", start);
  }

  @Test
  void whatAnAbsentLedgerMissedTheNextEventMakesGood() throws Exception {
    doorstep.send(UPDATE.formatted("ada"));
    doorstep.clock.pass(Duration.ofMinutes(2));
    doorstep.ledger.off();
    doorstep.send(UPDATE.formatted("bea"));
    doorstep.ledger.on();
    doorstep.clock.pass(Duration.ofSeconds(1));
    doorstep.send(UPDATE.formatted("cid"));
    assertThat(doorstep.seen.of("acme", Side.CONTACTS))
        .containsEntry("ContactUpdate", start.plusSeconds(121));
  }

  @Test
  void whereNoWebhookCanBeVerifiedNoneIsExpected() {
    Connection known = doorstep.connections.byId("acme").orElseThrow();
    doorstep.connections.register(
        new Connection(
            "acme",
            known.region(),
            new Connection.HighLevel(
                known.highLevel().baseUrl(), "loc1", known.highLevel().token(), List.of()),
            known.bhn(),
            known.profileYaml(),
            true,
            false,
            ""));
    assertThat(doorstep.findings()).extracting(Finding::id).containsExactly("bhn.webhooks");
  }
}
