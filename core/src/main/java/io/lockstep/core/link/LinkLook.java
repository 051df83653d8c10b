package io.lockstep.core.link;

import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.Link;
import io.lockstep.core.person.PersonView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one linking decision sees. Both lists must be complete for the profile's match keys, or
 * uniqueness means nothing: search each side by every key the subject has.
 *
 * @param subject the contact or profile whose partner is sought, as a full read showed it
 * @param link what the ledger says of the subject; null: not linked
 * @param candidates records of the other side that share a match key with the subject, that the
 *     subject names, or that name the subject
 * @param rivals other records of the subject's own side that share a match key with it, or name the
 *     same partner
 */
public record LinkLook(
    MappingProfile profile,
    CanonicalForms forms,
    PersonView subject,
    @Nullable Link link,
    List<Candidate> candidates,
    List<PersonView> rivals) {

  /**
   * One possible partner.
   *
   * @param view as read
   * @param link what the ledger says of it; null: not linked
   */
  public record Candidate(PersonView view, @Nullable Link link) {}

  public LinkLook {
    candidates = List.copyOf(candidates);
    rivals = List.copyOf(rivals);
  }
}
