package io.lockstep.activities.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.ProviderCalls;
import io.lockstep.activities.Providers;
import io.lockstep.core.Lane;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.ledger.InMemoryGrants;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Secrets change while calls are made. The other worker is told of the new one; this one finds it
 * in the ledger when the old one is refused, and no call fails.
 */
class RotationTest {

  private final Marketplace providers = new Marketplace();
  private final InMemoryConnections ledger = new InMemoryConnections(providers.clock);
  private final Providers process = providers.process(ledger, new InMemoryGrants());
  private final Connection atStart = providers.withToken();

  @BeforeEach
  void start() {
    ledger.register(atStart);
    bothSides();
  }

  @Test
  void aNewTokenOfHighLevelIsTakenUp() {
    providers.control("PUT", "/control/secrets", Map.of("rotate", List.of("token")));
    bothSides();
    ledger.register(providers.withToken()); // the other worker starts with the new one
    bothSides();
    providers.control("PUT", "/control/secrets", Map.of("former", "end"));
    bothSides();
    assertThat(ledger.byId("acme").orElseThrow().paused()).isFalse();
  }

  @Test
  void aNewClientSecretOfBhnIsTakenUp() {
    providers.control("PUT", "/control/secrets", Map.of("rotate", List.of("clientSecret")));
    ledger.register(providers.withToken());
    bothSides();
    providers.control("PUT", "/control/secrets", Map.of("former", "end"));
    bothSides(); // the token is refused, another is minted with the new secret
    assertThat(ledger.byId("acme").orElseThrow().paused()).isFalse();
  }

  @Test
  void aTokenThatNobodyReplacedPausesTheConnectionLoudly() {
    providers.control(
        "PUT", "/control/secrets", Map.of("rotate", List.of("token"), "former", "end"));
    assertThatThrownBy(this::bothSides).hasMessageContaining("renew it and resume");
    assertThat(ledger.byId("acme").orElseThrow().paused()).isTrue();
  }

  /** With what this process read at its start. */
  private void bothSides() {
    ProviderCalls calls = process.of(atStart, new CallContext(Lane.LIVE, false, false, "run-1"));
    calls.highLevel().search(Map.of("pageLimit", 1));
    calls.bhn().list(0, 1);
  }
}
