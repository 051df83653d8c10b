package io.lockstep.starter;

import io.lockstep.ledger.Connections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The component {@code ledger} of {@code /actuator/health}: do the connections answer? Anybody may
 * ask, so it is one short query per five seconds, however often that is.
 */
@Component
class LedgerHealthIndicator implements HealthIndicator {

  private static final Duration KEPT = Duration.ofSeconds(5);

  private final Connections connections;
  private final Clock clock;

  private @Nullable Seen last;

  LedgerHealthIndicator(Connections connections, Clock clock) {
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public synchronized Health health() { // synchronized: many who ask at once cause one query
    if (last == null || !clock.instant().isBefore(last.at().plus(KEPT))) {
      last = new Seen(ask(), clock.instant());
    }
    return last.health();
  }

  private Health ask() {
    try {
      return Health.up().withDetail("connections", connections.count()).build();
    } catch (RuntimeException away) { // whatever it is, it counts for five seconds too
      return Health.down()
          .withDetail(
              "meaning",
              "PostgreSQL does not answer; webhooks are still recorded, decisions and the page"
                  + " are not served")
          .build();
    }
  }

  private record Seen(Health health, Instant at) {}
}
