package io.lockstep.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.lockstep.core.pair.JournalEntry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** One embedded PostgreSQL for all tests of this JVM, a database of its own for each. */
final class TestDatabase implements AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final EmbeddedPostgres SERVER = start();

  private final HikariDataSource dataSource;
  private final Database database;

  private TestDatabase(HikariDataSource dataSource) {
    this.dataSource = dataSource;
    database = new Database(dataSource);
  }

  static TestDatabase fresh() {
    TestDatabase fresh = empty();
    fresh.migrate();
    return fresh;
  }

  /** A ledger as a release left it whose last migration had that number. */
  static TestDatabase at(String version) {
    TestDatabase old = empty();
    Flyway.configure()
        .configuration(new LedgerConfiguration().flyway(old.dataSource).getConfiguration())
        .target(version)
        .load()
        .migrate();
    return old;
  }

  private static TestDatabase empty() {
    String name = "ledger" + NUMBER.incrementAndGet();
    try (var connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create a database", e);
    }
    return new TestDatabase(
        LedgerDataSource.open(
            "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + name, "postgres", "", 10));
  }

  /** Brings it up to date, as every start does. */
  void migrate() {
    new LedgerConfiguration().flyway(dataSource).migrate();
  }

  HikariDataSource dataSource() {
    return dataSource;
  }

  Database database() {
    return database;
  }

  /** What was journalled of that connection, newest first. */
  List<JournalEntry> journal(String connection) {
    var ledger =
        new PostgresPairLedger(database, Sealer.of(Sealer.newKeysetJson()), InstantSource.system());
    return ledger.journal(connection, 50).stream().map(PairLedger.ListedEntry::entry).toList();
  }

  @Override
  public void close() {
    dataSource.close();
  }

  private static EmbeddedPostgres start() { // it stops itself when the JVM ends
    try {
      return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
