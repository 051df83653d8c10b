package io.lockstep.core.merge;

import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.pair.PairRecord.FieldEdit;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Dates edits: by the first hint that showed the value, else by the record's own time stamp. */
final class EditDates {

  private final Scene scene;

  EditDates(Scene scene) {
    this.scene = scene;
  }

  /** When that side's present value was made; null when nobody can say. */
  @Nullable Instant of(Field field, Side side) {
    return Stream.concat(remembered(field, side), hinted(field, side))
        .min(Instant::compareTo)
        .or(() -> Optional.ofNullable(scene.view(side).updatedAt()))
        .orElse(null);
  }

  /** Keeps the dates hints gave, for the look after this one. */
  void remember(Field field) {
    for (Side side : Side.values()) {
      hinted(field, side)
          .min(Instant::compareTo)
          .map(at -> new FieldEdit(field.name(), side, field.of(side).digest(), at))
          .ifPresent(scene.draft()::edit);
    }
  }

  private Stream<Instant> remembered(Field field, Side side) {
    return scene.record().edits().stream()
        .filter(edit -> edit.field().equals(field.name()) && edit.side() == side)
        .filter(edit -> scene.values().matches(edit.digest(), field.rule(), field.of(side)))
        .map(FieldEdit::at);
  }

  private Stream<Instant> hinted(Field field, Side side) {
    return scene.look().hints().stream()
        .filter(hint -> hint.side() == side)
        .filter(hint -> shows(hint, field, side))
        .flatMap(hint -> Stream.ofNullable(hint.eventTime()));
  }

  private boolean shows(Hint hint, Field field, Side side) {
    String digest = hint.digests().getOrDefault(field.name(), "");
    return scene.values().matches(digest, field.rule(), field.of(side));
  }
}
