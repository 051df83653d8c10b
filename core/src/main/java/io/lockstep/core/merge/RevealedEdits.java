package io.lockstep.core.merge;

import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.FieldMove.By;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Finds edits that a write of ours overwrote before anybody read them: a hint saw a value that was
 * never the base, is not shown now, and that we neither wrote nor met. Where what is shown now is
 * not ours, a later edit replaced that value, and nothing is lost that its author did not replace.
 */
final class RevealedEdits {

  private final Scene scene;

  RevealedEdits(Scene scene) {
    this.scene = scene;
  }

  void list() {
    for (Hint hint : scene.look().hints()) {
      Side side = hint.side();
      if (side != null) {
        scene.look().profile().rules().stream()
            .filter(rule -> rule.kind() == FieldRule.Kind.FIELD)
            .filter(rule -> hint.digests().containsKey(rule.name()))
            .forEach(rule -> judge(rule, side, hint));
      }
    }
  }

  private void judge(FieldRule rule, Side side, Hint hint) {
    String digest = Objects.requireNonNull(hint.digests().get(rule.name()));
    Field field = scene.field(rule);
    SideValue shown = field.of(side);
    if (!shown.shown()
        || scene.values().matches(digest, rule, shown)
        || known(rule.name(), side).anyMatch(digest::equals)
        || !overwrittenByUs(rule, side, shown, hint)) {
      return;
    }
    scene.draft().branch(Branch.LOST_EDIT_REVEALED);
    scene
        .draft()
        .conflict(
            new Conflict(
                scene.values().name("revealed", rule.name(), side.word(), digest),
                rule.name(),
                Conflict.State.DECIDED,
                side,
                List.of(),
                List.of(),
                "overwritten before it was read; ask its author to repeat it",
                scene.look().lookedAt()));
  }

  private boolean overwrittenByUs(FieldRule rule, Side side, SideValue shown, Hint hint) {
    return steps(rule.name(), side)
        .filter(move -> move.by() == By.WRITTEN)
        .filter(move -> scene.values().matches(move.after(), rule, shown))
        .anyMatch(
            move ->
                hint.eventTime() == null
                    || !move.at().plus(FieldMerge.DRAW).isBefore(hint.eventTime()));
  }

  /** Every digest of that side we have a reason to know. */
  private Stream<String> known(String field, Side side) {
    Stream<String> base =
        scene.record().base().stream()
            .filter(row -> row.field().equals(field))
            .map(row -> digest(row, side));
    Stream<String> steps =
        steps(field, side).flatMap(move -> Stream.of(move.before(), move.after()));
    Stream<String> edits =
        scene.record().edits().stream()
            .filter(edit -> edit.field().equals(field) && edit.side() == side)
            .map(edit -> edit.digest());
    Stream<String> accepted =
        scene.record().accepted().stream()
            .filter(difference -> difference.field().equals(field))
            .map(
                difference -> side == Side.CONTACTS ? difference.contacts() : difference.rewards());
    return Stream.of(base, steps, edits, accepted).flatMap(stream -> stream);
  }

  private Stream<FieldMove> steps(String field, Side side) {
    return scene.record().moves().stream()
        .filter(move -> move.field().equals(field) && move.side() == side);
  }

  private static String digest(BaseRow row, Side side) {
    return side == Side.CONTACTS ? row.contacts() : row.rewards();
  }
}
