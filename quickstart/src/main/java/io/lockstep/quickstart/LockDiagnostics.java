package io.lockstep.quickstart;

import java.lang.reflect.Field;
import java.util.LinkedList;

/**
 * Keeps the in-memory server from slowing down with every workflow it ever ran.
 *
 * <p>Its timer notes each lock in a list that only a diagnostic text reads, and searches that list
 * from the front on every unlock (SDK 1.38.0, {@code SelfAdvancingTimerImpl.lockEvents}). The count
 * that matters is kept apart, so the list may stay empty. A test fails clearly should a later SDK
 * rename the field.
 */
final class LockDiagnostics {

  private LockDiagnostics() {}

  /** Replaces the list of a {@code TestWorkflowService}. */
  static void discard(Object workflowService) {
    try {
      Object timer = read(workflowService, "selfAdvancingTimer");
      Field events = timer.getClass().getDeclaredField("lockEvents");
      events.setAccessible(true);
      events.set(timer, new Forgetful());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this Temporal SDK keeps its lock diagnostics elsewhere; see LockDiagnostics", e);
    }
  }

  private static Object read(Object owner, String field) throws ReflectiveOperationException {
    Field found = owner.getClass().getDeclaredField(field);
    found.setAccessible(true);
    return found.get(owner);
  }

  /** Takes everything and holds nothing. */
  @SuppressWarnings("JdkObsolete") // the field it replaces is declared a LinkedList
  private static final class Forgetful extends LinkedList<Object> {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean add(Object event) {
      return true;
    }

    @Override
    public boolean remove(Object event) {
      return true;
    }
  }
}
