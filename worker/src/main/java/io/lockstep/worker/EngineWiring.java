package io.lockstep.worker;

import io.lockstep.engine.EmbeddedServer;
import io.lockstep.engine.FailureInterceptor;
import io.lockstep.engine.GracefulStop;
import io.lockstep.engine.LockstepDataConverter;
import io.lockstep.engine.PayloadKeys;
import io.lockstep.engine.TemporalHealthIndicator;
import io.lockstep.engine.TemporalMeterFilter;
import io.lockstep.engine.keys.KeyFile;
import io.lockstep.workflows.sync.WireDefaults;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every worker of this process has: sealed payloads, small failures, a graceful stop. */
@Configuration(proxyBeanMethods = false)
class EngineWiring {

  @Bean
  DataConverter mainDataConverter(KeyFile keys) {
    return LockstepDataConverter.create(PayloadKeys.parse(keys.payloadKeyset()), WireDefaults.ALL);
  }

  @Bean
  FailureInterceptor failureInterceptor() {
    return new FailureInterceptor(KnownFailures::of);
  }

  @Bean
  TemporalOptionsCustomizer<WorkerOptions.Builder> embeddedServer(
      @Value("${lockstep.embedded-engine}") boolean embedded) {
    return new EmbeddedServer(embedded)::customize;
  }

  @Bean
  GracefulStop gracefulStop(WorkerFactory workers) {
    return new GracefulStop(workers);
  }

  @Bean
  TemporalHealthIndicator temporal(WorkflowServiceStubs service) {
    return new TemporalHealthIndicator(service, Clock.systemUTC());
  }

  @Bean
  TemporalMeterFilter temporalMeterFilter() {
    return new TemporalMeterFilter();
  }
}
