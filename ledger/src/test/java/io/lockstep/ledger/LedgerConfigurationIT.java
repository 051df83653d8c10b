package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import io.lockstep.core.FlowKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.dao.DataAccessException;

class LedgerConfigurationIT {

  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  @Test
  void everyPortIsABeanOverADataSourceAndASealer() {
    try (TestDatabase db = TestDatabase.fresh();
        AnnotationConfigApplicationContext context = start(db.dataSource())) {
      assertThat(context.getBean(PairLedger.class).load(new FlowKey("acme", "c-1")).link())
          .isNull();
      assertThat(context.getBean(Connections.class).all()).isEmpty();
      assertThat(context.getBean(Cursors.class).read("acme", "contacts")).isEmpty();
      assertThat(
              List.of(
                  Budget.class,
                  Breakers.class,
                  OpenMarks.class,
                  ItemLedger.class,
                  Places.class,
                  WithheldWrites.class,
                  SeenWebhooks.class,
                  Grants.class,
                  LedgerRights.class))
          .allSatisfy(port -> assertThat(context.getBeansOfType(port)).hasSize(1));
    }
  }

  @Test
  void aRightThatWasTakenAwayIsNamed() {
    try (TestDatabase db = TestDatabase.fresh()) {
      assertThat(new PostgresLedgerRights(db.database()).missing()).isEmpty();
      String role = "poor" + System.nanoTime();
      db.database().sql("create role " + role).update();
      db.database().sql("grant usage on schema lockstep to " + role).update();
      db.database()
          .sql("grant select, insert, update, delete on all tables in schema lockstep to " + role)
          .update();
      db.database().sql("revoke delete on lockstep.open_mark from " + role).update();
      List<String> missing =
          db.database()
              .inTransaction(
                  transaction -> {
                    db.database().sql("set local role " + role).update();
                    return new PostgresLedgerRights(db.database()).missing();
                  });
      assertThat(missing).containsExactly("DELETE on open_mark");
    }
  }

  @Test
  void twoProcessesMayBringTheSchemaUpToDateAtOnce() {
    try (TestDatabase db = TestDatabase.fresh()) {
      db.database().sql("drop schema lockstep cascade").update();
      CompletableFuture<AnnotationConfigApplicationContext> other =
          CompletableFuture.supplyAsync(() -> start(db.dataSource()));
      try (AnnotationConfigApplicationContext one = start(db.dataSource());
          AnnotationConfigApplicationContext two = other.join()) {
        assertThat(one.getBean(Connections.class).all()).isEmpty();
        assertThat(two.getBean(Connections.class).all()).isEmpty();
      }
    }
  }

  @Test
  void aMigrationMayTakeLongerThanAnyStatementOfTheDoor() throws SQLException {
    try (TestDatabase db = TestDatabase.fresh()) {
      Flyway flyway = new LedgerConfiguration().flyway(db.dataSource());
      try (Connection connection = flyway.getConfiguration().getDataSource().getConnection()) {
        assertThat(connection.getNetworkTimeout()).isZero();
        assertThat(statementTimeout(connection)).isEqualTo("0");
      }
      try (Connection connection = db.dataSource().getConnection()) {
        assertThat(connection.getNetworkTimeout()).isEqualTo(4_000);
        assertThat(statementTimeout(connection)).isEqualTo("2s");
      }
    }
  }

  private static String statementTimeout(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show statement_timeout")) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  @Test
  @Timeout(10)
  void aStatementThatHangsFailsAfterTwoSeconds() {
    try (TestDatabase db = TestDatabase.fresh()) {
      assertThatExceptionOfType(DataAccessException.class)
          .isThrownBy(() -> db.database().sql("select pg_sleep(60)").query(String.class).single());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 101})
  void aPoolOfNoneOrOfTooManyNamesItsSetting(int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LedgerDataSource.open("jdbc:postgresql://127.0.0.1:1/none", "nobody", "", size))
        .withMessage("lockstep.ledger.connections must be 1 to 100");
  }

  @Test
  @Timeout(10)
  void aDatabaseThatIsNotThereFailsWithinSeconds() {
    try (HikariDataSource nowhere =
        LedgerDataSource.open("jdbc:postgresql://127.0.0.1:1/none", "nobody", "", 2)) {
      Database db = new Database(nowhere);
      long begun = System.nanoTime();
      assertThatExceptionOfType(DataAccessException.class)
          .isThrownBy(() -> new PostgresConnections(db, sealer()).all());
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
      assertThatExceptionOfType(DataAccessException.class)
          .isThrownBy(() -> db.inTransaction(() -> {}));
    }
  }

  @Test
  @Timeout(20)
  void aStartWaitsForADatabaseThatIsAwayForAMoment() throws IOException {
    try (TestDatabase db = TestDatabase.fresh();
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI real = URI.create(db.dataSource().getJdbcUrl().substring("jdbc:".length()));
      CompletableFuture<Void> away =
          CompletableFuture.runAsync(() -> turnAwayAndThenLeadTo(real.getPort(), door), THREADS);
      String address = "jdbc:postgresql://127.0.0.1:" + door.getLocalPort() + real.getPath();
      try (HikariDataSource behind =
          LedgerDataSource.open(
              address, db.dataSource().getUsername(), db.dataSource().getPassword(), 2)) {
        Flyway flyway = new LedgerConfiguration().flyway(behind);
        assertThat(flyway.migrate().success).isTrue();
        assertThat(away).isNotDone();
      }
    }
  }

  /** The first who comes is turned away; the others get through until the door is closed. */
  private static void turnAwayAndThenLeadTo(int port, ServerSocket door) {
    try {
      door.accept().close();
      while (true) {
        Socket here = door.accept();
        Socket there = new Socket(InetAddress.getLoopbackAddress(), port);
        THREADS.execute(() -> pour(here, there));
        THREADS.execute(() -> pour(there, here));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static void pour(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException closed) {
      // one end hung up
    }
  }

  @Test
  void everyTableSaysWhatARowMeans() {
    try (TestDatabase db = TestDatabase.fresh()) {
      assertThat(
              db.database()
                  .sql(
                      """
                      select relname from pg_class
                      where relnamespace = 'lockstep'::regnamespace and relkind = 'r'
                      and relname <> 'flyway_schema_history'
                      and obj_description(oid) is null
                      """)
                  .query(String.class)
                  .list())
          .isEmpty();
    }
  }

  private static AnnotationConfigApplicationContext start(DataSource dataSource) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.registerBean(DataSource.class, () -> dataSource, bean -> bean.setDestroyMethodName(""));
    context.registerBean(Sealer.class, LedgerConfigurationIT::sealer);
    context.register(LedgerConfiguration.class);
    context.refresh();
    return context;
  }

  private static Sealer sealer() {
    return Sealer.of(Sealer.newKeysetJson());
  }
}
