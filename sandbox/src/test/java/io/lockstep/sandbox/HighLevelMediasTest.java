package io.lockstep.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.lockstep.sandbox.Play.Said;
import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.faults.FaultKind;
import io.lockstep.sandbox.http.Json;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HighLevelMediasTest {

  private final Play play = new Play();

  @Test
  void anUploadIsAnsweredWithIdAndUrlAndKeptByItsDigest() throws Exception {
    byte[] content = {0, 1, 13, 10, 45, 45, -1};
    Said said = upload("Zoë's form.pdf", content);
    assertThat(said.status()).isEqualTo(200);
    assertThat(said.body()).containsOnlyKeys("fileId", "url", "traceId");
    assertThat(String.valueOf(said.body().get("url")))
        .startsWith("https://media.sandbox.example/" + play.locationId() + "/")
        .endsWith("/Zo%C3%AB%27s%20form.pdf");
    assertThat(medias().get(0))
        .containsEntry("fileId", said.body().get("fileId"))
        .containsEntry("name", "Zoë's form.pdf")
        .containsEntry("size", content.length)
        .containsEntry("sha256", sha256(content))
        .containsEntry("locationId", play.locationId());
  }

  @Test
  void aFileOver25MegabytesIsRefusedAndTheLimitNamed() {
    assertThat(upload("large.zip", new byte[25 << 20]).status()).isEqualTo(200);
    Said said = upload("large.zip", new byte[(25 << 20) + 1]);
    assertThat(said.status()).isEqualTo(422);
    assertThat(said.texts("message"))
        .containsExactly("file must be smaller than or equal to 25 MB");
  }

  @Test
  void aForbiddenTypeAndAMissingFileAreRefused() {
    assertThat(upload("setup.exe", new byte[] {1}).texts("message").get(0))
        .startsWith("file must be of one of these types: csv, doc, docx");
    assertThat(upload("empty.pdf", new byte[0]).texts("message"))
        .containsExactly("file should not be empty");
    Said noForm = play.highLevel("POST", "/medias/upload-file", Map.of("file", "x"));
    assertThat(noForm.status()).isEqualTo(400);
    assertThat(noForm.body()).containsEntry("message", "the body must be multipart/form-data");
  }

  @Test
  void aFormThatIsCutShortIsRefused() {
    byte[] form = Play.form("a.pdf", new byte[] {1, 2, 3});
    byte[] cut = Arrays.copyOf(form, form.length - 12);
    assertThat(play.upload(cut).status()).isEqualTo(400);
    assertThat(medias()).isEmpty();
  }

  @Test
  void aHostedFileIsLinkedAndNeverFetched() {
    String form =
        """
        --B
        Content-Disposition: form-data; name="hosted"

        true
        --B
        Content-Disposition: form-data; name="fileUrl"

        https://files.example.com/a.pdf
        --B--
        """
            .replace("\n", "\r\n");
    assertThat(play.upload(form.getBytes(UTF_8)).body())
        .containsEntry("url", "https://files.example.com/a.pdf");
  }

  @Test
  void aFileIsFoundByAPartOfItsName() {
    upload("offer [1f3a].pdf", new byte[] {1});
    upload("other.pdf", new byte[] {1});
    String found =
        "/medias/files?altType=location&type=file&sortBy=createdAt&sortOrder=asc&query=1F3A&altId="
            + play.locationId();
    assertThat(play.highLevel("GET", found).body().get("files"))
        .asInstanceOf(LIST)
        .singleElement()
        .asInstanceOf(MAP)
        .containsEntry("name", "offer [1f3a].pdf")
        .containsEntry("url", medias().get(0).get("url"));
  }

  @Test
  void theLibraryMayShowAFreshUploadLate() {
    upload("offer.pdf", new byte[] {1});
    String list = "/medias/files?altType=location&type=file&altId=" + play.locationId();
    play.faults(Fault.of("highlevel", "GET /medias/files", FaultKind.INDEX_LAG).times(1));

    assertThat(play.highLevel("GET", list).body().get("files")).asInstanceOf(LIST).isEmpty();
    assertThat(play.highLevel("GET", list).body().get("files")).asInstanceOf(LIST).hasSize(1);
  }

  @Test
  void aFileIsTakenOutOfTheLibrary() {
    Object id = upload("a.pdf", new byte[] {1}).body().get("fileId");
    String path = "/medias/" + id + "?altType=location&altId=" + play.locationId();
    assertThat(play.highLevel("DELETE", path).status()).isEqualTo(200);
    assertThat(medias()).isEmpty();
    assertThat(play.highLevel("DELETE", path).status()).isEqualTo(400);
  }

  @Test
  void faultsStrikeUploadsToo() {
    play.faults(Fault.of("highlevel", "POST /medias/upload-file", FaultKind.REFUSE_FIELD).times(1));
    assertThat(upload("a.pdf", new byte[] {1}).texts("message"))
        .containsExactly("file is not accepted here");
    play.faults(
        Fault.of("highlevel", "POST /medias/upload-file", FaultKind.CREATED_BUT_422).times(1));
    assertThat(upload("a.pdf", new byte[] {1}).status()).isEqualTo(422);
    assertThat(medias()).hasSize(1);
  }

  private Said upload(String name, byte[] content) {
    return play.upload(Play.form(name, content));
  }

  private List<Map<String, Object>> medias() {
    return play.control("GET", "state").object("highlevel").get("medias") instanceof List<?> list
        ? list.stream().map(Json::map).toList()
        : List.of();
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
