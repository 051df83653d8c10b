package io.lockstep.core.door;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.link.Scopes;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import java.util.Map;
import java.util.Set;

/**
 * Tells an echo from news by content alone. It asks for proof that nothing is new; any doubt is a
 * look. Pure.
 *
 * <p>The caller reads the open mark <b>before</b> the record. The other way round, a run could move
 * the base and settle between the two reads, and a change back to the former value would be taken
 * for an echo of it.
 */
public final class Door {

  private final MappingProfile profile;
  private final CanonicalForms forms;
  private final BaseCheck base;

  /** A door for one connection. */
  public Door(MappingProfile profile, CanonicalForms forms, Digester digester) {
    this.profile = profile;
    this.forms = forms;
    this.base = new BaseCheck(profile.rules(), profile.tags(), forms, digester);
  }

  /**
   * What to do with an event.
   *
   * @param key the pair, by contact id
   * @param runOpen whether the flow's open mark stood before {@code record} was read
   * @throws Digester.MissingKeyException when a base was made with a key that is not here; look
   */
  public Verdict decide(FlowKey key, Sighting sighting, boolean runOpen, PairRecord record) {
    if (runOpen) {
      return Verdict.RUN_OPEN;
    }
    if (sighting.deleted()) {
      return Verdict.DELETED;
    }
    return record.link() != null && isOf(record.link(), key, sighting)
        ? base.decide(key, sighting, record)
        : Verdict.NOT_LINKED;
  }

  /**
   * Whether a list shows more of a linked record than its base, and than these values of its
   * fields. What the list does not show is not judged.
   *
   * @param key the pair, by contact id
   * @param known digests by rule name: what is known of a field besides its base
   */
  public boolean isNews(
      FlowKey key, PersonView listed, PairRecord record, Map<String, Set<String>> known) {
    return record.link() == null
        || !isOf(record.link(), key, new Sighting(false, listed, Set.of()))
        || base.differing(key, listed, record).stream()
            .anyMatch(
                rule ->
                    known.getOrDefault(rule.name(), Set.of()).stream()
                        .noneMatch(digest -> base.shows(key, rule, listed, digest)));
  }

  /**
   * What the event showed, as a hint carries it: rule name to keyed digest. Dates edits, and
   * betrays one that is overwritten before anybody reads it.
   */
  public Map<String, String> digests(FlowKey key, Sighting sighting) {
    return base.digests(key, sighting);
  }

  /**
   * Whether this event may tell of a pair that comes back into a narrow scope: its base stayed as
   * it was when it left, so its fields alone prove nothing.
   */
  public boolean mayComeBack(Sighting sighting) {
    return profile.scope().containsKey(sighting.view().side())
        && !profile.scope().get(sighting.view().side()).all()
        && Scopes.of(profile, forms, sighting.view()) != Scopes.Standing.OUT;
  }

  /**
   * Whether the digests of what the event showed may prove alone that nothing is new.
   *
   * @param key the pair, by contact id
   */
  public boolean mayProve(Link link, FlowKey key, Sighting sighting) {
    return isOf(link, key, sighting) && base.isComplete(sighting) && !mayComeBack(sighting);
  }

  /**
   * Whether the record the event showed is that link's half, and names no other partner.
   *
   * @param key the pair, by contact id
   */
  private static boolean isOf(Link link, FlowKey key, Sighting sighting) {
    if (!link.contactId().equals(key.contactId())) {
      return false;
    }
    String id = sighting.view().id();
    String counterpart = sighting.view().counterpart();
    if (sighting.view().side() == Side.CONTACTS) {
      // A contact made by a person bears no mark of its profile.
      return id.equals(link.contactId())
          && (counterpart == null || counterpart.equals(link.profileId()));
    }
    return id.equals(link.profileId()) && link.contactId().equals(counterpart);
  }
}
