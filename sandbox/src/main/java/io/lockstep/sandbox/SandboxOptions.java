package io.lockstep.sandbox;

import io.lockstep.sandbox.highlevel.RateLimits;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a sandbox is made.
 *
 * @param clock its time; the control API can move it from there
 * @param seed of all chance: ids, tokens, keys, seeded people, faults
 * @param connections how many locations and accounts there are, at least 1
 * @param seeded whether the first connection starts with the people of docs/sandbox.md
 * @param indexLag how far HighLevel's search index is behind; other calls never lag
 * @param limits HighLevel's limits, per app and location
 * @param baseUrl where the HTTP front is, for {@link Sandbox#access()}
 */
public record SandboxOptions(
    InstantSource clock,
    long seed,
    int connections,
    boolean seeded,
    Duration indexLag,
    RateLimits limits,
    URI baseUrl) {

  public SandboxOptions {
    if (connections < 1 || connections > 1_000) {
      throw new IllegalArgumentException("connections must be 1 to 1000");
    }
    if (indexLag.isNegative()) {
      throw new IllegalArgumentException("indexLag must not be negative");
    }
  }

  /** One empty connection, no index lag, the published limits. */
  public SandboxOptions(InstantSource clock, long seed) {
    this(
        clock,
        seed,
        1,
        false,
        Duration.ZERO,
        RateLimits.PUBLISHED,
        URI.create("http://localhost:9090"));
  }

  SandboxOptions withClock(InstantSource other) {
    return new SandboxOptions(other, seed, connections, seeded, indexLag, limits, baseUrl);
  }

  public SandboxOptions withConnections(int count) {
    return new SandboxOptions(clock, seed, count, seeded, indexLag, limits, baseUrl);
  }

  public SandboxOptions withSeeds() {
    return new SandboxOptions(clock, seed, connections, true, indexLag, limits, baseUrl);
  }

  public SandboxOptions withIndexLag(Duration lag) {
    return new SandboxOptions(clock, seed, connections, seeded, lag, limits, baseUrl);
  }

  public SandboxOptions withLimits(RateLimits other) {
    return new SandboxOptions(clock, seed, connections, seeded, indexLag, other, baseUrl);
  }
}
