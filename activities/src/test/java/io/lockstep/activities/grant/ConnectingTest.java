package io.lockstep.activities.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.lockstep.activities.Providers;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.ledger.InMemoryGrants;
import io.lockstep.workflows.connection.ConnectReport;
import io.lockstep.workflows.connection.ConnectRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the code a person brought from HighLevel. */
class ConnectingTest {

  private final Marketplace highLevel = new Marketplace();
  private final InMemoryConnections connections = new InMemoryConnections();
  private final InMemoryGrants grants = new InMemoryGrants();
  private final Providers process = highLevel.process(connections, grants);
  private final Connection acme = highLevel.connection(0);
  private final List<JournalEntry> journal = new ArrayList<>();
  private final List<String> journalled = new ArrayList<>();

  @BeforeEach
  void register() {
    connections.register(acme);
  }

  @Test
  void aCodeOfTheLocationConnectsIt() {
    assertThat(connect(highLevel.code(highLevel.resource(0))).connected()).isTrue();
    Marketplace.call(process, acme);
  }

  @Test
  void noGrantIsKeptBeforeTheJournalNamesWhoBroughtIt() {
    for (String who : List.of(highLevel.resource(0), highLevel.agency())) {
      ConnectRequest request = request(highLevel.code(who));
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  process
                      .connecting(acme)
                      .connect(
                          request,
                          (connection, entry) -> {
                            throw new IllegalStateException("the ledger is away");
                          }));
      assertThat(grants.of(who)).isEmpty();
    }
    connect(highLevel.code(highLevel.agency()));
    assertThat(journal)
        .extracting(JournalEntry::act, JournalEntry::who)
        .containsExactly(tuple(JournalEntry.Act.CONNECTED, "Ann"));
  }

  @Test
  void aCodeOfAnotherLocationConnectsNothing() {
    ConnectReport report = connect(highLevel.code(highLevel.resource(1)));
    assertThat(report.connected()).isFalse();
    assertThat(report.sentence()).contains("another location", highLevel.resource(0));
    assertThat(journal).isEmpty();
    assertThat(grants.of(highLevel.resource(0))).isEmpty();
    assertThat(grants.of(highLevel.resource(1))).isEmpty();
  }

  @Test
  void aCodeOfTheAgencyIsTurnedIntoATokenOfTheLocation() {
    assertThat(connect(highLevel.code(highLevel.agency())).connected()).isTrue();
    Marketplace.call(process, acme);
    Grant location = grants.of(highLevel.resource(0)).orElseThrow();
    assertThat(location.companyId()).isEqualTo(highLevel.agency());
    assertThat(location.refreshToken()).isEmpty();

    highLevel.clock.advance(Duration.ofDays(1));
    Marketplace.call(process, acme);
    assertThat(grants.of(highLevel.agency()).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void anAgencysCodeLetsLockstepIntoAllLocationsItNamedAndEachIsJournalled() {
    Connection other = highLevel.connection(1);
    connections.register(other);
    ConnectReport report = connect(highLevel.code(highLevel.agency()));
    assertThat(report.others()).containsExactly("other");
    assertThat(report.sentence()).doesNotContain("other");
    assertThat(journalled).containsExactly("acme", "other");
    assertThat(journal).extracting(JournalEntry::who).containsOnly("Ann");

    assertThat(grants.of(highLevel.resource(1))).as("nobody waits for hundreds").isEmpty();
    Marketplace.call(process, other);
    assertThat(grants.of(highLevel.resource(1)).orElseThrow().isByAgency()).isTrue();
    assertThat(grants.journal("other"))
        .extracting(JournalEntry::act, JournalEntry::who, JournalEntry::fields)
        .containsExactly(
            tuple(JournalEntry.Act.CONNECTED, "lockstep", List.of(highLevel.agency())));
  }

  @Test
  void aLocationTheAgencyLeftOutStaysOut() {
    Connection other = highLevel.connection(1);
    connections.register(other);
    String code = highLevel.code(highLevel.agency(), highLevel.resource(0));
    assertThat(connect(code).others()).isEmpty();
    assertThat(journalled).containsExactly("acme");
    assertThatThrownBy(() -> Marketplace.call(process, other))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("/oauth/highlevel/start?connection=other");
    assertThat(grants.of(highLevel.resource(1))).isEmpty();
  }

  @Test
  void theTokensOfAnAgencyAreNotSentToAnotherAddress() {
    Connection real = highLevel.connection(1);
    Connection elsewhere = elsewhere(real);
    connections.register(elsewhere);
    connect(highLevel.code(highLevel.agency()));
    Grant agency = grants.of(highLevel.agency()).orElseThrow();
    highLevel.clock.advance(Duration.ofDays(1)); // its refresh token would be sent, too
    List<String> before = highLevel.log();

    assertThatThrownBy(() -> Marketplace.call(process, elsewhere))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("/oauth/highlevel/start?connection=other");
    assertThat(highLevel.log()).isEqualTo(before);
    assertThat(grants.of(highLevel.agency())).contains(agency);

    connections.register(real);
    highLevel.clock.advance(Duration.ofSeconds(2)); // the breaker's pause
    Marketplace.call(process, real);
    assertThat(grants.of(highLevel.resource(1)).orElseThrow().companyId())
        .isEqualTo(highLevel.agency());
  }

  /** Whose agency it is an address may say as it likes. */
  @Test
  void anAddressThatNamesTheAgencyOfAnotherIsSentNoneOfItsTokens() {
    connect(highLevel.code(highLevel.agency()));
    Connection elsewhere = elsewhere(highLevel.connection(1));
    connections.register(elsewhere);
    grants.connect(
        Grant.obtained(
            elsewhere.highLevel().locationId(),
            Grant.UserType.LOCATION,
            elsewhere.highLevel().baseUrl(),
            highLevel.agency(),
            "spent",
            "",
            highLevel.clock.instant(),
            Duration.ZERO));
    int made = highLevel.asked("POST /oauth/locationToken");

    Throwable answered = catchThrowable(() -> Marketplace.call(process, elsewhere));

    assertThat(highLevel.asked("POST /oauth/locationToken"))
        .as("whatever came of it: " + answered)
        .isEqualTo(made);
  }

  @Test
  void anAgencysGrantIsNotOverwrittenByAnotherAddressThatNamesIt() {
    connect(highLevel.code(highLevel.agency()));
    Grant agency = grants.of(highLevel.agency()).orElseThrow();
    Connection elsewhere = elsewhere(highLevel.connection(1));
    connections.register(elsewhere);

    ConnectReport report =
        process
            .connecting(elsewhere)
            .connect(request(highLevel.code(highLevel.agency())), (connection, entry) -> {});

    assertThat(report.connected()).isFalse();
    assertThat(report.sentence()).contains("another high-level.base-url");
    assertThat(grants.of(highLevel.agency())).contains(agency);
    assertThat(grants.of(elsewhere.highLevel().locationId())).isEmpty();
  }

  @Test
  void aLocationsTokenIsNotSentToTheAddressItsConnectionHasNow() {
    connect(highLevel.code(highLevel.resource(0)));
    Connection moved = elsewhere(acme);
    connections.register(moved);
    List<String> before = highLevel.log();

    assertThatThrownBy(() -> Marketplace.call(process, moved))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("/oauth/highlevel/start?connection=acme");
    assertThat(highLevel.log()).isEqualTo(before);
    assertThat(process.grant(moved)).isEmpty();
  }

  private static Connection elsewhere(Connection real) {
    Connection.HighLevel there = real.highLevel();
    return new Connection(
        real.id(),
        real.region(),
        new Connection.HighLevel(
            "http://sandbox.example/highlevel", there.locationId(), "", there.webhookPublicKeys()),
        real.bhn(),
        real.profileYaml(),
        true,
        false,
        "");
  }

  @Test
  void anAgencyThatLeftThisLocationOutConnectsNothing() {
    ConnectReport report = connect(highLevel.code(highLevel.agency(), highLevel.resource(1)));
    assertThat(report.connected()).isFalse();
    assertThat(report.sentence()).contains("choose", highLevel.resource(0));
    assertThat(grants.agencies()).isEmpty();
  }

  @Test
  void anAppWithoutTheScopeIsToldWhichItNeeds() {
    ConnectReport report = connect(highLevel.codeOf(highLevel.agency(), "contacts.readonly"));
    assertThat(report.connected()).isFalse();
    assertThat(report.sentence()).contains("oauth.write");
    assertThat(grants.agencies()).isEmpty();
  }

  @Test
  void aCodeWorksOnce() {
    String code = highLevel.code(highLevel.resource(0));
    assertThat(connect(code).connected()).isTrue();
    ConnectReport again = connect(code);
    assertThat(again.connected()).isFalse();
    assertThat(again.sentence()).contains("Start again").doesNotContain(code);
    Marketplace.call(process, acme); // what it granted before is not lost
  }

  @Test
  void anAnswerThatWasLostHasNotLostTheGrant() {
    String code = highLevel.code(highLevel.resource(0));
    highLevel.fault("lost-answer", 1);
    assertThat(connect(code).connected()).isTrue();
    Marketplace.call(process, acme);
  }

  @Test
  void aPausedConnectionStaysPausedUntilAPersonResumesIt() {
    connections.pause("acme", true, "its token is dead");
    ConnectReport report = connect(highLevel.code(highLevel.resource(0)));
    assertThat(report.sentence()).contains("/api/v1/connections/acme/resume");
    assertThat(connections.byId("acme").orElseThrow().paused()).isTrue();
  }

  @Test
  void aConfiguredTokenWinsAndThatIsSaid() {
    connections.register(highLevel.withToken());
    assertThat(connect(highLevel.code(highLevel.resource(0))).sentence()).contains("still wins");
  }

  private ConnectReport connect(String code) {
    Connection known = connections.byId("acme").orElseThrow();
    return process
        .connecting(known)
        .connect(
            request(code),
            (connection, entry) -> {
              journal.add(entry);
              journalled.add(connection);
            });
  }

  private static ConnectRequest request(String code) {
    return new ConnectRequest(code, "http://localhost/back", "Ann");
  }
}
