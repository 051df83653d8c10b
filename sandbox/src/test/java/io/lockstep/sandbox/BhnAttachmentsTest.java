package io.lockstep.sandbox;

import static io.lockstep.sandbox.Play.errorCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.Play.Said;
import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.faults.FaultKind;
import io.lockstep.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BhnAttachmentsTest {

  private static final byte[] CONTENT = {0, 1, 13, 10, -1};
  private static final String SHA256 =
      "745069ae6b85cb080f1dba088222a8d178ccfeb7bca8887bf307ec0e3b37659f";

  private final Play play = new Play();
  private final String ada = play.profile(Map.of("email", "ada@example.com"));
  private final String note = play.profileNote(ada, Map.of("body", "See the form"));
  private final String files = note + "/attachments";

  @Test
  void aFileIsKeptAndServedAsItCame() throws IOException {
    Said said = add("Zo%C3%AB's%20form.pdf", "application/pdf; charset=binary", CONTENT);
    assertThat(said.status()).isEqualTo(201);
    Map<String, Object> file = said.profile();
    assertThat(file)
        .containsEntry("fileName", "Zoë's form.pdf")
        .containsEntry("contentType", "application/pdf")
        .containsEntry("size", CONTENT.length)
        .containsEntry("sha256", SHA256);
    String one = files + "/" + file.get("attachmentId");
    assertThat(play.bhn("GET", one).profile()).isEqualTo(file);
    assertThat(play.bhn("GET", files).body()).containsEntry("result", List.of(file));
    assertThat(play.bhn("GET", note).profile()).containsEntry("attachments", List.of(file));
    SandboxAnswer served = call("GET", one + "/content", Map.of(), new byte[0]);
    assertThat(served.body()).isEqualTo(CONTENT);
    assertThat(served.headers()).containsEntry("Content-Type", "application/pdf");
  }

  @Test
  void filesMoveTheVersionOfTheirNoteAndRaiseItsWebhook() {
    play.listen();
    String one = files + "/" + add("a.txt", "text/plain", CONTENT).profile().get("attachmentId");
    play.bhn("PUT", note, Map.of("version", "2", "body", "See below"));
    play.bhn("DELETE", one);
    assertThat(play.bhn("GET", note).profile())
        .containsEntry("version", "4")
        .containsEntry("body", "See below")
        .containsEntry("attachments", List.of());
    assertThat(errorCode(play.bhn("GET", one))).isEqualTo("attachment.unknown");
    assertThat(play.received())
        .extracting(delivery -> Play.body(delivery).get("messageType"))
        .containsExactly("noteInfo", "noteInfo", "noteInfo");
  }

  @ParameterizedTest
  @CsvSource({
    "a.exe, application/x-msdownload, attachment.contentType.invalid",
    "'', text/plain, attachment.fileName.required",
    "..%2Fa.txt, text/plain, attachment.fileName.invalid",
    "a%0A.txt, text/plain, attachment.fileName.invalid"
  })
  void aFileThatIsRefusedSaysWhy(String fileName, String contentType, String code) {
    assertThat(errorCode(add(fileName, contentType, CONTENT))).isEqualTo(code);
    assertThat(play.bhn("GET", note).profile()).containsEntry("version", "1");
  }

  @Test
  void aFileOf25MebibytesIsTakenAndALargerOneNamesTheLimit() {
    assertThat(add("a.zip", "application/zip", new byte[25 << 20]).status()).isEqualTo(201);
    Said refused = add("b.zip", "application/zip", new byte[(25 << 20) + 1]);
    assertThat(refused.objects("errors").get(0))
        .containsEntry("errorCode", "attachment.content.tooLarge")
        .containsEntry("limit", 26_214_400);
    assertThat(errorCode(add("c.zip", "application/zip", new byte[0])))
        .isEqualTo("attachment.content.required");
  }

  @Test
  void aRepeatedRequestIdAddsNothing() {
    assertThat(add("a.txt&requestId=r-1", "text/plain", CONTENT).status()).isEqualTo(201);
    assertThat(errorCode(add("a.txt&requestId=r-1", "text/plain", CONTENT))).isEqualTo("2303");
    assertThat(errorCode(add("b.txt&requestId=r-1", "text/plain", CONTENT)))
        .isEqualTo("request.id.reused");
    assertThat(play.bhn("GET", files).objects("result")).hasSize(1);
  }

  @Test
  void faultsStrikeFilesToo() {
    play.faults(Fault.of("bhn", "POST *", FaultKind.REFUSE_FIELD).times(1));
    assertThat(errorCode(add("a.txt", "text/plain", CONTENT)))
        .isEqualTo("attachment.content.refused");
    play.faults(Fault.of("bhn", "POST *", FaultKind.CREATED_BUT_422).times(1));
    assertThat(add("a.txt", "text/plain", CONTENT).status()).isEqualTo(422);
    assertThat(play.bhn("GET", files).objects("result")).hasSize(1);
  }

  private Said add(String fileName, String contentType, byte[] content) {
    try {
      SandboxAnswer answer =
          call(
              "POST",
              files + "?fileName=" + fileName,
              Map.of("Content-Type", contentType),
              content);
      return new Said(answer.status(), answer.headers(), Json.object(answer.body()));
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }

  private SandboxAnswer call(String method, String path, Map<String, String> more, byte[] body)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.put("Authorization", "Bearer " + play.access().bhn().personToken());
    return play.sandbox().call(new SandboxCall(method, "/bhn" + path, headers, body));
  }
}
