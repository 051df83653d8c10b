package io.lockstep.activities.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.testing.TwoSides;
import io.lockstep.workflows.reconcile.Rhythm;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the round waits for somebody to tell of the marked person. */
class RoundActivitiesTest {

  @ParameterizedTest
  @CsvSource({"PT0S, PT0S", "PT1M, PT1M30S", "PT90S, PT2M", "PT6H, PT2M"})
  void aPollIsWaitedForAndASlowOneIsNot(Duration every, Duration wait) {
    Optional<Duration> poll = Optional.of(every).filter(given -> !given.isZero());
    Rhythm rhythm = new Rhythm(Duration.ofHours(6), Duration.ofDays(1), poll, Optional.empty());
    var round =
        new RoundActivitiesImpl(new TwoSides(TwoSides.MAPPING).ports(), connection -> rhythm);
    assertThat(round.prepare(TwoSides.CONNECTION).byItself()).isEqualTo(wait);
  }
}
