package io.lockstep.activities.contacts;

import io.lockstep.activities.bhn.Bhn;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.sync.Records;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.person.BhnProfile;
import io.lockstep.core.person.HighLevelContact;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.ledger.Connection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection, opened for one caller: both providers, the mapping, and how records read. */
record Workbench(
    Connection connection,
    MappingProfile mapping,
    CanonicalForms forms,
    Digester digester,
    HighLevel highLevel,
    Bhn bhn,
    HighLevelContact contacts,
    BhnProfile profiles)
    implements Records {

  /** That contact; empty when HighLevel says that it is gone. One HighLevel call. */
  Optional<PersonView> contact(String id) {
    return highLevel.contact(id).map(contacts::read);
  }

  /** That profile; empty when BHN says that it is gone. One BHN call. */
  Optional<PersonView> profile(String id) {
    return bhn.contact(id).map(profiles::read);
  }

  @Override
  public Optional<PersonView> read(Side side, String id) {
    return side == Side.CONTACTS ? contact(id) : profile(id);
  }

  @Override
  public PersonView update(
      Side side, String id, List<FieldWrite> writes, @Nullable String version) {
    return switch (side) {
      case CONTACTS -> contacts.read(highLevel.update(id, contacts.updateBody(writes)));
      case REWARDS -> profiles.read(bhn.update(id, profiles.updateBody(writes, known(version))));
    };
  }

  @Override
  public void delete(Side side, String id, @Nullable String version) {
    switch (side) {
      case CONTACTS -> highLevel.delete(id);
      case REWARDS -> bhn.delete(id, known(version));
    }
  }

  private static String known(@Nullable String version) {
    if (version == null) {
      throw new IllegalStateException("a profile was looked at without its version");
    }
    return version;
  }

  /** The e-mail of that record, where one is mapped and shown. */
  Optional<String> email(PersonView view) {
    return mapping.rules().stream()
        .filter(rule -> rule.form() == Form.EMAIL)
        .flatMap(rule -> view.field(rule.name()).texts().stream())
        .findFirst();
  }
}
