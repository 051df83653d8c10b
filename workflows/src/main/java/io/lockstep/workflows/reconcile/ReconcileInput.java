package io.lockstep.workflows.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * What to pass over.
 *
 * @param what {@value #CONTACTS} or {@value #VERIFY}
 * @param cursor where a continued pass goes on; null at first
 * @param sofar what earlier runs of this pass found; null at first
 */
public record ReconcileInput(
    String connection, String what, @Nullable String cursor, @Nullable ReconcileReport sofar) {

  /** The pass that compares contacts and profiles with their bases. */
  public static final String CONTACTS = "contacts";

  /** The slow pass that compares both sides of every pair. */
  public static final String VERIFY = "verify";

  /** A pass from the beginning. */
  public static ReconcileInput full(String connection, String what) {
    return new ReconcileInput(connection, what, null, null);
  }
}
