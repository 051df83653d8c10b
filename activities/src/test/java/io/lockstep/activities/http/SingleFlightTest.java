package io.lockstep.activities.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import feign.Request;
import io.lockstep.activities.NotNowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

  private static final Request.Options PATIENT = Wire.within(Duration.ofSeconds(10));

  private final SingleFlight flight = new SingleFlight("a token is being made");
  private final AtomicReference<@Nullable String> token = new AtomicReference<>();
  private final AtomicInteger minted = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);

  @Test
  void manyThatNeedATokenCostOneMint() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread = new Thread(() -> flight.run(PATIENT, this::mintUnlessMeanwhile));
      thread.start();
      threads.add(thread);
    }
    await().until(() -> minted.get() == 1 && waiting(threads) == 3);
    answer.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(minted).hasValue(1);
  }

  @Test
  void nobodyWaitsLongerThanItsOwnCallMay() {
    Thread slow = new Thread(() -> flight.run(PATIENT, this::mintUnlessMeanwhile));
    slow.start();
    await().until(() -> minted.get() == 1);
    var hasty = Wire.within(Duration.ofMillis(1));
    assertThatThrownBy(() -> flight.run(hasty, () -> "never"))
        .isInstanceOf(NotNowException.class)
        .hasMessageContaining("a token is being made");
    answer.countDown();
  }

  private String mintUnlessMeanwhile() {
    String known = token.get();
    if (known != null) {
      return known;
    }
    minted.incrementAndGet();
    try {
      answer.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    token.set("t");
    return "t";
  }

  private static long waiting(List<Thread> threads) {
    return threads.stream()
        .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
        .count();
  }
}
