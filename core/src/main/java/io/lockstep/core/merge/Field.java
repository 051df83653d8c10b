package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.mapping.Direction;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.FieldMove;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One rule's values on both sides, and the base they are compared with.
 *
 * @param base null when there is none under today's rule: the field is planned like a first link
 */
record Field(
    FieldRule rule, SideValue contacts, SideValue rewards, @Nullable BaseRow base, Values values) {

  String name() {
    return rule.name();
  }

  SideValue of(Side side) {
    return side == Side.CONTACTS ? contacts : rewards;
  }

  boolean shown() {
    return contacts.shown() && rewards.shown();
  }

  boolean equal() {
    return contacts.equalTo(rewards);
  }

  boolean hasBase() {
    return base != null;
  }

  /** Whether that side no longer shows what it showed when both agreed; without a base, both. */
  boolean changed(Side side) {
    if (base == null) {
      return true;
    }
    String digest = side == Side.CONTACTS ? base.contacts() : base.rewards();
    return !values.matches(digest, rule, of(side), base.canonVersion());
  }

  /** The side a one-way rule reads; null when the rule goes both ways. */
  @Nullable Side source() {
    return switch (rule.direction()) {
      case BOTH -> null;
      case TO_CONTACTS -> Side.REWARDS;
      case TO_REWARDS -> Side.CONTACTS;
    };
  }

  /** Which side a value written to both goes to first, so that the rest follows by itself. */
  Side first() {
    return rule.direction() == Direction.TO_CONTACTS ? Side.REWARDS : Side.CONTACTS;
  }

  /** Whether these two digests are of what both sides show now. */
  boolean shows(String contactsDigest, String rewardsDigest) {
    return values.matches(contactsDigest, rule, contacts)
        && values.matches(rewardsDigest, rule, rewards);
  }

  /** Records that both sides agreed on what they show, and each side's step to it. */
  void agree(Draft draft, Instant lookedAt) {
    for (Side side : Side.values()) {
      if (base != null && changed(side)) {
        String before = side == Side.CONTACTS ? base.contacts() : base.rewards();
        draft.move(
            new FieldMove(
                name(), "", side, before, of(side).digest(), FieldMove.By.SEEN, lookedAt));
      }
    }
    draft.base(
        name(),
        "",
        contacts.digest(),
        rewards.digest(),
        CanonicalForms.CURRENT,
        rule.fingerprint());
  }
}
