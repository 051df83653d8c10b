package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.AcceptedDifference.Reason;
import io.lockstep.core.plan.Decision;
import java.util.List;

/**
 * Merges one do-not-disturb channel (law L11). The only value it can write is {@link
 * FieldRule#DND}, so nothing here can make a person reachable. A channel a side shows as empty
 * counts as open.
 */
final class ConsentMerge {

  private final Scene scene;
  private final Draft draft;
  private final Quiet quiet;
  private final Trail trail;

  ConsentMerge(Scene scene) {
    this.scene = scene;
    this.draft = scene.draft();
    this.quiet = new Quiet(scene);
    this.trail = new Trail(scene);
  }

  void merge(FieldRule rule) {
    Field field = scene.field(rule);
    if (!field.shown()) {
      draft.branch(Branch.NOT_SHOWN);
    } else if (dnd(field.contacts()) == dnd(field.rewards())) {
      agree(field);
    } else {
      Side strict = dnd(field.contacts()) ? Side.CONTACTS : Side.REWARDS;
      if (!answered(field, strict) && !quiet.about(field) && believed(field)) {
        quiet.forgetPast(field);
        compare(field, strict);
      }
    }
  }

  private static boolean dnd(SideValue value) {
    return value.canonical().texts().contains(FieldRule.DND);
  }

  private void agree(Field field) {
    quiet.forget(field);
    if (!field.hasBase()) {
      draft.branch(Branch.FIRST_LINK_EQUAL);
      field.agree(draft, scene.look().lookedAt());
    } else if (!field.changed(Side.CONTACTS) && !field.changed(Side.REWARDS)) {
      draft.branch(Branch.UNCHANGED);
    } else if (believed(field)) {
      draft.branch(Branch.BOTH_CHANGED_ALIKE);
      field.agree(draft, scene.look().lookedAt());
    }
  }

  /** A person may tighten the other side or leave the difference; never loosen through us. */
  private boolean answered(Field field, Side strict) {
    Decision answer = scene.answers().on(field.name()).orElse(null);
    if (answer == null) {
      return false;
    }
    boolean tightens =
        switch (answer.kind()) {
          case RESOLVE -> answer.side() == strict;
          case EDIT ->
              List.of(FieldRule.DND)
                  .equals(scene.look().edited().get(String.valueOf(answer.editId())));
          case SKIP, RETRY -> false;
        };
    if (answer.kind() == Decision.Kind.EDIT && !tightens) {
      return false; // a wish to loosen stays undone, and what waits stays listed
    }
    quiet.forget(field);
    switch (answer.kind()) {
      case EDIT -> draft.branch(Branch.EDITED);
      case RESOLVE -> draft.branch(Branch.RESOLVED);
      case SKIP, RETRY -> draft.branch(Branch.SKIPPED);
    }
    if (tightens) {
      tighten(field, strict);
    } else {
      accept(
          field, answer.kind() == Decision.Kind.SKIP ? Reason.SKIPPED : Reason.CONSENT, "operator");
    }
    return true;
  }

  /** What Lockstep once tightened and a person loosened again is no doubt: the stricter is safe. */
  private boolean believed(Field field) {
    return trail.trust(field) != Trail.Trust.NOT_YET;
  }

  private void compare(Field field, Side strict) {
    boolean tightened = field.changed(strict);
    if (tightened && field.rule().direction().writes(strict.other())) {
      draft.branch(Branch.CONSENT_TIGHTENED);
      tighten(field, strict);
    } else {
      draft.branch(Branch.CONSENT_LOOSENING_KEPT);
      accept(field, Reason.CONSENT, "lockstep");
    }
  }

  private void tighten(Field field, Side strict) {
    SideValue source = field.of(strict);
    draft.write(
        strict.other(),
        new Draft.Write(
            field.name(),
            List.of(FieldRule.DND),
            source.digest(),
            field.of(strict.other()).digest(),
            source.digest(),
            null));
  }

  private void accept(Field field, Reason reason, String who) {
    draft.accept(
        field.name(),
        field.rule().fingerprint(),
        "",
        field.contacts().digest(),
        field.rewards().digest(),
        reason,
        who);
  }
}
