package io.lockstep.starter.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The connections, kept in memory so that an event can be recorded while the ledger is away.
 *
 * <p>What is kept may be a few seconds old. That is good enough to accept an event and never good
 * enough to turn one down: before the door calls an owner unknown or a signature wrong, it asks for
 * {@link #fresh()} ones. Anybody can send what will be turned down, so those who ask meanwhile
 * share one reading: at any moment at most one goes on.
 */
@Component
final class KnownConnections {

  private static final Logger log = LoggerFactory.getLogger(KnownConnections.class);
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final ServedConnections served;
  private final Clock clock;

  private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();
  private final Object reading = new Object();
  private volatile CompletableFuture<Owners> next = new CompletableFuture<>();

  private record Kept(Owners owners, Instant readAt, Instant goodUntil) {}

  KnownConnections(ServedConnections served, Clock clock) {
    this.served = served;
    this.clock = clock;
  }

  /**
   * All connections, at most {@link #KEPT} old, or as they were before the reading that goes on; as
   * last known while the ledger is away.
   *
   * @throws DataAccessException when the ledger is away and never answered
   */
  Owners recent() {
    Kept before = kept.get();
    if (before == null) {
      return fresh();
    }
    Instant now = clock.instant();
    if (now.isBefore(before.goodUntil())
        // One reads; the others go on with what there is, and so does everybody if it fails.
        || !kept.compareAndSet(
            before, new Kept(before.owners(), before.readAt(), now.plus(KEPT)))) {
      return before.owners();
    }
    try {
      return fresh();
    } catch (DataAccessException away) {
      log.warn("the ledger is away; using the connections read at {}", before.readAt());
      return before.owners();
    }
  }

  /**
   * All connections as the ledger has them now: by a reading that began after the question.
   *
   * @throws DataAccessException when the ledger is away
   */
  Owners fresh() {
    CompletableFuture<Owners> mine = next;
    synchronized (reading) {
      if (next == mine) {
        next = new CompletableFuture<>(); // for who asks from here on
      }
      try { // reads only if nobody has done so while this one waited
        return mine.completeAsync(this::read, Runnable::run).join();
      } catch (CompletionException failed) {
        throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
      }
    }
  }

  private Owners read() {
    Owners owners = served.read();
    Instant now = clock.instant();
    kept.set(new Kept(owners, now, now.plus(KEPT)));
    return owners;
  }
}
