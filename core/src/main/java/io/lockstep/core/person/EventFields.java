package io.lockstep.core.person;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.HighLevelField;
import io.lockstep.core.mapping.MappingProfile;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rules the webhooks of each side carry. The door may only answer "nothing new" where every
 * rule is reported by some event; it asks here. Computed from the projections themselves, so the
 * two cannot disagree.
 */
public final class EventFields {

  private final Map<Side, Map<String, Set<String>>> carried;
  private final Map<Side, Set<String>> neverReported;

  /** For one profile. */
  public EventFields(MappingProfile profile) {
    carried = Map.of(Side.CONTACTS, contacts(profile), Side.REWARDS, rewards(profile));
    neverReported =
        Map.of(
            Side.CONTACTS, missing(profile, Side.CONTACTS),
            Side.REWARDS, missing(profile, Side.REWARDS));
  }

  /**
   * The rules an event of this type shows, an absent value counting as empty; none for a deletion
   * or a type we do not know.
   *
   * @param type HighLevel's {@code type} or BHN's {@code messageType}
   */
  public Set<String> carried(Side side, String type) {
    return types(side).getOrDefault(type, Set.of());
  }

  /**
   * The rules an event of this type lacks because events of another type report them: per-channel
   * consent comes by {@code ContactDndUpdate} alone. Their absence is no doubt.
   */
  public Set<String> reportedElsewhere(Side side, String type) {
    Set<String> elsewhere = new LinkedHashSet<>();
    types(side).values().forEach(elsewhere::addAll);
    elsewhere.removeAll(carried(side, type));
    return Set.copyOf(elsewhere);
  }

  /** The rules no event of that side reports; one is enough to turn the door's short cut off. */
  public Set<String> neverReported(Side side) {
    return neverReported.getOrDefault(side, Set.of());
  }

  /**
   * What start-up says of {@link #neverReported}, one sentence per rule; empty when all is well.
   */
  public List<String> notices() {
    return List.of(Side.values()).stream()
        .flatMap(
            side ->
                neverReported(side).stream()
                    .sorted()
                    .map(
                        rule ->
                            "no webhook of %s carries the field %s, so each of them starts a look;"
                                    .formatted(side.word(), rule)
                                + " without that field an echo would cost nothing"))
        .toList();
  }

  private Map<String, Set<String>> types(Side side) {
    return carried.getOrDefault(side, Map.of());
  }

  private Set<String> missing(MappingProfile profile, Side side) {
    Set<String> missing = new LinkedHashSet<>();
    profile.rules().forEach(rule -> missing.add(rule.name()));
    types(side).values().forEach(missing::removeAll);
    return Set.copyOf(missing);
  }

  private static Map<String, Set<String>> contacts(MappingProfile profile) {
    Map<String, String> everyCustomField = new LinkedHashMap<>();
    for (FieldRule rule : profile.rules()) {
      HighLevelField.customFieldKey(rule.contacts())
          .ifPresent(key -> everyCustomField.put(key, key));
    }
    HighLevelContact projection = new HighLevelContact(profile, everyCustomField);
    Map<String, Set<String>> carried = new LinkedHashMap<>();
    for (String type : ContactEvents.TYPES) {
      carried.put(type, shown(profile, projection.event(Map.of("type", type))));
    }
    return carried;
  }

  private static Map<String, Set<String>> rewards(MappingProfile profile) {
    BhnProfile projection = new BhnProfile(profile);
    Map<String, Set<String>> carried = new LinkedHashMap<>();
    for (String type : BhnProfile.MESSAGE_TYPES) {
      carried.put(
          type,
          shown(profile, projection.event(Map.of("messageType", type, "eventType", "updated"))));
    }
    return carried;
  }

  private static Set<String> shown(MappingProfile profile, PersonView emptyEvent) {
    Set<String> shown = new LinkedHashSet<>();
    for (FieldRule rule : profile.rules()) {
      if (emptyEvent.field(rule.name()).shown()) {
        shown.add(rule.name());
      }
    }
    return shown;
  }
}
