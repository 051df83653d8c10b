package io.lockstep.quickstart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real PostgreSQL on a loopback port whose data outlives the process. */
final class EmbeddedDatabase implements AutoCloseable {

  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

  private final EmbeddedPostgres postgres;

  private EmbeddedDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** Starts on the data kept under {@code home}, or on a new cluster where there is none. */
  static EmbeddedDatabase start(Path home) {
    Path data = home.resolve("postgres");
    stopLeftover(data);
    Redirect log = Redirect.appendTo(home.resolve("postgres.log").toFile());
    try {
      return new EmbeddedDatabase(
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false) // one hook stops everything in order
              .setOverrideWorkingDirectory(home.resolve("postgres-binaries").toFile())
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("fsync", "on") // the library turns these off for throw-away data
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("synchronous_commit", "on")
              .setPGStartupWait(
                  Duration.ofSeconds(60)) // replaying the log after a kill takes a while
              .setErrorRedirector(log)
              .setOutputRedirector(log)
              .start());
    } catch (IOException | IllegalStateException e) {
      throw new StartFailedException(
          "PostgreSQL did not start on "
              + data
              + "; its own words are in "
              + home.resolve("postgres.log")
              + ". Deleting "
              + home
              + " starts over.",
          e);
    }
  }

  /** The JDBC address; user {@code postgres}, no password, loopback only. */
  String jdbcUrl() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    }
  }

  /** A kill -9 of the last quickstart leaves its postmaster running on our data: stop it first. */
  private static void stopLeftover(Path data) {
    leftover(data.resolve("postmaster.pid"))
        .ifPresent(
            postmaster -> {
              postmaster.destroy(); // SIGTERM: PostgreSQL's smart shutdown
              if (!exits(postmaster)) {
                postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
                postmaster.destroyForcibly();
                exits(postmaster);
              }
            });
  }

  private static Optional<ProcessHandle> leftover(Path pidFile) {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try {
      return PidFile.read(Files.readAllLines(pidFile)).process();
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new StartFailedException(
          pidFile + " is unreadable; delete it once no PostgreSQL runs on that folder", e);
    }
  }

  private static boolean exits(ProcessHandle process) {
    try {
      process.onExit().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for PostgreSQL to stop failed", e);
    }
  }
}
