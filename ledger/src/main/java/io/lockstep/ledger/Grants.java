package io.lockstep.ledger;

import io.lockstep.core.pair.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * HighLevel's grants, sealed, one row per location or agency, shared by all processes. A refresh
 * token works once, so one process renews at a time: it takes a lease of the version it saw.
 */
public interface Grants {

  /**
   * The grant of that resource.
   *
   * @throws Sealer.CannotOpenException when it does not open here
   */
  Optional<Grant> of(String resourceId);

  /** Keeps what a person granted, whatever was there before; ends a lease and a refusal. */
  void connect(Grant grant);

  /** HighLevel's ids of the agencies that have let Lockstep in, in order. */
  List<String> agencies();

  /**
   * Keeps a location's token that was made with its agency's, where none is kept yet.
   *
   * @param connection whose location it is
   * @param entry what its journal says of that; both are kept, or neither
   * @return what is there now: that one, or what somebody else put there meanwhile
   */
  Grant adopt(Grant made, String connection, JournalEntry entry);

  /**
   * Lets the caller alone renew that version until then.
   *
   * @return false when somebody else does, or has
   */
  boolean lease(String resourceId, long version, Instant now, Instant until);

  /** Ends or prolongs the lease of that version: nobody tries before then. */
  void leaseEnds(String resourceId, long version, Instant at);

  /**
   * Keeps the renewed pair in the place of that version.
   *
   * @return what is there now: the renewed pair, or what somebody else put there meanwhile
   */
  Grant renew(long version, Grant renewed);

  /**
   * HighLevel said that this version is over. The tokens stay: it may not have been the last word.
   *
   * @return false when that version is no longer there: the word speaks of a former one
   */
  boolean refused(String resourceId, long version, Instant at);
}
