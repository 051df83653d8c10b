package io.lockstep.starter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

  @Test
  void aBurstIsAllSentAndNeverMoreOfItAtOnceThanAllowed() {
    Turns turns = new Turns(3, Duration.ofMinutes(1));
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    CountDownLatch answered = new CountDownLatch(1);
    Runnable request =
        () -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          awaitUninterruptibly(answered);
          underWay.decrementAndGet();
          sent.incrementAndGet();
        };
    List<Thread> burst =
        IntStream.range(0, 40).mapToObj(i -> new Thread(() -> turns.take(request))).toList();
    burst.forEach(Thread::start);
    await().until(() -> burst.stream().filter(TurnsTest::waitsForATurn).count() == 37);
    assertThat(underWay).hasValue(3);
    answered.countDown();
    await().untilAtomic(sent, is(40));
    assertThat(most).hasValue(3);
  }

  /** Who has its turn waits for the answer, and without a bound. */
  private static boolean waitsForATurn(Thread sender) {
    return sender.getState() == Thread.State.TIMED_WAITING;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
