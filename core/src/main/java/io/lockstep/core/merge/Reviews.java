package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.Conflict.State;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts a field before a person, and remembers what was decided. */
final class Reviews {

  private final Scene scene;

  Reviews(Scene scene) {
    this.scene = scene;
  }

  /**
   * Lists both values and waits until a person decides or one of them moves.
   *
   * @param why the rule that asks, such as {@code review}
   * @param reason a sentence that says what to do
   */
  void open(Field field, String why, String reason) {
    scene.draft().conflict(conflict(field, State.OPEN, null, why));
    waits(field, reason);
  }

  /** Waits without listing values; for what is no conflict between two edits. */
  void waits(Field field, String reason) {
    String contacts = field.contacts().digest();
    String rewards = field.rewards().digest();
    String opId = scene.values().name("review", field.name(), contacts, rewards);
    scene.draft().review(opId, field.name(), contacts, rewards, reason);
  }

  /** Remembers who lost, so that a crash before the write does not ask again. */
  void decided(Field field, Side winner, String why) {
    scene.draft().conflict(conflict(field, State.DECIDED, winner.other(), why));
  }

  /** The side that already won between these two values; null when nobody decided. */
  @Nullable Side winner(Field field) {
    String id = id(field);
    return scene.record().conflicts().stream()
        .filter(known -> known.state() == State.DECIDED && known.id().equals(id))
        .map(Conflict::loser)
        .filter(Objects::nonNull)
        .map(Side::other)
        .findFirst()
        .orElse(null);
  }

  /** Closes open conflicts of this field whose values have since been replaced. */
  void closeOvertaken(Field field) {
    String id = field.equal() ? "" : id(field);
    scene.record().conflicts().stream()
        .filter(known -> known.state() == State.OPEN && known.field().equals(field.name()))
        .filter(known -> !known.id().equals(id))
        .map(
            known ->
                new Conflict(
                    known.id(),
                    known.field(),
                    State.DECIDED,
                    null,
                    known.contacts(),
                    known.rewards(),
                    "overtaken by a later edit",
                    scene.look().lookedAt()))
        .forEach(scene.draft()::conflict);
  }

  private Conflict conflict(Field field, State state, @Nullable Side loser, String why) {
    return new Conflict(
        id(field),
        field.name(),
        state,
        loser,
        texts(field.contacts()),
        texts(field.rewards()),
        why,
        scene.look().lookedAt());
  }

  private String id(Field field) {
    return scene
        .values()
        .conflictId(
            field.name(),
            scene.draft().revision(field.name()),
            field.contacts().digest(),
            field.rewards().digest());
  }

  private static List<String> texts(SideValue value) {
    return value.raw().texts();
  }
}
