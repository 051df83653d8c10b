package io.lockstep.workflows.reconcile;

import static io.lockstep.workflows.reconcile.ReconcileInput.CHANGED_CONTACTS;
import static io.lockstep.workflows.reconcile.ReconcileInput.CONTACTS;
import static io.lockstep.workflows.reconcile.ReconcileInput.NOTES;
import static io.lockstep.workflows.reconcile.ReconcileInput.REWARDS_CHANGES;
import static io.lockstep.workflows.reconcile.ReconcileInput.TASKS;
import static io.lockstep.workflows.reconcile.ReconcileInput.VERIFY;
import static io.lockstep.workflows.reconcile.ReconcileInput.VERIFY_TASKS;

import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.MappingProfile;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which passes a connection needs, as {@link ReconcileInput} names them. Items that stay where they
 * are need none.
 */
public final class Passes {

  /** Those that a connection has only while its items travel, or a side of it is polled. */
  public static final List<String> NOT_FOR_ALL =
      List.of(TASKS, VERIFY_TASKS, NOTES, CHANGED_CONTACTS, REWARDS_CHANGES);

  private Passes() {}

  /** Those that read lists: a call per hundred records. */
  public static List<String> ofLists(MappingProfile mapping) {
    return travelling(mapping, List.of(CONTACTS), List.of(TASKS), List.of());
  }

  /** Those that look at every pair: a call or two for each. */
  public static List<String> ofPairs(MappingProfile mapping) {
    return travelling(mapping, List.of(VERIFY), List.of(VERIFY_TASKS), List.of(NOTES));
  }

  /** What a worker begins with. Nothing was lost while it was away: webhooks do not need it. */
  public static List<String> atStart(MappingProfile mapping) {
    return travelling(mapping, List.of(CONTACTS), List.of(TASKS), List.of(NOTES));
  }

  /**
   * What finds all that a paused connection was told and did not take up: who is new by the list,
   * and by a look at every pair also what no list shows, such as a deletion and consent by channel.
   */
  public static List<String> afterAPause(MappingProfile mapping) {
    return travelling(mapping, List.of(CONTACTS, VERIFY), List.of(VERIFY_TASKS), List.of(NOTES));
  }

  /** What finds an item of that kind whose event did not say whose it is. */
  public static String ofStrays(ItemKind kind) {
    return switch (kind) {
      case TASK -> TASKS;
      case NOTE -> NOTES;
    };
  }

  private static List<String> travelling(
      MappingProfile mapping, List<String> always, List<String> tasks, List<String> notes) {
    return Stream.of(
            always,
            mapping.items(ItemKind.TASK).isPresent() ? tasks : List.<String>of(),
            mapping.items(ItemKind.NOTE).isPresent() ? notes : List.<String>of())
        .flatMap(List::stream)
        .toList();
  }
}
