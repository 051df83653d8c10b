package io.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class TemporalMeterFilterTest {

  @Test
  void aTimerOfTemporalHasThirteenBuckets() {
    var registry = new SimpleMeterRegistry();
    registry.config().meterFilter(new TemporalMeterFilter());
    Timer timer =
        Timer.builder("temporal_request_latency").publishPercentileHistogram().register(registry);
    assertThat(timer.takeSnapshot().histogramCounts()).hasSize(13);
  }

  @Test
  void othersKeepTheirOwn() {
    var asked = DistributionStatisticConfig.builder().percentilesHistogram(true).build();
    var id = new Meter.Id("http_latency", Tags.empty(), null, null, Meter.Type.TIMER);
    assertThat(new TemporalMeterFilter().configure(id, asked)).isSameAs(asked);
  }
}
