package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockstep.core.pair.JournalEntry;
import io.lockstep.ledger.Connection.HighLevel.Access;
import io.lockstep.ledger.Connections.SecretAges;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link Connections} does. */
abstract class ConnectionsContract {

  private final Connections connections = connections();

  /** An empty one for each test. */
  abstract Connections connections();

  /** What was journalled of that connection. */
  abstract List<JournalEntry> journal(Connections connections, String id);

  /** From now on a secret of that connection is sealed with the key {@code lost}. */
  abstract void loseTheKeyOf(Connections connections, String id);

  @Test
  void aConnectionIsFoundByItsIdItsLocationAndItsAccount() {
    Connection acme = connection("acme", "loc-1", "acc-1");
    connections.register(acme);
    assertThat(connections.byId("acme")).contains(acme);
    assertThat(connections.byLocation("loc-1")).contains(acme);
    assertThat(connections.byAccount("acc-1")).contains(acme);
    assertThat(connections.byId("other")).isEmpty();
    assertThat(connections.byLocation("acc-1")).isEmpty();
    assertThat(connections.byAccount("loc-1")).isEmpty();
  }

  @Test
  void aConnectionThatCannotBeServedIsPausedAndJournalledOnce() {
    connections.register(connection("acme", "loc-1", "acc-1"));
    Instant now = Instant.parse("2026-03-02T08:00:00Z");
    connections.giveUp("acme", "its token is dead", now);
    connections.giveUp("acme", "its token is still dead", now.plusSeconds(1));
    connections.giveUp("nobody", "no such connection", now);
    assertThat(connections.byId("acme").orElseThrow().pausedReason())
        .isEqualTo("its token is still dead");
    assertThat(journal(connections, "acme"))
        .containsExactly(JournalEntry.ofConnection(now, JournalEntry.Act.PAUSED, "lockstep"));
    assertThat(journal(connections, "nobody")).isEmpty();
  }

  @Test
  void allComeInIdOrder() {
    connections.register(connection("b", "loc-b", "acc-b"));
    connections.register(connection("A", "loc-a", "acc-a"));
    assertThat(connections.all()).extracting(Connection::id).containsExactly("A", "b");
  }

  @Test
  void aConnectionWhoseKeyIsMissingIsListedApartAndSpoilsNoOther() {
    connections.register(connection("acme", "loc-1", "acc-1"));
    connections.register(connection("other", "loc-2", "acc-2"));
    loseTheKeyOf(connections, "acme");
    assertThat(connections.all()).extracting(Connection::id).containsExactly("other");
    assertThat(connections.count()).isEqualTo(2);
    assertThat(connections.list().unreadable())
        .singleElement()
        .satisfies(
            locked -> {
              assertThat(locked.id()).isEqualTo("acme");
              assertThat(locked.locationId()).isEqualTo("loc-1");
              assertThat(locked.accountId()).isEqualTo("acc-1");
              assertThat(locked.why()).contains("key lost is missing");
            });
    assertThatExceptionOfType(Sealer.CannotOpenException.class)
        .isThrownBy(() -> connections.byId("acme"));

    connections.register(connection("acme", "loc-1", "acc-1"));
    assertThat(connections.list().unreadable()).isEmpty();
    assertThat(connections.all()).hasSize(2);
  }

  @Test
  void registeringAgainReplacesAllButPauseAndMarks() {
    connections.register(connection("acme", "loc-1", "acc-1"));
    connections.pause("acme", true, "token is dead");
    connections.markForSweep("acme");
    connections.saveCustomFieldIds("acme", Map.of("bhn_tier", "f-1"));
    connections.register(connection("acme", "loc-2", "acc-2"));
    Connection now = connections.byId("acme").orElseThrow();
    assertThat(now.highLevel().locationId()).isEqualTo("loc-2");
    assertThat(now.paused()).isTrue();
    assertThat(now.pausedReason()).isEqualTo("token is dead");
    assertThat(connections.takeSweepMark("acme")).isTrue();
    assertThat(connections.list().customFieldIds("acme")).containsEntry("bhn_tier", "f-1");
    assertThat(connections.byLocation("loc-1")).isEmpty();
  }

  @Test
  void anApprovedFirstLinkStaysApproved() {
    Connection planned = planned(connection("acme", "loc-1", "acc-1"));
    connections.register(planned);
    assertThat(connections.byId("acme").orElseThrow().firstLinkAuto()).isFalse();
    connections.approveFirstLink("acme");
    assertThat(connections.byId("acme").orElseThrow().firstLinkAuto()).isTrue();
    connections.register(planned);
    assertThat(connections.byId("acme").orElseThrow().firstLinkAuto()).isTrue();
  }

  private static Connection planned(Connection of) {
    return new Connection(
        of.id(),
        of.region(),
        of.highLevel(),
        of.bhn(),
        of.profileYaml(),
        false,
        of.paused(),
        of.pausedReason());
  }

