package io.lockstep.core.item;

import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
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
    return view(note, Map.of(FieldRule.NOTE_BODY, body(note.get("body"))));
  }

  @Override
  public PersonView event(Map<String, Object> webhookBody) {
    boolean shows = SHOW_A_NOTE.contains(String.valueOf(webhookBody.get("type")));
    return view(
        webhookBody, shows ? Map.of(FieldRule.NOTE_BODY, body(webhookBody.get("body"))) : Map.of());
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

  private static Reading body(@Nullable Object html) {
    if (html == null) {
      return Reading.empty();
    }
    return html instanceof String text ? Reading.ofText(NoteHtml.text(text)) : Reading.notShown();
  }

  private static PersonView view(Map<String, Object> note, Map<String, Reading> fields) {
    return new PersonView(Side.CONTACTS, ItemJson.id(note, "id"), fields, null, null, null);
  }
}
