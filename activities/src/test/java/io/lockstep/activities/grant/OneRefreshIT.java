package io.lockstep.activities.grant;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.lockstep.activities.Providers;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Grants;
import io.lockstep.ledger.LedgerConfiguration;
import io.lockstep.ledger.LedgerDataSource;
import io.lockstep.ledger.Sealer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Two processes on one ledger, 500 calls at the moment the token is no longer good. */
class OneRefreshIT {

  private static final int CALLS = 500;
  private static final String KEYS = Sealer.newKeysetJson();

  private final Marketplace highLevel = new Marketplace();
  private final Connection acme = highLevel.connection(0);
  private final EmbeddedPostgres postgres = start();
  private final OwnProcess one = new OwnProcess();
  private final OwnProcess two = new OwnProcess();

  /** A process of its own: pool, ledger, connectors. */
  private final class OwnProcess implements AutoCloseable {

    private final AnnotationConfigApplicationContext beans =
        new AnnotationConfigApplicationContext();
    private final Providers providers;

    OwnProcess() {
      beans.registerBean(
          HikariDataSource.class,
          () ->
              LedgerDataSource.open(
                  "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                  "postgres",
                  "",
                  5));
      beans.registerBean(Sealer.class, () -> Sealer.of(KEYS));
      beans.registerBean(InstantSource.class, () -> highLevel.clock);
      beans.register(LedgerConfiguration.class);
      beans.refresh();
      providers = highLevel.process(beans.getBean(Connections.class), grants());
    }

    Grants grants() {
      return beans.getBean(Grants.class);
    }

    void call() {
      Marketplace.call(providers, acme);
    }

    @Override
    public void close() {
      beans.close();
    }
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    } catch (IOException noDatabase) {
      throw new IllegalStateException(noDatabase);
    }
  }

  @BeforeEach
  void connect() {
    one.beans.getBean(Connections.class).register(acme);
    one.grants().connect(highLevel.letIn(0));
    one.call();
    two.call();
  }

  @AfterEach
  void stop() throws IOException {
    one.close();
    two.close();
    postgres.close();
  }

  @Test
  void aTokenThatEndsOrIsRefusedIsRenewedOnceAndNoCallFails() throws Exception {
    int before = highLevel.asked("POST /oauth/token");
    highLevel.clock.advance(Duration.ofDays(1));
    assertThat(failed()).isEmpty();
    assertThat(highLevel.asked("POST /oauth/token") - before).isEqualTo(1);

    highLevel.revoke("access");
    assertThat(failed()).isEmpty();
    assertThat(highLevel.asked("POST /oauth/token") - before).isEqualTo(2);
    assertThat(two.grants().of(acme.highLevel().locationId()).orElseThrow().version()).isEqualTo(3);
  }

  /** All calls at once, half of them from each process; answers what they threw. */
  private List<Exception> failed() throws InterruptedException {
    CountDownLatch together = new CountDownLatch(CALLS);
    ExecutorService threads = Executors.newFixedThreadPool(CALLS);
    try {
      List<Callable<Void>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        OwnProcess process = i % 2 == 0 ? one : two;
        calls.add(
            () -> {
              together.countDown();
              together.await();
              process.call();
              return null;
            });
      }
      List<Exception> failures = new ArrayList<>();
      for (Future<Void> call : threads.invokeAll(calls)) {
        try {
          call.get();
        } catch (ExecutionException thrown) {
          failures.add(thrown);
        }
      }
      return failures;
    } finally {
      threads.shutdownNow();
    }
  }
}
