package io.lockstep.core.mapping;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.item.ItemKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of tasks and notes. Unlike a contact's they are fixed: both providers fix them. */
public final class ItemRules {

  private ItemRules() {}

  /** The rules of that kind. */
  static List<FieldRule> of(ItemKind kind, Direction direction, boolean ownersByEmail) {
    return switch (kind) {
      case TASK -> tasks(direction, ownersByEmail);
      case NOTE ->
          List.of(rule(FieldRule.NOTE_BODY, "body", "body", direction, Form.TEXT, Map.of()));
    };
  }

  private static List<FieldRule> tasks(Direction direction, boolean ownersByEmail) {
    List<FieldRule> rules = new ArrayList<>();
    rules.add(rule("task.title", "title", "title", direction, Form.TEXT, Map.of()));
    rules.add(rule("task.body", "body", "body", direction, Form.TEXT, Map.of()));
    rules.add(rule(FieldRule.TASK_DUE, "dueDate", "dueDate", direction, Form.MOMENT, Map.of()));
    rules.add(
        rule(FieldRule.TASK_COMPLETED, "completed", "status", direction, Form.TEXT, Map.of()));
    if (ownersByEmail) {
      rules.add(
          rule(FieldRule.TASK_OWNER, "assignedTo", "ownerEmail", direction, Form.EMAIL, Map.of()));
    }
    return List.copyOf(rules);
  }

  /**
   * The same mapping where these people may own a task at HighLevel. Anybody else's e-mail has no
   * word there: such an owner is not sent, and clears nothing. Without a single user no owner
   * travels.
   *
   * @param emails e-mails of the location's users
   */
  public static ItemMapping withOwners(ItemMapping mapping, Collection<String> emails) {
    Map<String, String> known = new LinkedHashMap<>();
    emails.stream().sorted().forEach(email -> known.put(email, email));
    List<FieldRule> rules = new ArrayList<>();
    for (FieldRule rule : mapping.rules()) {
      if (!rule.name().equals(FieldRule.TASK_OWNER)) {
        rules.add(rule);
      } else if (!known.isEmpty()) {
        rules.add(
            rule(
                rule.name(),
                rule.contacts(),
                rule.rewards(),
                rule.direction(),
                rule.form(),
                known));
      }
    }
    return new ItemMapping(
        rules,
        mapping.direction(),
        mapping.deletes(),
        mapping.due(),
        mapping.ownersByEmail(),
        mapping.files(),
        mapping.footer());
  }

  private static FieldRule rule(
      String name,
      String contacts,
      String rewards,
      Direction direction,
      Form form,
      Map<String, String> values) {
    return new FieldRule(
        name,
        FieldRule.Kind.FIELD,
        contacts,
        rewards,
        direction,
        Policy.NEWEST,
        Side.CONTACTS,
        Drift.ACCEPT,
        form,
        values);
  }
}
