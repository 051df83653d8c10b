package io.lockstep.activities.sync;

import io.lockstep.core.Side;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.Parked;
import java.util.Arrays;
import java.util.List;

/** The review of a pair one of whose records is gone; while it is open, the pair's items freeze. */
public final class GoneReview {

  private GoneReview() {}

  /** What a person's answer to it names. */
  public static String id(Digester digester, Link link, Side gone) {
    return digester.name(
        "gone", link.connection(), gone.word(), link.contactId(), link.profileId());
  }

  /** Whether it is among what waits of that pair. */
  public static boolean isOpen(Digester digester, Link link, List<Parked> parked) {
    return Arrays.stream(Side.values())
        .map(side -> id(digester, link, side))
        .anyMatch(id -> parked.stream().anyMatch(one -> one.waiting().opId().equals(id)));
  }
}
