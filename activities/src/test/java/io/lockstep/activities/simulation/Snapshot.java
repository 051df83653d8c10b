package io.lockstep.activities.simulation;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.person.BhnProfile;
import io.lockstep.core.person.HighLevelContact;
import io.lockstep.core.person.PersonView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What both sides hold at one moment, as the sandbox's state shows it. */
record Snapshot(Map<String, PersonView> contacts, Map<String, PersonView> profiles) {

  static Snapshot of(Map<String, Object> state, HighLevelContact contact, BhnProfile profile) {
    var contacts = new LinkedHashMap<String, PersonView>();
    Hands.records(Hands.section(state, "highlevel"), "contacts")
        .forEach(
            body -> {
              PersonView view = contact.read(body);
              contacts.put(view.id(), view);
            });
    var profiles = new LinkedHashMap<String, PersonView>();
    Hands.records(Hands.section(state, "bhn"), "contacts")
        .forEach(
            body -> {
              PersonView view = profile.read(body);
              profiles.put(view.id(), view);
            });
    return new Snapshot(contacts, profiles);
  }

  Map<String, PersonView> of(Side side) {
    return side == Side.CONTACTS ? contacts : profiles;
  }

  Optional<PersonView> record(Side side, String id) {
    return Optional.ofNullable(of(side).get(id));
  }

  /** The value in one vocabulary and form, so that the two sides can be compared. */
  static Reading common(
      MappingProfile mapping, CanonicalForms forms, FieldRule rule, PersonView view) {
    Reading shown = view.field(rule.name());
    if (rule.kind() == FieldRule.Kind.TAGS) {
      shown = Reading.ofElements(shown.texts().stream().filter(mapping.tags()::travels).toList());
    }
    Reading word =
        view.side() == Side.CONTACTS ? shown : rule.translate(Side.REWARDS, shown).orElse(shown);
    return forms.canonical(word, rule.form(), CanonicalForms.CURRENT);
  }
}
