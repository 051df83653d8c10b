package io.lockstep.activities.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Reads each answer to its end, within the call's time-out. The JDK client's own time-out ends with
 * the headers: a server that stalls in the middle of a body would hold the thread for ever.
 */
final class WholeAnswers implements Client {

  private final Client client;

  WholeAnswers(Client client) {
    this.client = client;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Response answer = client.execute(request, options);
    return answer.toBuilder().body(read(answer, options.readTimeoutMillis())).build();
  }

  private static byte[] read(Response answer, int timeoutMillis) throws IOException {
    if (answer.body() == null) {
      return new byte[0];
    }
    try (InputStream in = answer.body().asInputStream()) {
      var deadline = new CompletableFuture<Void>().orTimeout(timeoutMillis, TimeUnit.MILLISECONDS);
      var closing = deadline.whenComplete((inTime, late) -> closeIf(late != null, in));
      // One byte over the limit is enough for the reader to refuse it.
      byte[] body = in.readNBytes(Wire.LARGEST_FILE + 1);
      deadline.complete(null);
      if (closing.isCompletedExceptionally()) {
        throw new IOException("the answer stalled");
      }
      return body;
    }
  }

  private static void closeIf(boolean late, InputStream in) {
    if (late) {
      try {
        in.close(); // ends the read that waits in the other thread
      } catch (IOException unclosable) {
        throw new UncheckedIOException(unclosable);
      }
    }
  }
}
