package io.lockstep.starter.engine;

import io.lockstep.engine.LockstepDataConverter;
import io.lockstep.engine.PayloadKeys;
import io.lockstep.engine.TemporalHealthIndicator;
import io.lockstep.engine.TemporalMeterFilter;
import io.lockstep.engine.keys.KeyFile;
import io.lockstep.workflows.sync.WireDefaults;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The client the door talks to Temporal with, and how long it waits. A sender whose event cannot be
 * recorded must hear so while it still listens; with the SDK's own limits a call to a dead server
 * took 60 s, with these 2 s.
 */
@Configuration(proxyBeanMethods = false)
class DoorClient {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration GREETING = Duration.ofMillis(500);

  @Bean
  TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> patience() {
    return options ->
        options
            .setRpcTimeout(PATIENCE)
            .setSystemInfoTimeout(GREETING)
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(50))
                    .setExpiration(PATIENCE)
                    .validateBuildWithDefaults());
  }

  @Bean
  TemporalOptionsCustomizer<WorkflowClientOptions.Builder> identity() {
    return options -> options.setIdentity("starter-api");
  }

  @Bean
  DataConverter dataConverter(KeyFile keys) {
    return LockstepDataConverter.create(PayloadKeys.parse(keys.payloadKeyset()), WireDefaults.ALL);
  }

  /** The component {@code temporal} of {@code /actuator/health}. */
  @Bean
  TemporalHealthIndicator temporalHealthIndicator(WorkflowServiceStubs service, Clock clock) {
    return new TemporalHealthIndicator(service, clock);
  }

  @Bean
  TemporalMeterFilter temporalMeterFilter() {
    return new TemporalMeterFilter();
  }
}
