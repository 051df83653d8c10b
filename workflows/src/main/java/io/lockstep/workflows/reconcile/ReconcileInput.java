package io.lockstep.workflows.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * What to pass over.
 *
 * @param what {@value #CONTACTS}, {@value #VERIFY}, {@value #TASKS}, {@value #VERIFY_TASKS},
 *     {@value #NOTES}, {@value #FIRST_LINK}, {@value #PLAN_FIRST_LINK}, {@value #CHANGED_CONTACTS}
 *     or {@value #REWARDS_CHANGES}
 * @param cursor where a continued pass goes on; null at first
 * @param sofar what earlier runs of this pass found; null at first
 * @param again whether one from the beginning follows it; null: no
 */
public record ReconcileInput(
    String connection,
    String what,
    @Nullable String cursor,
    @Nullable ReconcileReport sofar,
    @Nullable Boolean again) {

  /** The pass that compares contacts and profiles with their bases. */
  public static final String CONTACTS = "contacts";

  /** The slow pass that compares both sides of every pair. */
  public static final String VERIFY = "verify";

  /** The pass that compares HighLevel's open tasks with their bases: their edits send no event. */
  public static final String TASKS = "tasks";

  /** The slow pass that looks at the tasks of every pair. */
  public static final String VERIFY_TASKS = "verify-tasks";

  /** The slow pass that looks at the notes of every pair: no list shows those of a location. */
  public static final String NOTES = "notes";

  /** The pass that sets out what the first link has planned; it reads the ledger alone. */
  public static final String FIRST_LINK = "first-link";

  /** The same before the approval, so that it is planned anew; an approval must not join it. */
  public static final String PLAN_FIRST_LINK = "plan-first-link";

  /** The poll for HighLevel's contacts that changed since the last one. */
  public static final String CHANGED_CONTACTS = "changed-contacts";

  /** The poll of BHN's change feed. */
  public static final String REWARDS_CHANGES = "rewards-changes";

  /** A pass from the beginning. */
  public static ReconcileInput full(String connection, String what) {
    return new ReconcileInput(connection, what, null, null, null);
  }
}
