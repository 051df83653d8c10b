package io.lockstep.quickstart.realengine;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL that keeps its data and its port over a kill -9. */
public final class Postgres implements AutoCloseable {

  private final Path data;
  private final int port;
  private EmbeddedPostgres running;

  private Postgres(Path data, int port) throws IOException {
    this.data = data;
    this.port = port;
    this.running = launch();
  }

  /** Starts it on that folder and port. */
  public static Postgres start(Path folder, int port) {
    try {
      return new Postgres(folder.resolve("postgres"), port);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start", e);
    }
  }

  private EmbeddedPostgres launch() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("max_connections", "200")
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .setPGStartupWait(Duration.ofSeconds(60))
        .start();
  }

  /** The address of that database; user {@code postgres}, any password. */
  public String jdbcUrl(String database) {
    return running.getJdbcUrl("postgres", database);
  }

  /** The port it listens on, loopback only. */
  public int port() {
    return port;
  }

  /** Runs one statement in the {@code postgres} database. */
  public void execute(String sql) {
    try (Connection connection = running.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every row of every table of a database as text; bytes are hex digits. */
  public String dump(String database) {
    StringBuilder dump = new StringBuilder();
    try (Connection connection = running.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        dump.append("-- ").append(table).append('\n');
        try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
          while (rows.next()) {
            dump.append(rows.getString(1)).append('\n');
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("could not dump " + database, e);
    }
    return dump.toString();
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            select format('%I.%I', schemaname, tablename) from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema') order by 1
            """)) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  /** SIGKILL to the postmaster and all its backends. */
  public void kill() {
    try {
      long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
      ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
      List<ProcessHandle> family =
          Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
      family.forEach(ProcessHandle::destroyForcibly);
      for (ProcessHandle member : family) {
        member.onExit().get(30, TimeUnit.SECONDS);
      }
    } catch (Exception e) {
      throw new IllegalStateException("PostgreSQL could not be killed", e);
    }
  }

  /** Starts it again after a kill; it recovers from its log. */
  public void startAgain() {
    try {
      running.close(); // the killed one: gives back the folder's lock
      running = launch();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start again", e);
    }
  }

  @Override
  public void close() {
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    }
  }
}
