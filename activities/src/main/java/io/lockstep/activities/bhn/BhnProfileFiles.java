package io.lockstep.activities.bhn;

import io.lockstep.activities.NotNowException;
import io.lockstep.activities.bhn.BhnFiles.NewFile;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.error.ProviderException;
import java.util.List;
import java.util.Map;

/**
 * The files of BHN's contacts, for one caller. Each method makes one call; each throws {@link
 * NotNowException} when the call may not be made now, and {@link ProviderException} for what BHN
 * answered instead.
 */
public final class BhnProfileFiles {

  private final BhnProfileAttachments api;
  private final TokenPass way;

  BhnProfileFiles(BhnProfileAttachments api, TokenPass way) {
    this.api = api;
    this.way = way;
  }

  /** What is said of each file, oldest first: {@code attachmentId, fileName, sha256 ...} */
  public List<Map<String, Object>> list(String personId) {
    var answer = way.call(token -> api.listContactAttachments(token, personId, way.options()));
    return Answers.all(answer, "list-contact-attachments");
  }

  /**
   * Adds a file, answers what is then said of it.
   *
   * @param requestId the same for a repeat, which is a {@link ProviderException}, ALREADY_DONE
   */
  public Map<String, Object> add(String personId, String requestId, NewFile file) {
    var answer =
        way.call(
            Wire.FILE,
            token ->
                api.addContactAttachment(
                    token,
                    personId,
                    file.fileName(),
                    requestId,
                    file.contentType(),
                    file.content(),
                    Wire.FILE));
    return Answers.one(answer, "add-contact-attachment");
  }
}
