package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.plan.Op;
import io.lockstep.ledger.PairLedger.Claim;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresPairLedgerIT extends PairLedgerContract {

  private static final TestDatabase DB = TestDatabase.fresh();
  private static final Sealer SEALER = Sealer.of(Sealer.newKeysetJson());
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int THREADS = 8;

  private final PairLedger shared = ledger(() -> NOON);

  @AfterAll
  static void close() {
    DB.close();
  }

  @Override
  PairLedger ledger(InstantSource clock) {
    return new PostgresPairLedger(DB.database(), SEALER, clock);
  }

  @Test
  void ofEightAttemptsAtOnceOneIsFirstAndTheOthersWait() throws Exception {
    FlowKey pair = new FlowKey("race", "c-claim");
    List<Claim> claims = atOnce(attempt -> shared.claim(pair, create("run-" + attempt), NOON));
    assertThat(claims).containsOnlyOnce(Claim.FIRST).doesNotContain(Claim.AGAIN);
  }

  @Test
  void ofEightCommitsOnOneBaseOneIsWritten() throws Exception {
    FlowKey pair = new FlowKey("race", "c-base");
    BaseRow row = new BaseRow("email", "", "k:1", "k:2", 1, "f00d", 0);
    PairChange change = PairChange.builder().base(row).build();
    List<Boolean> written =
        atOnce(
            attempt -> {
              try {
                shared.commit(pair, change);
                return true;
              } catch (StaleBaseException e) {
                return false;
              }
            });
    assertThat(written).containsOnlyOnce(true);
    assertThat(shared.load(pair).base()).extracting(BaseRow::revision).containsExactly(1L);
  }

  @Test
  void ofEightContactsOneGetsTheProfile() throws Exception {
    List<Boolean> linked =
        atOnce(
            attempt -> {
              Link link = new Link("race", "c-link-" + attempt, "p-wanted", NOON);
              try {
                shared.commit(
                    new FlowKey("race", link.contactId()), PairChange.builder().link(link).build());
                return true;
              } catch (LinkTakenException e) {
                return false;
              }
            });
    assertThat(linked).containsOnlyOnce(true);
    assertThat(shared.linkOfProfile("race", "p-wanted")).isPresent();
  }

  @Test
  void eightRunsThatWantTheSameNamesInAnyOrderDoNotBlockEachOther() throws Exception {
    List<List<String>> orders = List.of(List.of("mail", "tel"), List.of("tel", "mail"));
    List<Boolean> leased =
        atOnce(
            attempt ->
                shared.lease(
                    "race",
                    orders.get(attempt % orders.size()),
                    "run-" + attempt,
                    NOON,
                    Duration.ofMinutes(1)));
    assertThat(leased).containsOnlyOnce(true);
  }

  /** A statement has two seconds; what could not be purged once would never be. */
  @Test
  void leasesArePurgedBySlices() {
    DB.database()
        .sql(
            """
            insert into lockstep.lease (connection, name, owner, until)
            select 'purge', 'n' || n, 'run', now() - interval '1 hour'
            from generate_series(1, 5001) as n
            """)
        .update();
    DB.database()
        .sql(
            """
            create function lockstep.no_more_than_2000() returns trigger language plpgsql as $$
            begin
              if (select count(*) from gone) > 2000 then raise 'too many at once'; end if;
              return null;
            end $$
            """)
        .update();
    DB.database()
        .sql(
            """
            create trigger slices after delete on lockstep.lease referencing old table as gone
            for each statement execute function lockstep.no_more_than_2000()
            """)
        .update();
    try {
      shared.purge(Instant.now());
    } finally {
      DB.database().sql("drop function lockstep.no_more_than_2000 cascade").update();
    }
    assertThat(
            DB.database()
                .sql("select count(*) from lockstep.lease where connection = 'purge'")
                .query(Integer.class)
                .single())
        .isZero();
  }

  static <T> List<T> atOnce(IntFunction<T> attempt) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier together = new CyclicBarrier(THREADS);
      List<Callable<T>> attempts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        attempts.add(
            () -> {
              together.await();
              return attempt.apply(number);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(attempts)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Intent create(String owner) {
    return new Intent(
        "op-1",
        Op.Kind.CREATE,
        Side.REWARDS,
        null,
        "c-claim",
        0,
        Map.of(),
        List.of(),
        owner,
        NOON,
        NOON.plusSeconds(60));
  }
}
