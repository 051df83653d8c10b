package io.lockstep.activities.contacts;

import io.lockstep.activities.bhn.Bhn;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.person.BhnProfile;
import io.lockstep.core.person.HighLevelContact;
import io.lockstep.core.person.PersonView;
import io.lockstep.ledger.Connection;
import java.util.Optional;

/** One connection, opened for one caller: both providers, the mapping, and how records read. */
record Workbench(
    Connection connection,
    MappingProfile mapping,
    CanonicalForms forms,
    Digester digester,
    HighLevel highLevel,
    Bhn bhn,
    HighLevelContact contacts,
    BhnProfile profiles) {

  /** That contact; empty when HighLevel says that it is gone. One HighLevel call. */
  Optional<PersonView> contact(String id) {
    return highLevel.contact(id).map(contacts::read);
  }

  /** That profile; empty when BHN says that it is gone. One BHN call. */
  Optional<PersonView> profile(String id) {
    return bhn.contact(id).map(profiles::read);
  }

  /** That record; empty when its provider says that it is gone. One call. */
  Optional<PersonView> read(Side side, String id) {
    return side == Side.CONTACTS ? contact(id) : profile(id);
  }

  /** The e-mail of that record, where one is mapped and shown. */
  Optional<String> email(PersonView view) {
    return mapping.rules().stream()
        .filter(rule -> rule.form() == Form.EMAIL)
        .flatMap(rule -> view.field(rule.name()).texts().stream())
        .findFirst();
  }

  Reading canonical(FieldRule rule, Reading reading) {
    return forms.canonical(reading, rule.form(), CanonicalForms.CURRENT);
  }

  /** The digest of what a view shows of a rule; empty when it is not shown. */
  Optional<String> digest(FlowKey pair, FieldRule rule, PersonView view) {
    Reading canonical = canonical(rule, view.field(rule.name()));
    return canonical.shown()
        ? Optional.of(digester.digest(pair, rule.name(), canonical))
        : Optional.empty();
  }
}
