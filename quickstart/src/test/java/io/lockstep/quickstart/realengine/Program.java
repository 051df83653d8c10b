package io.lockstep.quickstart.realengine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process that can be killed at a bad moment and started again as it was. */
public final class Program implements AutoCloseable {

  private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private Process process;

  private Program(String name, List<String> command, Map<String, String> environment, Path log) {
    this.name = name;
    this.command = command;
    this.environment = environment;
    this.log = log;
    this.process = launch();
  }

  /**
   * Starts it; what it prints goes to {@code <folder>/<name>.log}.
   *
   * @param environment added to ours
   */
  public static Program start(
      String name, Path folder, Map<String, String> environment, List<String> command) {
    return new Program(name, command, environment, folder.resolve(name + ".log"));
  }

  /** Runs a command to its end and answers what it printed. */
  public static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + command.get(0), e);
    }
  }

  /** SIGKILL: no hook runs, no buffer is flushed. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** Starts it again after a kill, with the same command and the same log. */
  public void startAgain() {
    if (process.isAlive()) {
      throw new IllegalStateException(name + " is still running");
    }
    process = launch();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it has printed so far, over all its lives. */
  public String printed() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    if (!await()) {
      process.destroyForcibly();
      await();
    }
  }

  private Process launch() {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " did not start", e);
    }
  }

  private boolean await() {
    try {
      return process.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
