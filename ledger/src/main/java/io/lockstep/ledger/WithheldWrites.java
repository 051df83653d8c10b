package io.lockstep.ledger;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.plan.Withheld;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What connections that may only read would write, were they allowed to. */
public interface WithheldWrites {

  /** These wait now for permission, of what that flow does for that contact, and no others. */
  void replace(Flow flow, FlowKey key, List<Withheld> writes, Instant now);

  /** What waits of what that flow does for that contact, in order of operation ids. */
  List<Withheld> of(Flow flow, FlowKey key);

  /** How many writes of that connection wait. */
  int count(String connection);

  /**
   * Of whom something waits, by contact id.
   *
   * @param after the contact id of the last one known; empty from the beginning
   */
  List<OfContact> contacts(String connection, String after, int most);

  /**
   * What waits of one contact.
   *
   * @param key a profile that has no contact is named as its flow names it
   * @param flows the flows that found it
   * @param writes how many
   * @param since when the oldest was found
   */
  record OfContact(FlowKey key, Set<Flow> flows, int writes, Instant since) {
    public OfContact {
      flows = Set.copyOf(flows);
    }
  }
}