  @Test
  void aLocationOrAnAccountBelongsToOneConnectionOnly() {
    connections.register(connection("acme", "loc-1", "acc-1"));
    assertThatExceptionOfType(ConnectionTakenException.class)
        .isThrownBy(() -> connections.register(connection("other", "loc-1", "acc-2")));
    assertThatExceptionOfType(ConnectionTakenException.class)
        .isThrownBy(() -> connections.register(connection("other", "loc-2", "acc-1")));
    assertThat(connections.all()).hasSize(1);
  }

  @Test
  void resumingClearsTheReason() {
    connections.register(connection("acme", "loc-1", "acc-1"));
    connections.pause("acme", true, "token is dead");
    connections.pause("acme", false, "new token");
    assertThat(connections.byId("acme").orElseThrow().paused()).isFalse();
    assertThat(connections.byId("acme").orElseThrow().pausedReason()).isEmpty();
  }

  @Test
  void aSweepMarkIsTakenOnce() {
    connections.register(connection("acme", "loc-1", "acc-1"));
    assertThat(connections.takeSweepMark("acme")).isFalse();
    connections.markForSweep("acme");
    connections.markForSweep("acme");
    assertThat(connections.takeSweepMark("acme")).isTrue();
    assertThat(connections.takeSweepMark("acme")).isFalse();
  }

  @Test
  void customFieldIdsAreThoseLastSaved() {
    connections.register(connection("acme", "loc-1", "acc-1"));
    assertThat(connections.list().customFieldIds("acme")).isEmpty();
    connections.saveCustomFieldIds("acme", Map.of("a", "1", "b", "2"));
    connections.saveCustomFieldIds("acme", Map.of("b", "3", "c", "4"));
    assertThat(connections.list().customFieldIds("acme")).isEqualTo(Map.of("b", "3", "c", "4"));
    assertThat(connections.list().customFieldIds("other")).isEmpty();
  }

  @Test
  void aSecretIsAsOldAsItsLastChange() {
    Connection first = connection("acme", "loc-1", "acc-1");
    connections.register(first);
    SecretAges before = connections.secretAges("acme").orElseThrow();

    connections.register(first);
    assertThat(connections.secretAges("acme")).contains(before);
    connections.register(
        new Connection(
            "acme",
            "GB",
            first.highLevel(),
            new Connection.Bhn(
                first.bhn().baseUrl(), "acc-1", "client", "another", "webhook-of-acme", "former"),
            "profile: default",
            true,
            false,
            ""));
    SecretAges now = connections.secretAges("acme").orElseThrow();
    assertThat(now.clientSecret()).isAfter(before.clientSecret());
    assertThat(now.highLevelToken()).isEqualTo(before.highLevelToken());
    assertThat(now.webhookSecret()).isEqualTo(before.webhookSecret());
    assertThat(now.webhookKeys()).isEqualTo(before.webhookKeys());
    assertThat(connections.byId("acme").orElseThrow().bhn().webhookSecrets())
        .containsExactly("webhook-of-acme", "former");
    assertThat(connections.secretAges("other")).isEmpty();
  }

  @Test
  void whatMayBeDoneAtHighLevelIsAsLastRegistered() {
    connections.register(connection("acme", "loc-1", "acc-1", Access.READ_ONLY));
    assertThat(connections.byId("acme").orElseThrow().highLevel().isReadOnly()).isTrue();
    connections.register(connection("acme", "loc-1", "acc-1", Access.READ_WRITE));
    assertThat(connections.byId("acme").orElseThrow().highLevel().isReadOnly()).isFalse();
  }

  @Test
  void theWayIntoBhnIsAsLastRegistered() {
    Connection usual = connection("acme", "loc-1", "acc-1");
    connections.register(usual);
    assertThat(connections.byId("acme").orElseThrow().bhn().way())
        .isEqualTo(Connection.Bhn.Way.USUAL);
    var way =
        new Connection.Bhn.Way(
            Connection.Bhn.Login.BASIC, "https://oauth.example/oauth2/token", "partner-1");
    connections.register(
        new Connection(
            "acme",
            usual.region(),
            usual.highLevel(),
            new Connection.Bhn(
                usual.bhn().baseUrl(), "acc-1", "client", "secret", "webhook", "", way),
            usual.profileYaml(),
            true,
            false,
            ""));
    assertThat(connections.byId("acme").orElseThrow().bhn().way()).isEqualTo(way);
  }

  static Connection connection(String id, String location, String account) {
    return connection(id, location, account, Access.READ_WRITE);
  }

  private static Connection connection(String id, String location, String account, Access access) {
    return new Connection(
        id,
        "GB",
        new Connection.HighLevel(
            "http://127.0.0.1/highlevel",
            location,
            "token-of-" + id,
            List.of("key1", "key2"),
            access),
        new Connection.Bhn(
            "http://127.0.0.1/bhn", account, "client", "secret-of-" + id, "webhook-of-" + id),
        "profile: default",
        true,
        false,
        "");
  }
}
