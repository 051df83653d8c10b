package io.lockstep.activities.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import feign.Client;
import io.lockstep.activities.CallContext;
import io.lockstep.activities.CallListener;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.Providers;
import io.lockstep.activities.testing.ScriptedClient;
import io.lockstep.core.Lane;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.ledger.Budget;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.Grants;
import io.lockstep.ledger.InMemoryBreakers;
import io.lockstep.ledger.InMemoryBudget;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.ledger.InMemoryGrants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of a location that let Lockstep in through OAuth, over a life of its tokens. */
class GrantedTokenTest {

  private static final String REFRESH = "POST /oauth/token";
  private static final String CONTACT = "{\"contact\":{\"id\":\"c1\"}}";
  private static final String INVALID_GRANT = "{\"error\":\"invalid_grant\"}";
  private static final Duration A_DAY = Duration.ofDays(1);

  private final Marketplace highLevel = new Marketplace();
  private final InMemoryConnections connections = new InMemoryConnections();
  private final InMemoryGrants grants = new InMemoryGrants();
  private final Connection acme = highLevel.connection(0);
  private final Connection other = highLevel.connection(1);
  private final Providers process = highLevel.process(connections, grants);
  private int before;

  @BeforeEach
  void bothAreConnected() {
    connections.register(acme);
    connections.register(other);
    grants.connect(highLevel.letIn(0));
    grants.connect(highLevel.letIn(1));
    before = highLevel.asked(REFRESH);
  }

  @Test
  void aFreshTokenIsUsedAsItIs() {
    call();
    call();
    assertThat(refreshes()).isZero();
  }

  @Test
  void itIsRenewedAheadOfItsEnd() {
    call();
    highLevel.clock.advance(A_DAY.minusMinutes(5));
    call();
    assertThat(refreshes()).isEqualTo(1);
    assertThat(grant().version()).isEqualTo(2);
    call();
    assertThat(refreshes()).isEqualTo(1);
  }

  @Test
  void aheadOfItsEndATroubledProviderCostsNothing() {
    call();
    highLevel.fault("error-5xx", 2);
    highLevel.clock.advance(A_DAY.minusMinutes(5));
    call();
    assertThat(grant().version()).isEqualTo(1);
    highLevel.clock.advance(Duration.ofSeconds(3));
    call();
    assertThat(grant().version()).isEqualTo(2);
  }

  @Test
  void aheadOfItsEndAPauseThatHighLevelAsksForIsKept() {
    ScriptedClient client = new ScriptedClient();
    Providers scripted = over(client);
    highLevel.clock.advance(A_DAY.minusMinutes(5));
    client.answering(429, "", Map.of("Retry-After", "60")).answering(200, CONTACT);
    Marketplace.calls(scripted, acme).contact("c1");
    highLevel.clock.advance(Duration.ofSeconds(59));
    client.answering(200, CONTACT);
    Marketplace.calls(scripted, acme).contact("c1");
    assertThat(client.asked()).hasSize(3); // no second token call

    highLevel.clock.advance(Duration.ofSeconds(2));
    client
        .answering(
            200, "{\"access_token\":\"new\",\"refresh_token\":\"next\",\"expires_in\":86399}")
        .answering(200, CONTACT);
    Marketplace.calls(scripted, acme).contact("c1");
    assertThat(grant().accessToken()).isEqualTo("new");
  }

  @Test
  void aTokenRefusedEarlyIsReplacedOnceAndNobodyHearsOfIt() {
    call();
    highLevel.revoke("access");
    call();
    assertThat(refreshes()).isEqualTo(1);
    assertThat(isPaused(acme)).isFalse();
  }

  @Test
  void aLostAnswerIsAskedForAgainAtOnce() {
    highLevel.fault("lost-answer", 1);
    highLevel.clock.advance(A_DAY);
    call();
    assertThat(refreshes()).isEqualTo(2); // the second is answered as the first was
    assertThat(grant().version()).isEqualTo(2);
  }

