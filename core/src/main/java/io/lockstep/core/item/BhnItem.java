package io.lockstep.core.item;

import io.lockstep.core.Side;
import io.lockstep.core.field.Json;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task or a note of BHN Rewards, plain text throughout. Contract: {@code
 * docs/contracts/bhn-rewards.yaml}. A task's status has words HighLevel does not know ({@code
 * in_progress}, {@code waiting}); it is read as completed or not, and written only where that
 * changes, so the other words survive. A word that is not in the contract is read as itself, for
 * which HighLevel has no word: a person decides what it means ({@link UnknownStatus}). Where files
 * are linked or copied, a note's text reads with a line for each ({@link FileLinks}).
 */
public final class BhnItem implements ItemForm {

  private static final Set<String> WHOLE_EVENTS = Set.of("created", "updated");
  private static final String COMPLETED = "completed";

  private final ItemKind kind;
  private final List<FieldRule> rules;
  private final ItemMapping.Files files;

  /** Items of that kind. */
  public BhnItem(ItemKind kind, ItemMapping mapping) {
    this.kind = kind;
    this.rules = mapping.rules();
    this.files =
        mapping.direction().writes(Side.CONTACTS) ? mapping.files() : ItemMapping.Files.IGNORE;
  }

  @Override
  public PersonView read(Map<String, Object> item) {
    Map<String, Reading> fields = new HashMap<>();
    for (FieldRule rule : rules) {
      fields.put(rule.name(), isLinking(rule) ? linking(item) : reading(rule, item));
    }
    if (kind == ItemKind.NOTE && fields.get(FieldRule.NOTE_BODY) instanceof Reading.Text body) {
      NoteFooter.read(fields, String.join("", body.texts()), item.get("createdAt"));
    }
    if (kind == ItemKind.TASK) {
      UnknownStatus.read(fields, item);
    }
    return view(item, fields);
  }

  @Override
  public PersonView event(Map<String, Object> webhookBody) {
    boolean whole = WHOLE_EVENTS.contains(String.valueOf(webhookBody.get("eventType")));
    return whole ? read(webhookBody) : view(webhookBody, Map.of());
  }

  @Override
  public Set<String> reportedElsewhere(Map<String, Object> webhookBody) {
    return Set.of();
  }

  @Override
  public Map<String, Object> createBody(
      List<FieldWrite> writes, String requestId, String contactId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("requestId", requestId);
    ItemJson.filled(writes).forEach(write -> put(body, write));
    if (kind == ItemKind.NOTE) {
      body.put("tags", List.of(contactId));
    }
    return body;
  }

  @Override
  public Map<String, Object> updateBody(List<FieldWrite> writes, @Nullable String version) {
    if (version == null) {
      throw new IllegalArgumentException("a rewards item is written over the version it was read");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("version", version);
    writes.forEach(write -> put(body, write));
    return body;
  }

  private void put(Map<String, Object> body, FieldWrite write) {
    FieldRule rule = ItemJson.rule(rules, write);
    String value = String.join("", write.values());
    if (rule.name().equals(FieldRule.TASK_COMPLETED)) {
      body.put("status", value.equals("true") ? COMPLETED : "open");
    } else {
      // Lines that link to files are ours, whatever the mapping says of files by now.
      String own = kind == ItemKind.NOTE ? FileLinks.strip(value) : value;
      body.put(rule.rewards(), own.isEmpty() ? null : own);
    }
  }

  private boolean isLinking(FieldRule rule) {
    return files != ItemMapping.Files.IGNORE && rule.name().equals(FieldRule.NOTE_BODY);
  }

  /** A note's text with a line for each of its files; not shown where its files are not. */
  private Reading linking(Map<String, Object> note) {
    if (!(note.get("body") instanceof String body)
        || !(note.get("attachments") instanceof List<?> all)) {
      return Reading.notShown();
    }
    return Reading.ofText(
        files == ItemMapping.Files.COPY
            ? FileLinks.appendCopies(body, ItemJson.id(note, "noteId"), all)
            : FileLinks.append(body, all));
  }

  private static Reading reading(FieldRule rule, Map<String, Object> item) {
    Object value = item.get(rule.rewards());
    return rule.name().equals(FieldRule.TASK_COMPLETED)
        ? completed(value, item.get("completed"))
        : Json.text(value);
  }

  private static Reading completed(@Nullable Object status, @Nullable Object completed) {
    if (status instanceof String word && !word.isBlank()) {
      return Reading.ofText(
          UnknownStatus.isOne(word) ? word : String.valueOf(word.equals(COMPLETED)));
    }
    return completed instanceof Boolean is ? Reading.ofText(is.toString()) : Reading.notShown();
  }

  private PersonView view(Map<String, Object> item, Map<String, Reading> fields) {
    return new PersonView(
        Side.REWARDS,
        ItemJson.id(item, kind.word() + "Id"),
        fields,
        Json.time(item.get("updatedAt")),
        Json.scalar(item.get("version")).texts().stream().findFirst().orElse(null),
        null);
  }
}
