package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.MappingProfile.Brakes;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.FieldMove.By;
import io.lockstep.core.pair.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges a changed value by the steps that side has made. Right after a write a read may be late,
 * and a late copy of an earlier write of ours may still arrive: a value that returns is believed
 * only on a second look, and our own superseded write never.
 */
final class Trail {

  /** The least time between two looks that count as two. */
  static final Duration SECOND_LOOK = Duration.ofSeconds(5);

  private final Scene scene;
  private final Instant now;

  Trail(Scene scene) {
    this.scene = scene;
    this.now = scene.look().lookedAt();
  }

  /** Whether a changed value may be planned with. */
  enum Trust {
    BELIEVED,
    /** Not yet: another look was asked for. */
    NOT_YET,
    /** It is what we once wrote and then replaced: a person decides. */
    OURS_SUPERSEDED
  }

  /** Judges both sides of a plain field that left the base; the more doubtful one counts. */
  Trust trust(Field field) {
    Trust worst = Trust.BELIEVED;
    for (Side side : Side.values()) {
      if (field.hasBase() && field.changed(side)) {
        SideValue value = field.of(side);
        Trust trust =
            trust(
                field.name(),
                "",
                side,
                value.digest(),
                digest -> scene.values().matches(digest, field.rule(), value));
        worst = Collections.max(List.of(worst, trust));
      }
    }
    return worst;
  }

  /**
   * Judges one side's changed value, or the presence of a set's member.
   *
   * @param element digest of the member; "" for a plain field
   * @param digest of what is shown now; "" for a member that is absent
   * @param isNow whether a remembered digest is of what is shown now
   */
  Trust trust(String field, String element, Side side, String digest, Predicate<String> isNow) {
    List<FieldMove> all =
        scene.record().moves().stream()
            .filter(move -> move.field().equals(field) && move.side() == side)
            .filter(move -> move.element().equals(element))
            .toList();
    List<FieldMove> steps = all.stream().filter(move -> move.by() != By.SUSPECTED).toList();
    if (steps.isEmpty()) {
      return Trust.BELIEVED;
    }
    FieldMove last = steps.get(steps.size() - 1);
    if (isNow.test(last.after())) {
      return Trust.BELIEVED; // where the last step left it
    }
    boolean former =
        steps.stream()
            .filter(move -> now.isBefore(move.at().plus(PersonMerge.SETTLE_WINDOW)))
            .anyMatch(move -> isNow.test(move.before()) || isNow.test(move.after()));
    @Nullable Instant suspectedAt =
        all.stream()
            .filter(move -> move.by() == By.SUSPECTED && move.at().isAfter(last.at()))
            .filter(move -> isNow.test(move.after()))
            .map(FieldMove::at)
            .min(Instant::compareTo)
            .orElse(null);
    if (!former && suspectedAt == null) {
      return Trust.BELIEVED;
    }
    if (suspectedAt == null) {
      scene.draft().move(new FieldMove(field, element, side, "", digest, By.SUSPECTED, now));
    }
    Instant due = secondLook(last, suspectedAt == null ? now : suspectedAt, side);
    if (now.isBefore(due)) {
      scene.draft().branch(Branch.SUSPECT_RETURN);
      scene.draft().again(Duration.between(now, due));
      return Trust.NOT_YET;
    }
    boolean ours =
        steps.stream().anyMatch(move -> move.by() == By.WRITTEN && isNow.test(move.after()));
    return ours ? Trust.OURS_SUPERSEDED : Trust.BELIEVED;
  }

  /** Whether this field, or this member, has swung to and fro too often to be written again. */
  boolean flips(String field, String element) {
    Brakes brakes = scene.look().profile().brakes();
    List<FieldMove> steps =
        scene.record().moves().stream()
            .filter(move -> move.field().equals(field) && move.element().equals(element))
            .filter(move -> move.by() != By.SUSPECTED)
            .filter(move -> now.isBefore(move.at().plus(brakes.flipsWithin())))
            .toList();
    int swings = 0;
    for (int i = 0; i < steps.size(); i++) {
      FieldMove move = steps.get(i);
      if (move.by() == By.WRITTEN
          && steps.subList(0, i).stream().anyMatch(earlier -> had(earlier, move))) {
        swings++;
      }
    }
    return swings >= brakes.mostFlips();
  }

  private static boolean had(FieldMove earlier, FieldMove move) {
    return earlier.side() == move.side()
        && (earlier.before().equals(move.after()) || earlier.after().equals(move.after()));
  }

  /** When a look counts as the second; at once after a few seconds if its stamp proves it late. */
  private Instant secondLook(FieldMove last, Instant suspectedAt, Side side) {
    Stamp stamp = scene.record().stamp(side).orElse(null);
    boolean provenLater =
        last.by() == By.WRITTEN
            && stamp != null
            && OldReads.age(scene.view(side), stamp) == OldReads.Age.NEWER;
    Instant apart = suspectedAt.plus(SECOND_LOOK);
    Instant settled = last.at().plus(PersonMerge.SETTLE_WINDOW);
    return provenLater || apart.isAfter(settled) ? apart : settled;
  }
}
