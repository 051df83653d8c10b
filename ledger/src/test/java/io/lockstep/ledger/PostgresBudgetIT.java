package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.ledger.Budget.Asker;
import io.lockstep.ledger.Budget.Need;
import io.lockstep.ledger.Budget.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresBudgetIT extends BudgetContract {

  private static final TestDatabase DB = TestDatabase.fresh();
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int THREADS = 8;

  @AfterAll
  static void close() {
    DB.close();
  }

  @Override
  Budget budget() {
    return new PostgresBudget(DB.database());
  }

  @Override
  int walks() {
    return 2;
  }

  @Test
  void eightThreadsAtOnceKeepToTheWindowTogether() throws Exception {
    AtomicLong clock = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<List<Long>>> callers = new ArrayList<>();
      for (int caller = 0; caller < THREADS; caller++) {
        Random random = new Random(caller);
        callers.add(() -> callUntil(clock, Duration.ofSeconds(25), random));
      }
      List<Long> uses = new ArrayList<>();
      for (Future<List<Long>> caller : threads.invokeAll(callers)) {
        uses.addAll(caller.get());
      }
      assertThat(BudgetWalk.fullestTenSeconds(uses)).isLessThanOrEqualTo(100);
      assertThat(uses).hasSizeGreaterThan(200);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Long> callUntil(AtomicLong clock, Duration length, Random random) {
    Budget budget = budget();
    List<Long> uses = new ArrayList<>();
    String owner = "owner" + random.nextLong();
    for (long now = 0; now < length.toMillis(); now = clock.addAndGet(random.nextInt(25))) {
      Turn turn = budget.take("shared", Asker.LIVE, Need.ONE, owner, START.plusMillis(now));
      if (turn.in().isZero()) {
        uses.add(now);
        owner = "owner" + random.nextLong();
      }
    }
    return uses;
  }

  @Test
  void turnsThatNobodyCameForArePurged() {
    Budget budget = budget();
    for (int call = 0; call <= 100; call++) {
      budget.take("purged", Asker.LIVE, Need.ONE, "owner" + call, START);
    }
    assertThat(holds("purged")).isEqualTo(1);
    PairLedger ledger =
        new PostgresPairLedger(DB.database(), Sealer.of(Sealer.newKeysetJson()), () -> START);
    ledger.purge(START.plus(Duration.ofMinutes(59)));
    assertThat(holds("purged")).isEqualTo(1);
    ledger.purge(START.plus(Duration.ofHours(2)));
    assertThat(holds("purged")).isZero();
  }

  private static int holds(String location) {
    return DB.database()
        .sql("select count(*) from lockstep.budget_hold where location = :location")
        .param("location", location)
        .query(Integer.class)
        .single();
  }
}
