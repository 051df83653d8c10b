package io.lockstep.activities.contacts;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.HighLevelField;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.person.PersonView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the record that a create made although its answer was lost, or although it was answered
 * with 422 (highlevel-api-docs issue 64). Ours is the one that carries the mark: a profile its
 * contact's id as {@code referenceId}, a contact its profile's id in a custom field.
 */
final class LostCreate {

  private LostCreate() {}

  /**
   * How long until a probe that finds nothing proves that nothing was made: the last call is over
   * and the target has had time to show it. Zero: it does now. BHN needs none of this, since a
   * repeat with the same request id makes nothing new.
   */
  static Duration untilItWouldShow(Intent intent, Instant now) {
    if (intent.target() == Side.REWARDS) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(now, intent.showsBy());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The partner of that source which carries its mark. One call, or two at HighLevel. */
  static Optional<PersonView> find(Workbench bench, PersonView source) {
    return source.side() == Side.CONTACTS ? profile(bench, source) : contact(bench, source);
  }

  private static Optional<PersonView> profile(Workbench bench, PersonView contact) {
    return bench.bhn().byReferenceId(contact.id()).stream().map(bench.profiles()::read).findFirst();
  }

  private static Optional<PersonView> contact(Workbench bench, PersonView profile) {
    // By e-mail first: the duplicate search does not lag, the search by mark does.
    Optional<PersonView> byEmail =
        bench
            .email(profile)
            .flatMap(bench.highLevel()::duplicateByEmail)
            .map(bench.contacts()::searchItem)
            .filter(found -> profile.id().equals(found.counterpart()));
    Optional<PersonView> found = byEmail.isPresent() ? byEmail : byMark(bench, profile.id());
    return found.flatMap(hit -> bench.contact(hit.id())); // a hit is a projection; read it whole
  }

  private static Optional<PersonView> byMark(Workbench bench, String profileId) {
    String field = bench.highLevel().customFieldIds().get(HighLevelField.PROFILE_MARK);
    if (field == null) {
      return Optional.empty(); // no contact can carry a mark whose field does not exist
    }
    Map<String, Object> marked =
        Map.of("field", "customFields." + field, "operator", "eq", "value", profileId);
    return bench
        .highLevel()
        .search(Map.of("pageLimit", 2, "filters", List.of(marked)))
        .contacts()
        .stream()
        .map(bench.contacts()::searchItem)
        .filter(hit -> profileId.equals(hit.counterpart()))
        .findFirst();
  }
}
