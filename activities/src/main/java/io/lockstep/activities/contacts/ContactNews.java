package io.lockstep.activities.contacts;

import io.lockstep.activities.sync.BaseNews;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.ledger.Connection;
import java.util.List;
import java.util.Map;

/** Whether hints say anything beyond the base; asks the ledger alone. */
public final class ContactNews {

  private final Ports ports;
  private final Workbenches workbenches;

  public ContactNews(Ports ports) {
    this.ports = ports;
    this.workbenches = new Workbenches(ports);
  }

  /**
   * True in any doubt: a hint that did not show all, without a side, or under another key. What an
   * event must show to prove anything is the door's to say.
   */
  public boolean any(FlowKey key, List<Hint> hints) {
    if (hints.isEmpty()) {
      return false;
    }
    Connection connection = ports.connection(key);
    return any(ports.pairs().load(key), hints, workbenches.mapping(connection));
  }

  /** The same of a record that is loaded. */
  static boolean any(PairRecord record, List<Hint> hints, MappingProfile mapping) {
    return hints.stream().anyMatch(hint -> isNews(hint, record, mapping));
  }

  private static boolean isNews(Hint hint, PairRecord record, MappingProfile mapping) {
    Side side = hint.side();
    return side == null
        || !hint.complete()
        || hint.digests().isEmpty()
        || record.link() == null
        || !hint.digests().entrySet().stream()
            .allMatch(shown -> isKnown(shown, side, record, mapping));
  }

  /** By today's rule: after a change of the mapping nothing is known. */
  private static boolean isKnown(
      Map.Entry<String, String> shown, Side side, PairRecord record, MappingProfile mapping) {
    return record
            .base(shown.getKey())
            .filter(
                base ->
                    mapping
                        .rule(shown.getKey())
                        .filter(rule -> rule.fingerprint().equals(base.ruleFingerprint()))
                        .isPresent())
            .isPresent()
        && BaseNews.isKnown(shown, side, record);
  }
}
