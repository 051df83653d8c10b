package io.lockstep.worker;

import io.lockstep.core.Side;
import io.lockstep.ledger.Breakers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The component {@code providers} of {@code /actuator/health}: which sides are left alone, because
 * they do not answer or ask for a pause. That makes the worker {@code DEGRADED}, which is answered
 * 200: it needs no restart, and serves the other sides. One reading per ten seconds, however often
 * it is asked.
 */
@Component
class ProvidersHealthIndicator implements HealthIndicator {

  static final Status DEGRADED = new Status("DEGRADED");
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final WorkerProperties properties;
  private final Breakers breakers;
  private final InstantSource clock;
  private @Nullable Seen last;

  private record Seen(Health health, Instant at) {}

  @Autowired
  ProvidersHealthIndicator(WorkerProperties properties, Breakers breakers) {
    this(properties, breakers, InstantSource.system());
  }

  ProvidersHealthIndicator(WorkerProperties properties, Breakers breakers, InstantSource clock) {
    this.properties = properties;
    this.breakers = breakers;
    this.clock = clock;
  }

  @Override
  public synchronized Health health() { // synchronized: many who ask at once cause one reading
    Instant now = clock.instant();
    if (last == null || !now.isBefore(last.at().plus(KEPT))) {
      last = new Seen(read(now), now);
    }
    return last.health();
  }

  private Health read(Instant now) {
    Map<String, String> leftAlone = new TreeMap<>();
    try {
      for (String connection : properties.connections().keySet()) {
        for (Side side : Side.values()) {
          Duration wait = breakers.wait(connection, side, now);
          if (!wait.isZero()) {
            leftAlone.put(connection + " " + side.word(), "left alone for " + seconds(wait) + " s");
          }
        }
      }
    } catch (DataAccessException away) {
      return Health.unknown().withDetail("meaning", "the ledger does not answer").build();
    }
    return Health.status(leftAlone.isEmpty() ? Status.UP : DEGRADED).withDetails(leftAlone).build();
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.toSeconds());
  }
}
