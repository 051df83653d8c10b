package io.lockstep.starter.webhook;

import io.lockstep.core.Side;
import io.lockstep.ledger.SeenWebhooks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Notes which events come, for the doctor: at most once a minute for each type, so a flood of one
 * costs nothing. A ledger that is away is no reason to turn a webhook down; the next one is noted.
 */
@Component
final class SeenEvents {

  private static final Logger log = LoggerFactory.getLogger(SeenEvents.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final SeenWebhooks ledger;
  private final Clock clock;
  private final Map<Key, Instant> noted = new ConcurrentHashMap<>(); // bounded: known types only

  private record Key(String connection, Side side, String type) {}

  SeenEvents(SeenWebhooks ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** That event came, signed, for that connection. */
  void note(String connection, Event event) {
    Instant now = clock.instant();
    Key key = new Key(connection, event.side(), event.type());
    Instant before = noted.get(key);
    if (before != null && now.isBefore(before.plus(PAUSE))) {
      return;
    }
    noted.put(key, now); // first: of a flood only one waits for a ledger that is slow
    try {
      ledger.seen(connection, event.side(), event.type(), now);
    } catch (DataAccessException away) {
      noted.remove(key, now);
      log.debug("that {} came was not noted: {}", event.type(), away.getMessage());
    }
  }
}
