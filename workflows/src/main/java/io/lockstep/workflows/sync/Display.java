package io.lockstep.workflows.sync;

import io.lockstep.core.plan.Waiting;
import io.lockstep.workflows.LockstepAttributes;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a run shows of itself: its phase, to search by, and its current details, to read. No value
 * of a field is ever in either.
 */
final class Display {

  private Phase phase;

  Display(Phase phase) {
    this.phase = phase;
  }

  Phase phase() {
    return phase;
  }

  void looking() {
    enter(Phase.SYNCING, "Reading both sides.");
  }

  void writing(String summary) {
    Workflow.setCurrentDetails("Writing: " + summary + ".");
  }

  void retrying(String why, Duration sleep) {
    enter(
        Phase.RETRYING,
        why + " Looks again in " + words(sleep) + ", or as soon as news or a `retry` comes.");
  }

  /** Nobody's fault and soon over: it stays Syncing, or a busy minute would list hundreds. */
  void waitingItsTurn(Duration wait) {
    Workflow.setCurrentDetails("Waits " + words(wait) + " for its turn at a provider.");
  }

  void lookingLater(Duration wait) {
    Workflow.setCurrentDetails("Reads both sides once more in " + words(wait) + ".");
  }

  /** The end is near: the attribute stays, as the engine shows Completed by itself. */
  void settled(String summary) {
    phase = Phase.SETTLED;
    Workflow.setCurrentDetails(summary);
  }

  void waiting(List<Waiting> waiting) {
    enter(
        phaseOf(waiting),
        waiting.stream()
            .map(one -> "- `%s` (%s): %s".formatted(one.field(), one.opId(), one.reason()))
            .collect(Collectors.joining("\n", "Waits for a person:\n", "")));
  }

  /** Refused by a provider shows before undecided: it names what to mend first. */
  static Phase phaseOf(List<Waiting> waiting) {
    boolean refused = waiting.stream().anyMatch(one -> one.kind() == Waiting.Kind.PARKED);
    return refused ? Phase.PARKED : Phase.REVIEW;
  }

  private void enter(Phase next, String details) {
    phase = next;
    Workflow.setCurrentDetails(details);
    String shown = Workflow.getTypedSearchAttributes().get(LockstepAttributes.PHASE);
    // Every upsert is paid for. A run that was started without the attribute is Syncing anyway.
    if (!next.label().equals(shown) && !(shown == null && next == Phase.SYNCING)) {
      Workflow.upsertTypedSearchAttributes(LockstepAttributes.PHASE.valueSet(next.label()));
    }
  }

  private static String words(Duration duration) {
    return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }
}
