package io.lockstep.starter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.lockstep.ledger.Connections;
import io.lockstep.starter.Samples;
import io.lockstep.starter.SettableClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

@Timeout(20)
class KnownConnectionsTest {

  private final AtomicInteger readings = new AtomicInteger();
  private final Semaphore mayEnd = new Semaphore(0);
  private volatile boolean away;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T12:00:00Z"));
  private final KnownConnections known =
      new KnownConnections(new ServedConnections(slow(), Samples.DIGESTER), clock);

  /** A ledger without connections, whose readings end when they may. */
  private Connections slow() {
    return (Connections)
        Proxy.newProxyInstance(
            Connections.class.getClassLoader(),
            new Class<?>[] {Connections.class},
            (proxy, list, none) -> {
              readings.incrementAndGet();
              mayEnd.acquire();
              if (away) {
                throw new DataAccessResourceFailureException("the ledger is away");
              }
              return new Connections.Listing(List.of(), Map.of(), List.of());
            });
  }

  @Test
  void thoseWhoAskWhileAReadingGoesOnShareTheNextOne() throws Exception {
    List<FutureTask<Owners>> asked = oneAskedAndThenThree();
    mayEnd.release(asked.size());
    for (FutureTask<Owners> each : asked) {
      assertThat(each.get().served()).isEmpty();
    }
    assertThat(readings).hasValue(2);

    mayEnd.release();
    known.fresh();
    assertThat(readings).as("whoever asks later shares none of them").hasValue(3);
  }

  @Test
  void aReadingThatFailsIsSharedTooSoNobodyWaitsForManyOfThem() throws Exception {
    List<FutureTask<Owners>> asked = oneAskedAndThenThree();
    away = true;
    mayEnd.release(asked.size());
    for (FutureTask<Owners> each : asked) {
      assertThatExceptionOfType(Exception.class)
          .isThrownBy(each::get)
          .withCauseInstanceOf(DataAccessResourceFailureException.class);
    }
    assertThat(readings).hasValue(2);
  }

  @Test
  void whileTheListIsReadAgainEverybodyElseGoesOnWithTheOldOne() throws Exception {
    mayEnd.release();
    Owners old = known.recent();
    clock.pass(Duration.ofSeconds(10));
    FutureTask<Owners> again = new FutureTask<>(known::recent);
    new Thread(again).start();
    await().until(() -> readings.get() == 2);

    assertThat(known.recent()).isSameAs(old);
    mayEnd.release();
    assertThat(again.get()).isNotSameAs(old);
    assertThat(known.recent()).isSameAs(again.get());
  }

  private List<FutureTask<Owners>> oneAskedAndThenThree() {
    List<FutureTask<Owners>> asked = new ArrayList<>();
    List<Thread> waiting = new ArrayList<>();
    ask(asked);
    await().until(() -> readings.get() == 1);
    for (int i = 0; i < 3; i++) {
      waiting.add(ask(asked));
    }
    await().until(() -> waiting.stream().allMatch(each -> each.getState() == Thread.State.BLOCKED));
    return asked;
  }

  private Thread ask(List<FutureTask<Owners>> asked) {
    FutureTask<Owners> answer = new FutureTask<>(known::fresh);
    Thread thread = new Thread(answer);
    thread.start();
    asked.add(answer);
    return thread;
  }
}
