package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.Play.Said;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BhnChangesTest {

  private final Play play = new Play();
  private final String ada = play.profile(Map.of("email", "ada@example.com"));

  @Test
  void eachRecordIsThereOnceInTheOrderOfItsLastChange() {
    String task = play.profileTask(ada, Map.of("title", "Call"));
    String note = play.profileNote(ada, Map.of("body", "Called"));
    play.pass(Duration.ofSeconds(5));
    play.bhn("PUT", task, Map.of("version", "1", "title", "Call again"));
    Said said = play.bhn("GET", "/v2/changes");
    assertThat(said.objects("result"))
        .containsExactly(
            change(1, "contact", ada, "1", "2026-11-02T09:00:00.000Z"),
            change(3, "note", id(note), "1", "2026-11-02T09:00:00.000Z"),
            change(4, "task", id(task), "2", "2026-11-02T09:00:05.000Z"));
    assertThat(said.body()).containsEntry("nextCursor", "4");
  }

  private Map<String, Object> change(
      int sequence, String type, String id, String version, String at) {
    return Map.of(
        "sequence", sequence,
        "type", type,
        "id", id,
        "contactId", ada,
        "deleted", false,
        "version", version,
        "at", at);
  }

  @Test
  void aReaderThatGoesOnFromItsCursorMissesNothing() {
    play.profileTask(ada, Map.of("title", "Call"));
    Said first = play.bhn("GET", "/v2/changes?limit=1");
    assertThat(types(first)).containsExactly("contact");
    Said second = play.bhn("GET", "/v2/changes?cursor=" + first.body().get("nextCursor"));
    assertThat(types(second)).containsExactly("task");
    String end = String.valueOf(second.body().get("nextCursor"));
    Said none = play.bhn("GET", "/v2/changes?cursor=" + end);
    assertThat(none.objects("result")).isEmpty();
    assertThat(none.body()).containsEntry("nextCursor", end);
    play.bhn("PUT", "/v2/contacts/" + ada + "/tags", Map.of("tags", List.of("vip")));
    assertThat(types(play.bhn("GET", "/v2/changes?cursor=" + end))).containsExactly("contact");
  }

  @Test
  void whatIsDeletedLeavesATombstoneContactsAndTheirItemsToo() {
    String task = play.profileTask(ada, Map.of("title", "Call"));
    play.bhn("DELETE", play.profileNote(ada, Map.of("body", "Called")));
    play.bhn("DELETE", "/v2/contacts/" + ada);
    List<Map<String, Object>> all = play.bhn("GET", "/v2/changes").objects("result");
    assertThat(all).extracting(one -> one.get("deleted")).containsExactly(true, true, true);
    assertThat(all).extracting(one -> one.get("type")).containsExactly("note", "task", "contact");
    assertThat(all.get(1)).containsEntry("id", id(task)).containsEntry("contactId", ada);
  }

  @Test
  void whatDidNotHappenIsNotInIt() {
    String task = play.profileTask(ada, Map.of("title", "Call"));
    play.bhn("PUT", task, Map.of("version", "1", "title", "Call"));
    play.bhn("PUT", task, Map.of("version", "9", "title", "Ask"));
    play.bhn("POST", "/v2/contacts/" + ada + "/notes", Map.of("body", ""));
    assertThat(play.bhn("GET", "/v2/changes").body()).containsEntry("nextCursor", "2");
  }

  private static List<Object> types(Said said) {
    return said.objects("result").stream().map(one -> one.get("type")).toList();
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
