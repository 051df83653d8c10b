package io.lockstep.core.door;

import io.lockstep.core.person.PersonView;
import java.util.Set;

/**
 * A contact or profile as one event showed it.
 *
 * @param deleted the event says that the record is gone
 * @param view the event's projection: a field this event type carries is a value or empty, any
 *     other is not shown
 * @param reportedElsewhere rules this event type does not carry, because events of another type
 *     report them; such a field may be missing here without being in doubt
 */
public record Sighting(boolean deleted, PersonView view, Set<String> reportedElsewhere) {

  public Sighting {
    reportedElsewhere = Set.copyOf(reportedElsewhere);
  }
}
