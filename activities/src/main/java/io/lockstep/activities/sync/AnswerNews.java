package io.lockstep.activities.sync;

import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import java.util.List;

/**
 * What the answer to a write shows beside what was written. Somebody may have edited another field
 * meanwhile: that is no base, only a hint to look again. Asked at a plan's end, when every field it
 * was about has its new base.
 */
final class AnswerNews {

  private AnswerNews() {}

  /** Hints the pair's own flow if the answer shows a field off its base that nobody wrote. */
  static void hint(Step step, List<FieldWrite> written, PersonView answer) {
    boolean more =
        step.records().mapping().rules().stream()
            .filter(rule -> rule.kind() == FieldRule.Kind.FIELD)
            .filter(rule -> written.stream().noneMatch(w -> w.field().equals(rule.name())))
            .anyMatch(rule -> isOffItsBase(step, rule, answer));
    if (more) {
      step.ports().hints().hint(step.flow(), step.key(), Hint.from(Hint.Source.FLOW));
    }
  }

  private static boolean isOffItsBase(Step step, FieldRule rule, PersonView answer) {
    Reading shown = answer.field(rule.name());
    boolean known =
        step.record().accepted().stream().anyMatch(row -> row.field().equals(rule.name()))
            || step.record().parked().stream()
                .anyMatch(row -> row.waiting().field().equals(rule.name()));
    return shown.shown()
        && !known
        && step.record()
            .base(rule.name())
            .filter(row -> row.ruleFingerprint().equals(rule.fingerprint()))
            .filter(row -> row.canonVersion() == CanonicalForms.CURRENT)
            .filter(row -> !showsBase(step, rule, answer, row))
            .isPresent();
  }

  private static boolean showsBase(Step step, FieldRule rule, PersonView answer, BaseRow row) {
    String digest = answer.side() == Side.CONTACTS ? row.contacts() : row.rewards();
    Reading now = step.records().canonical(rule, answer.field(rule.name()));
    return step.records().digester().matches(digest, step.key(), rule.name(), now);
  }
}
