package io.lockstep.activities.sync;

import io.lockstep.core.Side;
import io.lockstep.core.pair.PairRecord;
import java.util.Map;
import java.util.stream.Stream;

/** Whether what a hint showed is what the ledger knows already. */
public final class BaseNews {

  private BaseNews() {}

  /**
   * Whether that field's digest is the base's, or of a difference that was accepted.
   *
   * @param shown rule name and digest
   */
  public static boolean isKnown(Map.Entry<String, String> shown, Side side, PairRecord record) {
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
