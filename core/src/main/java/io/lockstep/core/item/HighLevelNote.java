package io.lockstep.core.item;

import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A HighLevel note. Its body is the editor's HTML; its title, colour and pin have no like on the
 * rewards side and stay as they are. Source: {@code apps/contacts.json} and {@code docs/webhook
 * events/Note*} of GoHighLevel/highlevel-api-docs, read 2026-06-19; that fixed list of event fields
 * was confirmed in issue 312 there.
 */
public final class HighLevelNote implements ItemForm {

  private static final Set<String> SHOW_A_NOTE = Set.of("NoteCreate", "NoteUpdate");

  @Override
  public PersonView read(Map<String, Object> note) {
    return view(note, fields(note));
  }

  @Override
  public PersonView event(Map<String, Object> webhookBody) {
    boolean shows = SHOW_A_NOTE.contains(String.valueOf(webhookBody.get("type")));
    return view(webhookBody, shows ? fields(webhookBody) : Map.of());
  }

  @Override
  public Set<String> reportedElsewhere(Map<String, Object> webhookBody) {
    return Set.of();
  }

  @Override
  public Map<String, Object> createBody(
      List<FieldWrite> writes, String requestId, String contactId) {
    return updateBody(ItemJson.filled(writes), null);
  }

  @Override
  public Map<String, Object> updateBody(List<FieldWrite> writes, @Nullable String version) {
    Map<String, Object> body = new LinkedHashMap<>();
    writes.forEach(write -> body.put("body", NoteHtml.html(String.join("", write.values()))));
    return body;
  }

  private static Map<String, Reading> fields(Map<String, Object> note) {
    Map<String, Reading> fields = new HashMap<>();
    Object html = note.get("body");
    if (html == null) {
      fields.put(FieldRule.NOTE_BODY, Reading.empty());
    } else if (html instanceof String text) {
      NoteFooter.read(fields, NoteHtml.text(text), note.get("dateAdded"));
    }
    return fields;
  }

  private static PersonView view(Map<String, Object> note, Map<String, Reading> fields) {
    return new PersonView(Side.CONTACTS, ItemJson.id(note, "id"), fields, null, null, null);
  }
}
