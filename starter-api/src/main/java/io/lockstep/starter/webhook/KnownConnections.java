package io.lockstep.starter.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * {@link #fresh()} ones.
 */
@Component
final class KnownConnections {

  private static final Logger log = LoggerFactory.getLogger(KnownConnections.class);
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final ServedConnections served;
  private final Clock clock;

  private volatile @Nullable Kept kept;

  private record Kept(Owners owners, Instant readAt, Instant goodUntil) {}

  KnownConnections(ServedConnections served, Clock clock) {
    this.served = served;
    this.clock = clock;
  }

  /**
   * All connections, at most {@link #KEPT} old; as last known while the ledger is away.
   *
   * @throws DataAccessException when the ledger is away and never answered
   */
  Owners recent() {
    Kept before = kept;
    if (before == null) {
      return fresh();
    }
    if (clock.instant().isBefore(before.goodUntil())) {
      return before.owners();
    }
    try {
      return fresh();
    } catch (DataAccessException away) {
      log.warn("the ledger is away; using the connections read at {}", before.readAt());
      // Ask again after a while, not at each event.
      kept = new Kept(before.owners(), before.readAt(), clock.instant().plus(KEPT));
      return before.owners();
    }
  }

  /**
   * All connections as the ledger has them now.
   *
   * @throws DataAccessException when the ledger is away
   */
  Owners fresh() {
    Owners owners = served.read();
    Instant now = clock.instant();
    kept = new Kept(owners, now, now.plus(KEPT));
    return owners;
  }
}
