package io.lockstep.activities.bhn;

import io.lockstep.activities.NotNowException;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of BHN's notes, for one caller. Each method makes one call; each throws {@link
 * NotNowException} when the call may not be made now, and {@link ProviderException} for what BHN
 * answered instead. GONE names in its {@code field} which id is gone.
 */
public final class BhnFiles {

  /** The largest file BHN takes. */
  public static final int LARGEST = Wire.LARGEST_FILE;

  /** The types BHN takes, in order; {@code docs/contracts} lists them. */
  public static final List<String> TYPES =
      List.of(
          "application/msword",
          "application/pdf",
          "application/vnd.ms-excel",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "application/zip",
          "image/gif",
          "image/jpeg",
          "image/png",
          "text/csv",
          "text/plain",
          "video/mp4");

  private final BhnAttachments api;
  private final TokenPass way;

  BhnFiles(BhnAttachments api, TokenPass way) {
    this.api = api;
    this.way = way;
  }

  /** What is said of each file of the note, oldest first: {@code attachmentId, sha256, url ...} */
  public List<Map<String, Object>> list(String personId, String noteId) {
    var answer = way.call(token -> api.listAttachments(token, personId, noteId, way.options()));
    return Answers.all(answer, "list-attachments");
  }

  /** The file itself; empty when BHN says that the note has no such file. */
  public Optional<byte[]> content(String personId, String noteId, String attachmentId) {
    try {
      return Optional.of(
          way.call(
              Wire.FILE,
              token -> api.getContent(token, personId, noteId, attachmentId, Wire.FILE)));
    } catch (ProviderException failure) {
      if (failure.error().kind() == Kind.GONE && "attachmentId".equals(failure.error().field())) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /**
   * Adds a file, answers what is then said of it.
   *
   * @param requestId the same for a repeat, which is a {@link ProviderException}, ALREADY_DONE
   */
  public Map<String, Object> add(String personId, String noteId, String requestId, NewFile file) {
    var answer =
        way.call(
            Wire.FILE,
            token ->
                api.addAttachment(
                    token,
                    personId,
                    noteId,
                    file.fileName(),
                    requestId,
                    file.contentType(),
                    file.content(),
                    Wire.FILE));
    return Answers.one(answer, "add-attachment");
  }

  /**
   * A file to be added.
   *
   * @param fileName without a path
   * @param contentType one of {@link #TYPES}
   */
  @SuppressWarnings("ArrayRecordComponent") // raw bytes: they are sent, never compared
  public record NewFile(String fileName, String contentType, byte[] content) {

    @Override
    public String toString() { // a name may be a person's
      return "NewFile[" + content.length + " bytes]";
    }
  }
}
