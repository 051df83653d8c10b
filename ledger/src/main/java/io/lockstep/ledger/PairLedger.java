package io.lockstep.ledger;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Lockstep remembers of pairs: links, bases, intents, differences, conflicts, parked. */
public interface PairLedger {

  /**
   * All that is known of one pair; {@link PairRecord#unknown()} for a stranger. Open intents only;
   * conflicts without their values; a profile's key shows the link of that profile.
   */
  PairRecord load(FlowKey key);

  /**
   * Writes all of a change in one transaction. A change that makes a link belongs to the link's
   * contact, whatever the key; what was kept under the profile's own key is then over. Within a
   * change removals come first. A base row that moves takes the dated edits of its field with it,
   * except those this change brings. Repeating a change changes nothing more.
   *
   * <p>Of a set only the head row is compared with {@code revision}; members written without their
   * head still count it up.
   *
   * @throws StaleBaseException when a base row it writes has moved since it was read; nothing was
   *     written
   * @throws LinkTakenException when the contact or the profile is linked to somebody else; nothing
   *     was written
   */
  void commit(FlowKey key, PairChange change);

  /**
   * Records an intent before its call. One statement decides between competing attempts. A takeover
   * changes owner and lease only: {@code sentAt}, {@code heldIds} and {@code digests} stay those of
   * the first attempt, for they say what may have happened. A settled intent of the same id is
   * opened anew.
   *
   * @return {@link Claim#FIRST} when this attempt is the first and may send; {@link Claim#AGAIN}
   *     when an earlier attempt's lease is over (or is this owner's) and this one has taken the
   *     intent: probe before sending; {@link Claim#BUSY} when another attempt's lease runs
   */
  Claim claim(FlowKey key, Intent intent, Instant now);

  /** What {@link #claim} found. */
  enum Claim {
    FIRST,
    AGAIN,
    BUSY
  }

  /** The link of that profile. */
  Optional<Link> linkOfProfile(String connection, String profileId);

  /** The link of that contact. */
  Optional<Link> linkOfContact(String connection, String contactId);

  /** The tombstone of that record, if its link has ended; linking it again takes it away. */
  Optional<Tombstone> tombstone(String connection, Side side, String id);

  /**
   * Takes a short lease on names (hashed e-mail, hashed phone), all or none, so that two runs never
   * link or create the same person at once. The same owner asking again renews.
   *
   * @return false when another owner holds one of them
   */
  boolean lease(String connection, List<String> names, String owner, Instant now, Duration length);

  /** Gives back the leases of that owner. */
  void release(String connection, String owner);

  /**
   * How many pairs stand in each state; a state with none is absent. One that no run works on needs
   * a person also when something waits of its items.
   */
  Map<PairState, Integer> counts(String connection);

  /** How many of the pairs in that state give each reason. */
  Map<String, Integer> reasons(String connection, PairState state);

  /** Pairs in contact id order, after that id (exclusive; "" for the first page). */
  List<PairSummary> pairs(String connection, String afterContactId, int limit);

  /** The pair as {@link #pairs} lists it; empty when it is not listed. */
  Optional<PairSummary> summary(FlowKey key);

  /** The first of what waits for a person, of pairs and of items, oldest first. */
  default List<WaitingItem> waiting(String connection, int limit) {
    return waiting(connection, null, limit);
  }

  /**
   * The same, further on.
   *
   * @param after the last one shown, exclusive; null: from the beginning
   */
  List<WaitingItem> waiting(String connection, @Nullable Shown after, int limit);

  /** What a brake holds, oldest first; none of a contact under which anything else waits too. */
  List<WaitingItem> held(String connection, int limit);

  /**
   * The first conflicts of a connection, of pairs and of items, newest first, values unsealed only
   * if asked for.
   */
  default List<ListedConflict> conflicts(String connection, int limit, boolean withValues) {
    return conflicts(connection, null, limit, withValues);
  }

  /**
   * The same, further on.
   *
   * @param after the last one shown, exclusive; null: from the beginning
   */
  List<ListedConflict> conflicts(
      String connection, @Nullable Shown after, int limit, boolean withValues);

  /** Writes one entry that belongs to no change of a pair: what an operator did. */
  void record(String connection, JournalEntry entry);

  /** The last entries of the journal, newest first. */
  List<ListedEntry> journal(String connection, int limit);

  /** The first entries of the journal after that number, in the order they were written. */
  List<ListedEntry> journalAfter(String connection, long number, int limit);

  /** How often these acts were done on that side since then; the brakes ask. */
  int count(String connection, Side side, List<JournalEntry.Act> acts, Instant since);

  /** Seals a person's edit until a look takes it. */
  void saveEdit(FlowKey key, String editId, List<String> values);

  /** The values of that edit, unsealed; empty when there is none. */
  Optional<List<String>> edit(FlowKey key, String editId);

  /**
   * Removes what has served: intents settled and moves made a day ago, leases that are over, edits
   * a week old. Links, bases, tombstones, conflicts and journal stay.
   */
  void purge(Instant now);

  /** A record whose link has ended. Opaque ids only. */
  record Tombstone(Side side, String id, String reason, Instant at) {}

  /** One pair in a list. */
  record PairSummary(
      String contactId, @Nullable String profileId, PairState state, String reason) {}

  /**
   * One thing that waits, and whose it is.
   *
   * @param item the contact's item it is about; null when it is about the pair itself
   */
  record WaitingItem(String contactId, @Nullable ItemRef item, Parked parked) {

    /** Its place in a list. */
    public Shown shown() {
      return new Shown(parked.since(), contactId, text(item), parked.waiting().opId());
    }
  }

  /**
   * One conflict, and whose it is.
   *
   * @param item the contact's item it is about; null when it is about the pair itself
   */
  record ListedConflict(String contactId, @Nullable ItemRef item, Conflict conflict) {

    /** Its place in a list. */
    public Shown shown() {
      return new Shown(conflict.at(), contactId, text(item), conflict.id());
    }
  }

  /**
   * A place in a list by age. What has the same time is in the order of contact, item and id, so
   * nothing is passed over, however much came at once.
   *
   * @param item its text; "" for the pair itself
   * @param id of what is listed
   */
  record Shown(Instant at, String contactId, String item, String id) {}

  private static String text(@Nullable ItemRef item) {
    return item == null ? "" : item.text();
  }

  /** One journal entry with its number. */
  record ListedEntry(long number, String connection, JournalEntry entry) {}
}
