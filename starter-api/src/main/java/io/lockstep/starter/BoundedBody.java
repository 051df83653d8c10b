package io.lockstep.starter;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/** The body of a request as it was sent, if it is not too large. */
public final class BoundedBody {

  private BoundedBody() {}

  /**
   * Reads the whole body.
   *
   * @param mostBytes past this it is refused, unread where its length was announced
   * @return empty when there is more
   */
  public static Optional<byte[]> read(HttpServletRequest request, int mostBytes)
      throws IOException {
    if (request.getContentLengthLong() > mostBytes) {
      return Optional.empty();
    }
    byte[] body = request.getInputStream().readNBytes(mostBytes + 1);
    return body.length > mostBytes // chunked: the length was not announced
        ? Optional.empty()
        : Optional.of(body);
  }
}
