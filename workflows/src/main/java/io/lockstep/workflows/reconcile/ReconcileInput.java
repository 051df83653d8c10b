package io.lockstep.workflows.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * What to pass over.
 *
 * @param what {@code contacts} for now
 * @param cursor where a continued pass goes on; null at first
 * @param sofar what earlier runs of this pass found; null at first
 */
public record ReconcileInput(
    String connection, String what, @Nullable String cursor, @Nullable ReconcileReport sofar) {

  /** A pass from the beginning. */
  public static ReconcileInput full(String connection, String what) {
    return new ReconcileInput(connection, what, null, null);
  }
}
