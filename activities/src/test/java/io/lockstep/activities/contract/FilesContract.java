package io.lockstep.activities.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lockstep.activities.bhn.BhnFiles.NewFile;
import io.lockstep.activities.highlevel.UploadedFile;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How files travel: out of BHN's notes, into them, and into HighLevel's media library. */
abstract class FilesContract extends ProviderContract {

  private static final byte[] CONTENT = {0, 1, 13, 10, 45, 45, -1};
  private static final NewFile FILE = new NewFile("Zoë & co.pdf", "application/pdf", CONTENT);

  private String person = "";
  private String note = "";

  FilesContract(SandboxWorld world) {
    super(world);
  }

  @BeforeEach
  void aNote() {
    person = ItemKindAndSide.BHN_NOTES.person(world());
    var made = world().bhn().notes().create(person, Map.of("body", "See the form"));
    note = ItemKindAndSide.BHN_NOTES.id(made);
  }

  @Test
  void aFileOfANoteIsListedAndReadAsItCame() {
    Map<String, Object> added = world().bhn().files().add(person, note, "r1", FILE);
    assertThat(added)
        .containsEntry("fileName", "Zoë & co.pdf")
        .containsEntry("contentType", "application/pdf")
        .containsEntry("size", CONTENT.length);
    assertThat(world().bhn().files().list(person, note)).containsExactly(added);
    String id = String.valueOf(added.get("attachmentId"));
    assertThat(world().bhn().files().content(person, note, id)).contains(CONTENT);
  }

  @Test
  void aFileThatIsGoneIsToldFromANoteThatIs() {
    assertThat(world().bhn().files().content(person, note, "nothing")).isEmpty();
    ProviderError error = error(() -> world().bhn().files().content(person, "nothing", "a1"));
    assertThat(error.kind()).isEqualTo(Kind.GONE);
    assertThat(error.field()).isEqualTo("noteId");
  }

  @Test
  void aRepeatedAddIsAlreadyDone() {
    world().bhn().files().list(person, note); // has its token
    world().fault("bhn", "lost-answer", 1);
    assertThat(error(() -> world().bhn().files().add(person, note, "r1", FILE)).kind())
        .isEqualTo(Kind.TRANSIENT);
    assertThat(error(() -> world().bhn().files().add(person, note, "r1", FILE)).kind())
        .isEqualTo(Kind.ALREADY_DONE);
    assertThat(world().bhn().files().list(person, note)).hasSize(1);
  }

  @Test
  void anErrorUnderA200IsNoFile() {
    world().fault("bhn", "error-as-200", 1);
    assertThat(world().bhn().files().content(person, note, "nothing")).isEmpty();
  }

  @Test
  void aTypeOrASizeThatIsNotTakenIsRefusedByName() {
    var script = new NewFile("a.exe", "application/x-msdownload", CONTENT);
    assertThat(error(() -> world().bhn().files().add(person, note, "r1", script)).field())
        .isEqualTo("contentType");
    var large = new NewFile("a.zip", "application/zip", new byte[(25 << 20) + 1]);
    ProviderError error = error(() -> world().bhn().files().add(person, note, "r2", large));
    assertThat(error.kind()).isEqualTo(Kind.REFUSED);
    assertThat(error.field()).isEqualTo("content");
    assertThat(error.reason()).contains("26214400 bytes");
  }

  @Test
  void theLargestFileTravelsWhole() {
    byte[] content = new byte[25 << 20];
    content[content.length - 1] = 7;
    var file = new NewFile("a.zip", "application/zip", content);
    String id =
        String.valueOf(world().bhn().files().add(person, note, "r1", file).get("attachmentId"));
    assertThat(world().bhn().files().content(person, note, id)).contains(content);
    assertThat(world().highLevel().upload("a.zip", "application/zip", content).url()).isNotEmpty();
  }

  @Test
  void aFileIsPutIntoTheMediaLibraryAsItIs() {
    UploadedFile file = world().highLevel().upload("Zoë \"1\".pdf", "application/pdf", CONTENT);
    assertThat(file.url()).contains(file.fileId());
    assertThat(world().state("/highlevel/medias/0"))
        .contains("\"size\":" + CONTENT.length, digest(CONTENT), file.url())
        .contains("Zoë ");
    assertThat(file.toString()).doesNotContain(file.url());
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void whatTheMediaLibraryDoesNotTakeIsRefusedByNameAndLimit() {
    ProviderError type =
        error(() -> world().highLevel().upload("a.exe", "application/x-msdownload", CONTENT));
    assertThat(type.kind()).isEqualTo(Kind.REFUSED);
    assertThat(type.field()).isEqualTo("file");
    byte[] large = new byte[(25 << 20) + 1];
    ProviderError size = error(() -> world().highLevel().upload("a.zip", "application/zip", large));
    assertThat(size.field()).isEqualTo("file");
    assertThat(size.reason()).contains("25 MB");
  }

  @Test
  void anUploadWhoseAnswerWasLostIsMadeAndWasAskedForOnce() {
    byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
    world().fault("highlevel", "lost-answer", 1);
    assertThat(error(() -> world().highLevel().upload("a.txt", "text/plain", text)).kind())
        .isEqualTo(Kind.TRANSIENT);
    assertThat(world().log("highlevel")).containsExactly("0 POST /medias/upload-file");
    assertThat(world().state("/highlevel/medias/0")).contains("\"size\":5");
  }

  private static ProviderError error(ThrowingCallable call) {
    var thrown = catchThrowableOfType(ProviderException.class, call);
    assertThat(thrown).isNotNull();
    return thrown.error();
  }
}
