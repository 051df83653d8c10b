package io.lockstep.core.merge;

import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.Parked;
import java.util.List;

/**
 * Keeps quiet about a difference that was accepted, or waits for a person, for as long as both
 * sides show what they showed then; forgets it as soon as one of them moves.
 */
final class Quiet {

  private final Scene scene;

  Quiet(Scene scene) {
    this.scene = scene;
  }

  /** Whether this field's difference is accepted or waits. */
  boolean about(Field field) {
    boolean accepted = accepted(field);
    boolean waiting = waiting(field); // always asked: it forgets what no longer stands
    return accepted || waiting;
  }

  /** Forgets whatever was accepted or waits: the difference is gone, or was decided. */
  void forget(Field field) {
    if (!acceptedOf(field).isEmpty()) {
      scene.draft().withdrawAccepted(field.name());
      scene.draft().branch(Branch.ACCEPTED_WITHDRAWN);
    }
    waitingOf(field).forEach(item -> scene.draft().unpark(item.waiting().opId()));
  }

  /** Whether a refused or undecided write of this field still stands as it was parked. */
  boolean waiting(Field field) {
    boolean quiet = false;
    for (Parked item : waitingOf(field)) {
      if (stands(item, field)) {
        quiet = true;
        scene.draft().branch(Branch.PARKED_QUIET);
      } else if (!item.waiting().concernsFile()) {
        scene.draft().unpark(item.waiting().opId());
      }
    }
    return quiet;
  }

  /**
   * Forgets what was accepted, and the files that were not copied, but for those that wait as they
   * did. Only once the read is believed: a refused write is planned again when the field shows what
   * it did; a file is not, and nobody accepts a difference again of which nothing is left to write.
   */
  void forgetPast(Field field) {
    if (!acceptedOf(field).isEmpty()) {
      scene.draft().withdrawAccepted(field.name());
      scene.draft().branch(Branch.ACCEPTED_WITHDRAWN);
    }
    waitingOf(field).stream()
        .filter(item -> item.waiting().concernsFile() && !stands(item, field))
        .forEach(item -> scene.draft().unpark(item.waiting().opId()));
  }

  private boolean stands(Parked item, Field field) {
    return !scene.answers().retried(item.waiting().opId())
        && field.shows(item.contacts(), item.rewards());
  }

  private boolean accepted(Field field) {
    List<AcceptedDifference> differences = acceptedOf(field);
    if (differences.isEmpty()) {
      return false;
    }
    boolean stands =
        differences.stream()
            .filter(known -> known.ruleFingerprint().equals(field.rule().fingerprint()))
            .anyMatch(known -> field.shows(known.contacts(), known.rewards()));
    if (!scene.answers().reopened(field.name())) {
      if (stands) {
        scene.draft().branch(Branch.ACCEPTED_QUIET);
      }
      return stands;
    }
    scene.draft().withdrawAccepted(field.name());
    scene.draft().branch(Branch.ACCEPTED_WITHDRAWN);
    return false;
  }

  private List<AcceptedDifference> acceptedOf(Field field) {
    return scene.record().accepted().stream()
        .filter(known -> known.field().equals(field.name()))
        .toList();
  }

  private List<Parked> waitingOf(Field field) {
    return scene.record().parked().stream()
        .filter(item -> item.waiting().field().equals(field.name()))
        .toList();
  }
}