  @Test
  void lostTwiceItIsAskedForAgainByTheNextAttempt() {
    highLevel.fault("lost-answer", 2);
    highLevel.clock.advance(A_DAY);
    assertThat(failure().error().kind()).isEqualTo(Kind.TRANSIENT);
    highLevel.clock.advance(Duration.ofSeconds(3));
    call();
    assertThat(highLevel.asked("POST /oauth/reconnect")).isZero();
    assertThat(isPaused(acme)).isFalse();
  }

  @Test
  void anAnswerLostForGoodIsMendedByAReconnect() {
    highLevel.fault("lost-answer", 2);
    highLevel.clock.advance(A_DAY);
    failure();
    highLevel.clock.advance(Duration.ofMinutes(1));
    call();
    assertThat(highLevel.asked("POST /oauth/reconnect")).isEqualTo(1);
    assertThat(isPaused(acme)).isFalse();
  }

  @Test
  void whoDiesBeforeThePairIsKeptLosesNothing() {
    Grants dying =
        new Troubled(
            grants,
            () -> {
              throw new AssertionError("killed"); // an Error, for nobody to catch
            });
    Providers dies = highLevel.process(connections, dying);
    highLevel.clock.advance(A_DAY);
    assertThatThrownBy(() -> Marketplace.call(dies, acme)).hasMessage("killed");
    highLevel.clock.advance(Duration.ofSeconds(21)); // its lease is over, the half minute is not
    call();
    assertThat(highLevel.asked("POST /oauth/reconnect")).isZero();
    assertThat(grant().version()).isEqualTo(2);
  }

  @Test
  void aLedgerThatIsAwayForAMomentLosesNoPair() {
    AtomicInteger away = new AtomicInteger(2);
    Grants faltering =
        new Troubled(
            grants,
            () -> {
              if (away.getAndDecrement() > 0) {
                throw new IllegalStateException("the ledger is away");
              }
            });
    highLevel.clock.advance(A_DAY);
    Marketplace.call(highLevel.process(connections, faltering), acme);
    assertThat(refreshes()).isEqualTo(1);
    assertThat(grant().version()).isEqualTo(2);
  }

  @Test
  void aGrantThatIsOverPausesItsConnectionAloneAndSaysWhereToConnectAgain() {
    highLevel.revoke("grant");
    ProviderException over = failure();
    assertThat(over.error().kind()).isEqualTo(Kind.AUTH);
    assertThat(connections.byId("acme").orElseThrow().pausedReason())
        .contains("/oauth/highlevel/start?connection=acme");
    Marketplace.call(process, other);
    assertThat(isPaused(other)).isFalse();

    int asked = highLevel.log().size();
    Providers elsewhere = highLevel.process(connections, grants); // its breaker has not heard of it
    assertThatThrownBy(() -> Marketplace.call(elsewhere, acme)).hasMessageContaining("no more");
    assertThat(highLevel.log()).hasSize(asked); // nobody asks HighLevel again at once
  }

  @Test
  void connectedAgainItGoesOn() {
    highLevel.revoke("grant");
    failure();
    grants.connect(highLevel.letIn(0));
    connections.pause("acme", false, "");
    highLevel.clock.advance(Duration.ofSeconds(2)); // the breaker's pause
    call();
  }

