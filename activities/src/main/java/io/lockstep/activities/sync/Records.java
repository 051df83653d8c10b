package io.lockstep.activities.sync;

import io.lockstep.activities.NotNowException;
import io.lockstep.activities.bhn.Bhn;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.ledger.Budget.Need;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One kind of record on both sides of a connection, opened for one caller. Every call throws {@link
 * NotNowException} when it may not be made now, and {@link ProviderException} for what the provider
 * answered instead.
 */
public interface Records {

  /** The mapping; its rules are those of this kind. */
  MappingProfile mapping();

  CanonicalForms forms();

  Digester digester();

  HighLevel highLevel();

  Bhn bhn();

  /** Takes the turns of the HighLevel calls that are to follow, before the first is made. */
  default void begin(Need need) {
    highLevel().begin(need);
  }

  /**
   * Sees that a call to that side can be made, its token included, before a claim says that it may
   * have been.
   */
  default void ready(Side side) {
    switch (side) {
      case CONTACTS -> highLevel().ready();
      case REWARDS -> bhn().ready();
    }
  }

  /** From now on no call is made that may still be under way then. */
  default void endBy(Instant end) {
    highLevel().endBy(end);
    bhn().endBy(end);
  }

  /** That record; empty when its provider says that it is gone. One call. */
  Optional<PersonView> read(Side side, String id);

  /**
   * Overwrites the named fields, answers the record as stored. One call.
   *
   * @param version as read, at BHN; HighLevel has none
   */
  PersonView update(Side side, String id, List<FieldWrite> writes, @Nullable String version);

  /** Deletes the record; at BHN only if it still has that version. One call. */
  void delete(Side side, String id, @Nullable String version);

  /** The rule of that name. */
  default FieldRule rule(String field) {
    return mapping()
        .rule(field)
        .orElseThrow(() -> new IllegalStateException("no rule " + field + " in the mapping"));
  }

  /** That reading in its rule's canonical form. */
  default Reading canonical(FieldRule rule, Reading reading) {
    return forms().canonical(reading, rule.form(), CanonicalForms.CURRENT);
  }

  /** The digest of what a view shows of a rule; empty when it is not shown. */
  default Optional<String> digest(FlowKey pair, FieldRule rule, PersonView view) {
    Reading canonical = canonical(rule, view.field(rule.name()));
    return canonical.shown()
        ? Optional.of(digester().digest(pair, rule.name(), canonical))
        : Optional.empty();
  }
}
