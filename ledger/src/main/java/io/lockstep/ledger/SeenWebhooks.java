package io.lockstep.ledger;

import io.lockstep.core.Side;
import java.time.Instant;
import java.util.Map;

/** When each event of a connection's webhooks came last. */
public interface SeenWebhooks {

  /** One of that type came then; an earlier time than what is known changes nothing. */
  void seen(String connection, Side side, String type, Instant at);

  /** The latest of each type that ever came, in the sender's words for it. */
  Map<String, Instant> of(String connection, Side side);
}
