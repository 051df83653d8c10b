package io.lockstep.starter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

  @Test
  void aBurstIsAllSentAndNeverMoreOfItAtOnceThanAllowed() throws Exception {
    Turns turns = new Turns(3, Duration.ofMinutes(1));
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Callable<Boolean> request =
        () -> {
          turns.take(
              () -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                underWay.decrementAndGet();
              });
          return true;
        };
    ExecutorService senders = Executors.newFixedThreadPool(40);
    try {
      List<Callable<Boolean>> burst = IntStream.range(0, 400).mapToObj(i -> request).toList();
      for (Future<Boolean> sent : senders.invokeAll(burst)) {
        assertThat(sent.get()).isTrue();
      }
    } finally {
      senders.shutdownNow();
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void whoGetsNoTurnInTimeIsToldToComeBackAndSendsNothing() {
    Turns turns = new Turns(1, Duration.ofMillis(20));
    AtomicBoolean sent = new AtomicBoolean();
    turns.take( // the only turn is taken while the other asks
        () ->
            assertThatThrownBy(() -> turns.take(() -> sent.set(true)))
                .isInstanceOf(EngineDownException.class));
    assertThat(sent).isFalse();
  }

  @Test
  void aCallThatFailsGivesItsTurnBack() {
    Turns turns = new Turns(1, Duration.ofMillis(20));
    AtomicBoolean sent = new AtomicBoolean();
    assertThatThrownBy(
            () ->
                turns.take(
                    () -> {
                      throw new IllegalStateException("Temporal said no");
                    }))
        .hasMessage("Temporal said no");
    turns.take(() -> sent.set(true));
    assertThat(sent).isTrue();
  }
}
