package io.lockstep.starter.webhook;

import io.lockstep.starter.webhook.Owners.LeftOut;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The connections that cannot be served as they stand, for whoever shows them to people. */
@Component
public final class LeftOutConnections {

  private final KnownConnections known;

  LeftOutConnections(KnownConnections known) {
    this.known = known;
  }

  /**
   * By their ids, a sentence that says what to do; some seconds old.
   *
   * @throws DataAccessException when the ledger is away and never answered
   */
  public Map<String, String> whys() {
    return known.recent().leftOut().stream()
        .collect(Collectors.toMap(LeftOut::id, LeftOut::why, (one, other) -> one, TreeMap::new));
  }
}