  @Test
  void anAnswerFromHalfWayDoesNotSpeakOfTheGrant() {
    highLevel.clock.advance(A_DAY);
    ScriptedClient client = new ScriptedClient().answering(403, "<html>not from here</html>");
    client.answering(403, "<html>not from here</html>"); // the repeat of what may be lost
    ProviderException thrown =
        catchThrowableOfType(
            ProviderException.class, () -> Marketplace.calls(over(client), acme).contact("c1"));
    assertThat(thrown.error().kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(grant().refusedAt()).isNull();
    assertThat(isPaused(acme)).isFalse();
  }

  @Test
  void aTokenThatStillWorksIsUsedToItsEndThoughItsGrantIsOver() {
    highLevel.clock.advance(A_DAY.minusMinutes(5));
    ScriptedClient client =
        new ScriptedClient()
            .answering(400, INVALID_GRANT)
            .answering(400, "{\"message\":\"The app is not installed there\"}")
            .answering(200, CONTACT)
            .answering(200, CONTACT);
    Providers scripted = over(client);
    Marketplace.calls(scripted, acme).contact("c1");
    assertThat(grant().refusedAt()).isNotNull(); // the doctor shows it
    Marketplace.calls(scripted, acme).contact("c1");
    assertThat(client.asked()).hasSize(4); // and nobody asks again at once
    assertThat(isPaused(acme)).isFalse();
  }

  @Test
  void whoIsRefusedAfterAnotherHasRenewedTakesWhatIsThere() {
    highLevel.clock.advance(A_DAY);
    ScriptedClient client = new ScriptedClient().answering(400, INVALID_GRANT);
    Client slow =
        (request, options) -> {
          if (!request.url().endsWith("/oauth/reconnect")) {
            return client.execute(request, options);
          }
          Instant now = highLevel.clock.instant();
          Grant before = grant();
          grants.renew(
              before.version(),
              Grant.obtained(
                  before.resourceId(),
                  before.userType(),
                  before.baseUrl(),
                  "",
                  "others",
                  "next",
                  now,
                  A_DAY));
          client.answering(400, "{\"message\":\"no\"}").answering(200, CONTACT);
          return client.execute(request, options);
        };
    Marketplace.calls(over(slow), acme).contact("c1");
    assertThat(client.last().headers().get("Authorization")).containsExactly("Bearer others");
    assertThat(isPaused(acme)).isFalse();
  }

  @Test
  void whoIsRefusedAfterItsLeaseHasNoSay() {
    highLevel.clock.advance(A_DAY);
    ScriptedClient client =
        new ScriptedClient()
            .answering(400, INVALID_GRANT)
            .answering(400, "{\"message\":\"The app is not installed there\"}");
    Client slow =
        (request, options) -> {
          highLevel.clock.advance(Duration.ofSeconds(11));
          return client.execute(request, options);
        };
    assertThatThrownBy(() -> Marketplace.calls(over(slow), acme).contact("c1"))
        .isInstanceOf(NotNowException.class);
    assertThat(grant().refusedAt()).isNull();
    assertThat(isPaused(acme)).isFalse();
  }

  @Test
  void aTokenOfAnotherLocationIsNotTaken() {
    highLevel.clock.advance(A_DAY);
    ScriptedClient client =
        new ScriptedClient()
            .answering(
                200,
                "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":86399,\"locationId\":\"theirs\"}");
    assertThatThrownBy(() -> Marketplace.calls(over(client), acme).contact("c1"))
        .hasMessageContaining("not the one of");
    assertThat(grant().version()).isEqualTo(1);
  }

  @Test
  void aReconnectThatSpeaksForTheAgencyIsTurnedIntoTheLocations() {
    highLevel.clock.advance(A_DAY);
    ScriptedClient client =
        new ScriptedClient()
            .answering(400, INVALID_GRANT)
            .answering(200, "{\"authorizationCode\":\"code\"}")
            .answering(
                200,
                "{\"access_token\":\"of-all\",\"refresh_token\":\"r\",\"expires_in\":86399,\"userType\":\"Company\",\"companyId\":\"agency\"}")
            .answering(200, "{\"access_token\":\"own\",\"expires_in\":86399}")
            .answering(200, CONTACT);
    Marketplace.calls(over(client), acme).contact("c1");
    assertThat(grant().accessToken()).isEqualTo("own");
  }

  @Test
  void aLocationsTokenThatIsOfAnotherAgencyIsNotTaken() {
    byAgencyUntil(highLevel.clock.instant().plus(A_DAY));
    ScriptedClient client =
        new ScriptedClient()
            .answering(
                200, "{\"access_token\":\"x\",\"expires_in\":86399,\"companyId\":\"theirs\"}");
    assertThatThrownBy(() -> Marketplace.calls(over(client), acme).contact("c1"))
        .hasMessageContaining("of another agency");
    assertThat(grant().accessToken()).isEqualTo("none-yet");
  }

  @Test
  void aDeadAgencyDoesNotBarTheWayBack() {
    byAgencyUntil(highLevel.clock.instant());
    ScriptedClient client =
        new ScriptedClient()
            .answering(400, INVALID_GRANT) // the agency's
            .answering(400, "{\"message\":\"The app is not installed there\"}")
            .answering(200, "{\"authorizationCode\":\"code\"}")
            .answering(
                200,
                "{\"access_token\":\"own\",\"refresh_token\":\"r\",\"expires_in\":86399,\"locationId\":\"%s\"}"
                    .formatted(acme.highLevel().locationId()))
            .answering(200, CONTACT);
    Marketplace.calls(over(client), acme).contact("c1");
    assertThat(grant().accessToken()).isEqualTo("own");
    assertThat(isPaused(acme)).isFalse();
  }

  @Test
  void aCallMadeAgainTakesATurnAndATokenCallSaysNothingOfTheBudget() {
    List<Integer> corrected = new ArrayList<>();
    AtomicInteger turns = new AtomicInteger();
    Budget counting =
        new Budget() {
          @Override
          public Turn take(String location, Asker asker, Need need, String owner, Instant now) {
            turns.addAndGet(need.now());
            return new Turn(true, Duration.ZERO);
          }

          @Override
          public void correct(
              String location, int remaining, int dailyRemaining, Instant sent, Instant now) {
            corrected.add(remaining);
          }
        };
    ScriptedClient client =
        new ScriptedClient()
            .answering(401, "{\"message\":\"Invalid JWT\"}")
            .answering(
                200,
                "{\"access_token\":\"new\",\"refresh_token\":\"r\",\"expires_in\":86399}",
                Map.of("X-RateLimit-Remaining", "3"))
            .answering(200, CONTACT, Map.of("X-RateLimit-Remaining", "40"));
    Marketplace.calls(over(client, counting), acme).contact("c1");
    assertThat(turns).hasValue(2);
    assertThat(corrected).containsExactly(40);
  }

  @Test
  void aMissingScopeIsNoDeadGrant() {
    byAgencyUntil(highLevel.clock.instant().plus(A_DAY));
    ScriptedClient client =
        new ScriptedClient()
            .answering(401, "{\"message\":\"The token is not authorized for this scope.\"}");
    ProviderException thrown =
        catchThrowableOfType(
            ProviderException.class, () -> Marketplace.calls(over(client), acme).contact("c1"));
    assertThat(thrown.error().kind()).isEqualTo(Kind.REFUSED);
    assertThat(thrown.error().reason()).contains("oauth.write");
    assertThat(client.asked()).hasSize(1); // no other token would help
  }

  @Test
  void aLocationThatNeverLetLockstepInSaysSo() {
    Providers empty = highLevel.process(connections, new InMemoryGrants());
    ProviderException notYet =
        catchThrowableOfType(ProviderException.class, () -> Marketplace.call(empty, acme));
    assertThat(notYet.error().reason()).contains("has not let Lockstep in yet");
  }

  @Test
  void anUnknownAppBlamesTheConfigurationAndNotTheGrant() {
    highLevel.clock.advance(A_DAY);
    Providers wrong =
        highLevel.process(
            connections, grants, new HighLevelApp(highLevel.app().clientId(), "wrong"));
    ProviderException thrown =
        catchThrowableOfType(ProviderException.class, () -> Marketplace.call(wrong, acme));
    assertThat(thrown.error().reason()).contains("lockstep.high-level-app");
    assertThat(grant().refusedAt()).isNull();
  }

  @Test
  void theAgencysTokenMakesTokensOfItsLocations() {
    Grant agency = highLevel.letIntoAgency();
    grants.connect(agency);
    for (Connection one : new Connection[] {acme, other}) {
      String location = one.highLevel().locationId();
      grants.connect(
          Grant.obtained(
              location,
              Grant.UserType.LOCATION,
              agency.baseUrl(),
              agency.resourceId(),
              "none-yet",
              "",
              Instant.EPOCH,
              Duration.ZERO));
      Marketplace.call(process, one);
    }
    assertThat(highLevel.asked("POST /oauth/locationToken")).isEqualTo(2);
    int spent = highLevel.asked(REFRESH);

    highLevel.clock.advance(A_DAY);
    Marketplace.call(process, acme);
    Marketplace.call(process, other);
    assertThat(highLevel.asked(REFRESH) - spent).isEqualTo(1); // one refresh for both
    assertThat(highLevel.asked("POST /oauth/locationToken")).isEqualTo(4);
  }

  @Test
  void whoCannotWaitForAnotherProcessComesBack() {
    highLevel.clock.advance(A_DAY);
    Instant now = highLevel.clock.instant();
    grants.lease(acme.highLevel().locationId(), 1, now, now.plusSeconds(20));
    CallContext brief = new CallContext(Lane.LIVE, false, true, "run-1");
    NotNowException later =
        catchThrowableOfType(
            NotNowException.class,
            () -> process.of(acme, brief).highLevel().search(Map.of("pageLimit", 1)));
    assertThat(later.why()).contains("being renewed");
    assertThat(refreshes()).isZero();
  }

  @Test
  void aTokenThatStillWorksDoesNotWaitForItsAgency() {
    Instant now = highLevel.clock.instant();
    byAgencyUntil(now.minusSeconds(1));
    String location = acme.highLevel().locationId();
    grants.connect(
        Grant.obtained(
            location,
            Grant.UserType.LOCATION,
            acme.highLevel().baseUrl(),
            "agency",
            "good for nine minutes",
            "",
            now.minus(A_DAY),
            A_DAY.plusMinutes(9)));
    grants.lease("agency", 1, now, now.plusSeconds(20));
    ScriptedClient client = new ScriptedClient().answering(200, CONTACT);
    CallContext brief = new CallContext(Lane.LIVE, false, true, "run-1");
    over(client).of(acme, brief).highLevel().contact("c1");
    assertThat(client.last().headers().get("Authorization"))
        .containsExactly("Bearer good for nine minutes");
  }

  /** A process whose HighLevel is that client. */
  private Providers over(Client client) {
    return over(client, new InMemoryBudget());
  }

  private Providers over(Client client, Budget budget) {
    return new Providers(
        any -> client,
        budget,
        new InMemoryBreakers(),
        connections,
        grants,
        highLevel.app(),
        CallListener.NONE,
        highLevel.clock);
  }

  /** The first location has no token yet; the agency that let Lockstep in has one until then. */
  private void byAgencyUntil(Instant end) {
    Instant start = end.minus(A_DAY);
    grants.connect(
        Grant.obtained(
            "agency",
            Grant.UserType.COMPANY,
            acme.highLevel().baseUrl(),
            "agency",
            "of-all",
            "r",
            start,
            A_DAY));
    grants.connect(
        Grant.obtained(
            acme.highLevel().locationId(),
            Grant.UserType.LOCATION,
            acme.highLevel().baseUrl(),
            "agency",
            "none-yet",
            "",
            Instant.EPOCH,
            Duration.ZERO));
  }

  private void call() {
    Marketplace.call(process, acme);
  }

  private ProviderException failure() {
    return catchThrowableOfType(ProviderException.class, this::call);
  }

  private int refreshes() {
    return highLevel.asked(REFRESH) - before;
  }

  private Grant grant() {
    return grants.of(acme.highLevel().locationId()).orElseThrow();
  }

  private boolean isPaused(Connection connection) {
    return connections.byId(connection.id()).orElseThrow().paused();
  }

  /** A process that has trouble after HighLevel has answered and before the ledger has. */
  private record Troubled(Grants ledger, Runnable trouble) implements Grants {

    @Override
    public List<String> agencies() {
      return ledger.agencies();
    }

    @Override
    public Grant adopt(Grant made, String connection, JournalEntry entry) {
      return ledger.adopt(made, connection, entry);
    }

    @Override
    public Optional<Grant> of(String resourceId) {
      return ledger.of(resourceId);
    }

    @Override
    public void connect(Grant grant) {
      ledger.connect(grant);
    }

    @Override
    public boolean lease(String resourceId, long version, Instant now, Instant until) {
      return ledger.lease(resourceId, version, now, until);
    }

    @Override
    public void leaseEnds(String resourceId, long version, Instant at) {
      ledger.leaseEnds(resourceId, version, at);
    }

    @Override
    public Grant renew(long version, Grant renewed) {
      trouble.run();
      return ledger.renew(version, renewed);
    }

    @Override
    public boolean refused(String resourceId, long version, Instant at) {
      return ledger.refused(resourceId, version, at);
    }
  }
}
