package io.lockstep.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL writes into its {@code postmaster.pid}.
 *
 * @param started by its own clock, in whole seconds
 */
record PidFile(long pid, Instant started) {

  // The system tells a start by another clock than PostgreSQL's.
  private static final Duration ABOUT = Duration.ofSeconds(5);

  static PidFile read(List<String> lines) {
    return new PidFile(
        Long.parseLong(lines.get(0).strip()),
        Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())));
  }

  /** The process that wrote it, if it still runs. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(process -> isOf(process.info()));
  }

  /** A pid is reused, after a restart of the machine by another PostgreSQL too. */
  boolean isOf(ProcessHandle.Info process) {
    return process.command().orElse("").contains("postgres")
        && process
            .startInstant()
            .filter(start -> Duration.between(start, started).abs().compareTo(ABOUT) < 0)
            .isPresent();
  }
}
