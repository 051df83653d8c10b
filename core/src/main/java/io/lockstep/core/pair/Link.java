package io.lockstep.core.pair;

import io.lockstep.core.Side;
import java.time.Instant;

/**
 * A contact and its profile, once linked; or the two halves of an item. Ids are the providers' and
 * opaque.
 *
 * @param contactId HighLevel's id of the contact, or of its half of the item
 * @param profileId BHN's id of the profile, or of its half of the item
 */
public record Link(String connection, String contactId, String profileId, Instant linkedAt) {

  /** That side's id. */
  public String id(Side side) {
    return side == Side.CONTACTS ? contactId : profileId;
  }
}
