package io.lockstep.starter.api;

import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.ledger.PairLedger;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Journals a person's act, always before the act: an act without a trace is worse than a trace of
 * an act that then failed.
 */
@Component
final class Acts {

  private final PairLedger ledger;
  private final Clock clock;

  Acts(PairLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  void journal(String connection, String contactId, Act act, List<String> fields, String who) {
    ledger.record(connection, new JournalEntry(clock.instant(), contactId, act, null, fields, who));
  }

  /** Journals an act on the connection as a whole. */
  void journal(String connection, Act act, String who) {
    journal(connection, JournalEntry.CONNECTION, act, List.of(), who);
  }
}
