package io.lockstep.starter.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The body of a webhook as it was sent: signatures cover these bytes, not their meaning. */
final class RawBody {

  /** Past this a body is refused unread; HighLevel's largest contact is a few KiB. */
  static final int MOST_BYTES = 256 * 1024;

  private RawBody() {}

  /**
   * Reads the whole body.
   *
   * @throws RefusedException 413 when there is more than {@link #MOST_BYTES}
   */
  static byte[] read(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > MOST_BYTES) {
      throw RefusedException.tooLarge();
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) { // chunked: the length was not announced
      throw RefusedException.tooLarge();
    }
    return body;
  }
}
