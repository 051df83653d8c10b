package io.lockstep.starter.page;

import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.PairLedger.WaitingItem;
import io.lockstep.ledger.WithheldWrites;
import io.lockstep.starter.page.Overview.Ago;
import io.lockstep.starter.page.Overview.Board;
import io.lockstep.starter.page.Overview.Change;
import io.lockstep.starter.page.Overview.Counts;
import io.lockstep.starter.page.Overview.LeftOut;
import io.lockstep.starter.page.Overview.Need;
import io.lockstep.starter.security.Access;
import io.lockstep.starter.webhook.LeftOutConnections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Reads the overview from the ledger: five short queries per connection, every two seconds at most,
 * however many visitors there are. They take their connections from the pool that webhooks need.
 */
@Component
class OverviewReader {

  private static final Duration KEPT = Duration.ofSeconds(2);
  private static final int MOST_NEEDS = 50;
  private static final int MOST_CHANGES = 20;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Connections connections;
  private final PairLedger pairs;
  private final WithheldWrites withheld;
  private final LeftOutConnections leftOut;
  private final Access access;
  private final Clock clock;
  private @Nullable Read last;

  /** Of all connections; away: the ledger did not answer. */
  private record Read(
      Instant at, List<LeftOut> leftOut, List<Board> boards, @Nullable DataAccessException away) {}

  OverviewReader(
      Connections connections,
      PairLedger pairs,
      WithheldWrites withheld,
      LeftOutConnections leftOut,
      Access access,
      Clock clock) {
    this.connections = connections;
    this.pairs = pairs;
    this.withheld = withheld;
    this.leftOut = leftOut;
    this.access = access;
    this.clock = clock;
  }

  /** What the visitor may see of it all. */
  Overview read() {
    Read all = recent();
    return new Overview(
        CLOCK.format(all.at()),
        all.leftOut().stream().filter(one -> access.sees(one.connection())).toList(),
        all.boards().stream().filter(board -> access.sees(board.connection())).toList());
  }

  // synchronized: many who look at once cause one reading, also of a ledger that is away
  private synchronized Read recent() {
    Instant now = clock.instant();
    if (last == null || !now.isBefore(last.at().plus(KEPT))) {
      last = read(now);
    }
    if (last.away() != null) {
      throw last.away();
    }
    return last;
  }

  private Read read(Instant now) {
    try {
      return new Read(
          now,
          leftOut.whys().entrySet().stream()
              .map(one -> new LeftOut(one.getKey(), one.getValue()))
              .toList(),
          connections.all().stream().map(connection -> board(connection, now)).toList(),
          null);
    } catch (DataAccessException away) {
      return new Read(now, List.of(), List.of(), away);
    }
  }

  private Board board(Connection connection, Instant now) {
    return new Board(
        connection.id(),
        connection.highLevel().locationId(),
        connection.bhn().accountId(),
        connection.paused(),
        connection.pausedReason(),
        connection.highLevel().isByGrant(),
        withheld.count(connection.id()),
        counts(pairs.counts(connection.id())),
        pairs.waiting(connection.id(), MOST_NEEDS).stream()
            .map(listed -> need(listed, now))
            .toList(),
        pairs.journal(connection.id(), MOST_CHANGES).stream()
            .map(listed -> change(listed.entry(), now))
            .toList());
  }

  private static Counts counts(Map<PairState, Integer> pairs) {
    return new Counts(
        pairs.getOrDefault(PairState.IN_STEP, 0),
        pairs.getOrDefault(PairState.SYNCING, 0),
        pairs.getOrDefault(PairState.NEEDS_PERSON, 0),
        pairs.getOrDefault(PairState.NOT_ELIGIBLE, 0),
        pairs.getOrDefault(PairState.PLANNED, 0));
  }

  private static Need need(WaitingItem listed, Instant now) {
    Waiting waiting = listed.parked().waiting();
    return new Need(
        listed.contactId(),
        field(listed.item(), waiting.field()),
        switch (waiting.kind()) {
          case PARKED -> "refused";
          case REVIEW -> "undecided";
          case HELD -> "held";
        },
        waiting.reason(),
        ago(listed.parked().since(), now));
  }

  private static String field(@Nullable ItemRef item, String ruleName) {
    boolean whole = ruleName.equals(Waiting.WHOLE);
    if (item == null) {
      return whole ? "" : ruleName;
    }
    return whole ? item.text() : item.qualified(ruleName);
  }

  private static Change change(JournalEntry entry, Instant now) {
    boolean whole = entry.contactId().equals(JournalEntry.CONNECTION);
    return new Change(
        whole ? "" : entry.contactId(),
        done(entry.act()),
        entry.side() == null ? "" : entry.side().word(),
        entry.fields(),
        entry.who(),
        ago(entry.at(), now));
  }

  private static String done(JournalEntry.Act act) {
    return act.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Ago ago(Instant at, Instant now) {
    Duration past = Duration.between(at, now);
    String text;
    if (past.compareTo(Duration.ofSeconds(5)) < 0) {
      text = "now";
    } else if (past.compareTo(Duration.ofMinutes(1)) < 0) {
      text = past.toSeconds() + " s";
    } else if (past.compareTo(Duration.ofHours(1)) < 0) {
      text = past.toMinutes() + " min";
    } else if (past.compareTo(Duration.of(1, ChronoUnit.DAYS)) < 0) {
      text = past.toHours() + " h";
    } else {
      text = DAY.format(at);
    }
    return new Ago(text, EXACT.format(at), at.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
