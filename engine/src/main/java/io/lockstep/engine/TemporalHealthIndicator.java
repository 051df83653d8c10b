package io.lockstep.engine;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether Temporal answers. One call of at most 1 s per five seconds, however often it is asked.
 */
public final class TemporalHealthIndicator implements HealthIndicator {

  private static final Duration DEADLINE = Duration.ofSeconds(1);
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final WorkflowServiceStubs service;
  private final InstantSource clock;

  private @Nullable Seen last;

  public TemporalHealthIndicator(WorkflowServiceStubs service, InstantSource clock) {
    this.service = service;
    this.clock = clock;
  }

  @Override
  public synchronized Health health() { // synchronized: many who ask at once cause one call
    Instant now = clock.instant();
    if (last == null || !now.isBefore(last.at().plus(KEPT))) {
      last = new Seen(ask(), now);
    }
    return last.health();
  }

  private Health ask() {
    try {
      String version =
          service
              .blockingStub()
              .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
              .getServerVersion();
      return Health.up().withDetail("version", version).build();
    } catch (StatusRuntimeException failed) {
      return Health.down()
          .withDetail("temporal", "does not answer: " + failed.getStatus().getCode())
          .build();
    }
  }

  private record Seen(Health health, Instant at) {}
}
