package io.lockstep.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.lockstep.activities.grant.HighLevelApp;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.testing.ScriptedClient;
import io.lockstep.activities.testing.TestConnection;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.ledger.Budget.Need;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.InMemoryGrants;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final String CONTACT = "{\"contact\":{\"id\":\"c1\"}}";

  private final ScriptedClient client = new ScriptedClient();
  private final TestConnection test = TestConnection.over(client);

  @Test
  void oneCallIsOneRequestAndIsCountedOnce() {
    client.answering(200, CONTACT);
    test.calls().highLevel().contact("c1");
    assertThat(client.asked()).hasSize(1);
    assertThat(test.calls)
        .containsExactly(
            new CallListener.Call("acme", Side.CONTACTS, "get-contact", 200, Duration.ZERO));
  }

  @Test
  void aCallThatCouldOutlastItsClaimIsNotSent() {
    HighLevel highLevel = test.calls().highLevel();
    highLevel.endBy(test.clock.instant().plusSeconds(9));
    assertThatThrownBy(() -> highLevel.contact("c1")).isInstanceOf(NotNowException.class);
    assertThat(client.asked()).isEmpty();
  }

  @Test
  void theHundredAndFirstLiveCallIsToldItsTurnAndFindsItThen() {
    for (int call = 0; call < 100; call++) {
      client.answering(200, CONTACT);
      test.as(owner("run-" + call)).highLevel().contact("c1");
    }
    NotNowException refused = notNow(owner("late"));
    assertThat(refused.in()).isEqualTo(Duration.ofMillis(10_200));

    test.clock.advance(refused.in());
    client.answering(200, CONTACT);
    assertThat(test.as(owner("late")).highLevel().contact("c1")).isPresent();
  }

  @Test // law L8: a live change never waits for a backfill
  void bulkWorkLeavesThirtyTurnsToLiveChanges() {
    var bulk = new CallContext(Lane.BULK, false, false, "sweep");
    for (int call = 0; call < 70; call++) {
      client.answering(200, CONTACT);
      test.as(bulk).highLevel().contact("c1");
    }
    assertThat(notNow(bulk).in()).isPositive();

    client.answering(200, CONTACT);
    assertThat(test.as(owner("live")).highLevel().contact("c1")).isPresent();
  }

  @Test
  void bulkWorkThatHasBegunIsNotGivenUpHalfWay() {
    var begun = test.as(new CallContext(Lane.BULK, false, false, "begun")).highLevel();
    client.answering(200, CONTACT);
    begun.contact("c1");
    for (int call = 0; call < 69; call++) {
      client.answering(200, CONTACT);
      test.as(owner("run-" + call)).highLevel().contact("c1");
    }
    notNow(new CallContext(Lane.BULK, false, false, "begins"));

    client.answering(200, CONTACT);
    assertThat(begun.contact("c1")).isPresent();
  }

  @Test
  void bulkWorkThatIsTurnedAwayComesBackOneByOne() {
    for (int call = 0; call < 70; call++) {
      client.answering(200, CONTACT);
      test.as(owner("run-" + call)).highLevel().contact("c1");
    }
    test.clock.advance(Duration.ofSeconds(9));
    List<Duration> waits =
        IntStream.range(0, 20)
            .mapToObj(run -> notNow(new CallContext(Lane.BULK, false, false, "bulk-" + run)).in())
            .toList();
    assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofMillis(1_200)) >= 0);
    assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(10)) < 0);
    assertThat(waits.stream().distinct().count()).isGreaterThan(10);
  }

  @Test
  void turnsTakenAtTheBeginningAreUsedByTheCallsThatFollow() {
    var two = test.as(owner("two")).highLevel();
    two.begin(Need.of(2));
    for (int call = 0; call < 98; call++) {
      client.answering(200, CONTACT);
      test.as(owner("run-" + call)).highLevel().contact("c1");
    }
    notNow(owner("late"));

    client.answering(200, CONTACT).answering(200, CONTACT);
    two.contact("c1");
    two.contact("c1");
    assertThatThrownBy(() -> two.contact("c1")).isInstanceOf(NotNowException.class);
  }

  @Test
  void aProviderThatCountsMoreThanWeDoIsBelieved() {
    client.answering(200, CONTACT, rates("0", "150000"));
    test.calls().highLevel().contact("c1");
    assertThat(notNow(owner("next")).in()).isEqualTo(Duration.ofMillis(10_200));
  }

  @Test
  void aRateLimitStopsEveryProcessForAsLongAsItSays() {
    client.answering(429, "", Map.of("X-RateLimit-Interval-Milliseconds", "10000"));
    assertThatThrownBy(() -> test.calls().highLevel().contact("c1"))
        .isInstanceOf(ProviderException.class);
    assertThat(notNow(owner("next")).in()).isEqualTo(Duration.ofSeconds(10));
    var otherProcess =
        new Providers(
            any -> client,
            test.budget,
            test.breakers,
            test.connections,
            new InMemoryGrants(),
            HighLevelApp.NONE,
            CallListener.NONE,
            test.clock);
    assertThatThrownBy(
            () -> otherProcess.of(test.connection, owner("other")).highLevel().contact("c1"))
        .isInstanceOf(NotNowException.class);

    test.clock.advance(Duration.ofSeconds(10));
    client.answering(200, CONTACT);
    assertThat(test.calls().highLevel().contact("c1")).isPresent();
  }

  @Test
  void oneLostAnswerDoesNotStopOthersTheThirdInARowDoes() {
    for (int loss = 0; loss < 3; loss++) {
      assertThat(test.breakers.wait("acme", Side.CONTACTS, test.clock.instant())).isZero();
      client.cutting("reset");
      assertThatThrownBy(() -> test.calls().highLevel().contact("c1"))
          .isInstanceOf(ProviderException.class);
    }
    NotNowException refused = notNow(TestConnection.LIVE);
    test.clock.advance(refused.in());
    client.answering(200, CONTACT);
    test.calls().highLevel().contact("c1");
    assertThat(test.breakers.failures("acme", Side.CONTACTS)).isZero();
  }

  @Test
  void anAnswerBetweenTwoLossesStartsTheCountAnew() {
    client.cutting("reset").cutting("reset").answering(200, CONTACT).cutting("reset");
    for (int loss = 0; loss < 2; loss++) {
      assertThatThrownBy(() -> test.calls().highLevel().contact("c1"))
          .isInstanceOf(ProviderException.class);
    }
    test.calls().highLevel().contact("c1");
    assertThatThrownBy(() -> test.calls().highLevel().contact("c1"))
        .isInstanceOf(ProviderException.class);
    assertThat(test.breakers.failures("acme", Side.CONTACTS)).isZero();
  }

  @Test
  void aRefusalIsAnAnswerAndOpensNothing() {
    for (int refusal = 0; refusal < 5; refusal++) {
      client.answering(422, "{\"message\":[\"email must be an email\"]}");
      assertThatThrownBy(() -> test.calls().highLevel().update("c1", Map.of()))
          .isInstanceOf(ProviderException.class);
    }
    assertThat(test.breakers.failures("acme", Side.CONTACTS)).isZero();
  }

  @Test
  void aDeadHighLevelTokenPausesTheConnectionAndSaysWhy() {
    client.answering(401, "{\"message\":\"Invalid JWT\"}");
    assertThatThrownBy(() -> test.calls().highLevel().contact("c1"))
        .isInstanceOf(ProviderException.class);
    var connection = test.connections.byId("acme").orElseThrow();
    assertThat(connection.paused()).isTrue();
    assertThat(connection.pausedReason()).contains("renew it and resume the connection");
    assertThat(client.asked()).hasSize(1);
    assertThat(test.connections.journal("acme"))
        .extracting(JournalEntry::act, JournalEntry::who)
        .containsExactly(tuple(JournalEntry.Act.PAUSED, "lockstep"));
  }

  // Law L9: one connection's outage, flood or dead token does not slow another

  @Test
  void oneConnectionsOutageLeavesAnotherAlone() {
    for (int loss = 0; loss < 3; loss++) {
      client.cutting("reset");
      assertThatThrownBy(() -> test.calls().highLevel().contact("c1"))
          .isInstanceOf(ProviderException.class);
    }
    notNow(owner("acme's next"));
    assertThatTheOtherConnectionGoesOn();
  }

  @Test
  void oneConnectionsFloodLeavesAnotherAlone() {
    for (int call = 0; call < 100; call++) {
      client.answering(200, CONTACT);
      test.as(owner("run-" + call)).highLevel().contact("c1");
    }
    notNow(owner("acme's next"));
    assertThatTheOtherConnectionGoesOn();
  }

  @Test
  void oneConnectionsDeadTokenLeavesAnotherAlone() {
    client.answering(401, "{\"message\":\"Invalid JWT\"}");
    assertThatThrownBy(() -> test.calls().highLevel().contact("c1"))
        .isInstanceOf(ProviderException.class);
    assertThat(test.connections.byId("acme").orElseThrow().paused()).isTrue();
    assertThatTheOtherConnectionGoesOn();
  }

  private void assertThatTheOtherConnectionGoesOn() {
    Connection acme = test.connection;
    var other =
        new Connection(
            "other",
            acme.region(),
            new Connection.HighLevel("http://highlevel.test", "loc2", "another-token", List.of()),
            new Connection.Bhn("http://bhn.test", "acc2", "client-2", "secret-2", "hook-2"),
            "",
            true,
            false,
            "");
    test.connections.register(other);
    client.answering(200, CONTACT);
    assertThat(test.providers.of(other, TestConnection.LIVE).highLevel().contact("c1")).isPresent();
    assertThat(test.connections.byId("other").orElseThrow().paused()).isFalse();
  }

  @Test
  void oneSidesTroubleLeavesTheOtherSideAlone() {
    client.answering(429, "").answering(200, "{\"access_token\":\"t\",\"expires_in\":3600}");
    client.answering(200, "{\"success\":true,\"total\":0,\"result\":[]}");
    assertThatThrownBy(() -> test.calls().highLevel().contact("c1"))
        .isInstanceOf(ProviderException.class);
    assertThat(test.calls().bhn().byEmail("a@example.test")).isEmpty();
  }

  private NotNowException notNow(CallContext context) {
    int before = client.asked().size();
    var refused =
        catchThrowableOfType(
            NotNowException.class, () -> test.as(context).highLevel().contact("c1"));
    assertThat(refused).isNotNull();
    assertThat(client.asked()).hasSize(before); // nothing was sent
    return refused;
  }

  private static CallContext owner(String owner) {
    return new CallContext(Lane.LIVE, false, false, owner);
  }

  private static Map<String, String> rates(String window, String today) {
    return Map.of("X-RateLimit-Remaining", window, "X-RateLimit-Daily-Remaining", today);
  }
}
