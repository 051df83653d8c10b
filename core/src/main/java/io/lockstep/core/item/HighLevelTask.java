package io.lockstep.core.item;

import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.field.Json;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A HighLevel task. It knows only done or not done, must have a title and a due date, and keeps no
 * date of its last change. Source: {@code apps/contacts.json} and {@code docs/webhook events/Task*}
 * of GoHighLevel/highlevel-api-docs, read 2026-06-19.
 */
public final class HighLevelTask implements ItemForm {

  /**
   * Where a reading keeps the owner's user id; no rule has that name. A user stays who he is when
   * his e-mail changes.
   */
  public static final String OWNER_ID = "task.ownerId";

  private static final Set<String> SHOW_A_TASK = Set.of("TaskCreate", "TaskComplete");

  private final List<FieldRule> rules;
  private final Map<String, String> userIds = new HashMap<>();
  private final Map<String, String> emails = new HashMap<>();

  /**
   * Tasks of one location.
   *
   * @param userIdsByEmail the location's users; one without an e-mail is nobody the other side
   *     knows
   */
  public HighLevelTask(ItemMapping mapping, Map<String, String> userIdsByEmail) {
    this.rules = mapping.rules();
    userIdsByEmail.forEach(
        (email, id) -> {
          String known = email.toLowerCase(Locale.ROOT);
          userIds.put(known, id);
          emails.put(id, known);
        });
  }

  /**
   * An owner the directory does not know is shown by his id. That is a word the other side does not
   * have; not shown, it would keep the whole task from being copied.
   */
  @Override
  public PersonView read(Map<String, Object> task) {
    Map<String, Reading> fields = new HashMap<>();
    for (FieldRule rule : rules) {
      fields.put(rule.name(), reading(rule, task));
    }
    String owner = unknownOwner(task);
    if (owner != null) {
      fields.computeIfPresent(FieldRule.TASK_OWNER, (name, none) -> Reading.ofText(owner));
    }
    String id = Json.id(task.get("assignedTo"));
    fields.put(OWNER_ID, id == null ? Reading.empty() : Reading.ofText(id));
    return view(task, fields);
  }

  /**
   * A new task's event may lack its body and its contact (issue 332 there) and never says whether
   * it is done; an edit and a re-opening send none. Whoever receives events need not know the
   * location's users: an owner he does not know is not shown.
   */
  @Override
  public PersonView event(Map<String, Object> webhookBody) {
    Map<String, Reading> fields = new HashMap<>();
    String type = String.valueOf(webhookBody.get("type"));
    if (SHOW_A_TASK.contains(type)) {
      for (FieldRule rule : rules) {
        if (webhookBody.containsKey(rule.contacts())) {
          fields.put(rule.name(), reading(rule, webhookBody));
        }
      }
      fields.remove(FieldRule.TASK_COMPLETED);
    }
    if (type.equals("TaskComplete")) {
      fields.put(FieldRule.TASK_COMPLETED, Reading.ofText("true"));
    }
    return view(webhookBody, fields);
  }

  /** Whether a task is done is told by the event of its completion alone. */
  @Override
  public Set<String> reportedElsewhere(Map<String, Object> webhookBody) {
    return "TaskCreate".equals(webhookBody.get("type"))
        ? Set.of(FieldRule.TASK_COMPLETED)
        : Set.of();
  }

  @Override
  public Map<String, Object> createBody(
      List<FieldWrite> writes, String requestId, String contactId) {
    Map<String, Object> body = updateBody(ItemJson.filled(writes), null);
    body.putIfAbsent("completed", false);
    return body;
  }

  @Override
  public Map<String, Object> updateBody(List<FieldWrite> writes, @Nullable String version) {
    Map<String, Object> body = new LinkedHashMap<>();
    for (FieldWrite write : writes) {
      String value = String.join("", write.values());
      switch (write.field()) {
        case FieldRule.TASK_COMPLETED -> body.put("completed", value.equals("true"));
        case FieldRule.TASK_OWNER -> body.put("assignedTo", value.isEmpty() ? null : userId(value));
        default -> body.put(ItemJson.rule(rules, write).contacts(), value);
      }
    }
    return body;
  }

  @Override
  public Map<String, Reading> shownBeside(List<FieldWrite> writes) {
    return writes.stream()
        .filter(write -> write.field().equals(FieldRule.TASK_OWNER))
        .map(write -> userIds.get(String.join("", write.values()).toLowerCase(Locale.ROOT)))
        .filter(Objects::nonNull)
        .collect(Collectors.toMap(id -> OWNER_ID, Reading::ofText));
  }

  /** Null would take the task from its present owner, so what has no id is not sent at all. */
  private String userId(String email) {
    String id = userIds.get(email.toLowerCase(Locale.ROOT));
    if (id == null) {
      throw new ProviderException(
          new ProviderError(
              Side.CONTACTS,
              "write-task",
              0,
              null,
              ProviderError.Kind.REFUSED,
              Duration.ZERO,
              FieldRule.TASK_OWNER,
              null,
              "no user of the location has the owner's e-mail; add the user, or choose another"
                  + " owner"));
    }
    return id;
  }

  private Reading reading(FieldRule rule, Map<String, Object> task) {
    Object value = task.get(rule.contacts());
    return switch (rule.name()) {
      case FieldRule.TASK_COMPLETED ->
          value instanceof Boolean done ? Reading.ofText(done.toString()) : Reading.notShown();
      case FieldRule.TASK_OWNER -> owner(value);
      default -> Json.text(value);
    };
  }

  private Reading owner(@Nullable Object userId) {
    String id = Json.id(userId);
    if (id == null) {
      return Reading.empty();
    }
    String email = emails.get(id);
    return email == null ? Reading.notShown() : Reading.ofText(email);
  }

  private @Nullable String unknownOwner(Map<String, Object> task) {
    String id = Json.id(task.get("assignedTo"));
    return id == null || emails.containsKey(id) ? null : id;
  }

  private static PersonView view(Map<String, Object> task, Map<String, Reading> fields) {
    return new PersonView(Side.CONTACTS, ItemJson.id(task, "id"), fields, null, null, null);
  }
}
