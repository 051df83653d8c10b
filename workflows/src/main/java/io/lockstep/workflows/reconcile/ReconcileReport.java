package io.lockstep.workflows.reconcile;

/**
 * What a pass found and what it cost.
 *
 * @param read records read, both sides
 * @param same records that equal the base
 * @param hinted records handed to a flow
 * @param calls provider calls made
 */
public record ReconcileReport(int read, int same, int hinted, int calls) {

  /** Nothing yet. */
  public static ReconcileReport none() {
    return new ReconcileReport(0, 0, 0, 0);
  }

  /** Both together. */
  public ReconcileReport plus(ReconcileReport other) {
    return new ReconcileReport(
        read + other.read, same + other.same, hinted + other.hinted, calls + other.calls);
  }
}
