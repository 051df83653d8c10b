package io.lockstep.starter.webhook;

import io.lockstep.starter.BoundedBody;
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
    return BoundedBody.read(request, MOST_BYTES).orElseThrow(RefusedException::tooLarge);
  }
}
