package io.lockstep.activities.contacts;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.EventFields;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whether hints say anything beyond the base; asks the ledger alone. */
public final class ContactNews {

  private final ContactPorts ports;
  private final Workbenches workbenches;

  public ContactNews(ContactPorts ports) {
    this.ports = ports;
    this.workbenches = new Workbenches(ports);
  }

  /**
   * True in any doubt: a hint without digests, without a side, or under another key, or a mapped
   * field that no event of that side shows.
   */
  public boolean any(FlowKey key, List<Hint> hints) {
    if (hints.isEmpty()) {
      return false;
    }
    PairRecord record = ports.pairs().load(key);
    EventFields events = workbenches.events(ports.connection(key));
    return hints.stream().anyMatch(hint -> isNews(hint, record, events));
  }

  private static boolean isNews(Hint hint, PairRecord record, EventFields events) {
    Side side = hint.side();
    return side == null
        || hint.digests().isEmpty()
        || !events.neverReported(side).isEmpty()
        || record.link() == null
        || !hint.digests().entrySet().stream().allMatch(shown -> isKnown(shown, side, record));
  }

  private static boolean isKnown(Map.Entry<String, String> shown, Side side, PairRecord record) {
    String field = shown.getKey();
    Stream<String> base =
        record.base(field).stream()
            .map(row -> side == Side.CONTACTS ? row.contacts() : row.rewards());
    Stream<String> accepted =
        record.accepted().stream()
            .filter(row -> row.field().equals(field) && row.element().isEmpty())
            .map(row -> side == Side.CONTACTS ? row.contacts() : row.rewards());
    return Stream.concat(base, accepted).anyMatch(shown.getValue()::equals);
  }
}
