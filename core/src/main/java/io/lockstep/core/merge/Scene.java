package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;

/**
 * What every part of one merge works with.
 *
 * @param look as it came
 * @param record the pair's record, pending writes that happened already counted in
 * @param contact the contact; shows nothing when its read was discarded
 * @param profileView the profile; likewise
 */
record Scene(
    PersonLook look,
    PairRecord record,
    PersonView contact,
    PersonView profileView,
    Values values,
    Answers answers,
    Draft draft) {

  PersonView view(Side side) {
    return side == Side.CONTACTS ? contact : profileView;
  }

  /** Which side a person's value goes to first: one that may be written. */
  Side first(Field field) {
    Side first = field.first();
    return look.profile().mayWrite(first) ? first : first.other();
  }

  /** Both sides and the base of that rule. */
  Field field(FieldRule rule) {
    return new Field(
        rule,
        values.of(rule, Side.CONTACTS, contact.field(rule.name())),
        values.of(rule, Side.REWARDS, profileView.field(rule.name())),
        record
            .base(rule.name())
            .filter(row -> row.ruleFingerprint().equals(rule.fingerprint()))
            .orElse(null),
        values);
  }
}
