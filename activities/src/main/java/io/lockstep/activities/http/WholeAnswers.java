package io.lockstep.activities.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Reads each answer to its end, within the call's time-out. The JDK client's own time-out ends with
 * the headers: a server that stalls in the middle of a body would hold the thread for ever. What
 * the headers took of the time, the body does not have.
 */
final class WholeAnswers implements Client {

  private final Client client;
  private final LongSupplier nanoTime;

  WholeAnswers(Client client) {
    this(client, System::nanoTime);
  }

  WholeAnswers(Client client, LongSupplier nanoTime) {
    this.client = client;
    this.nanoTime = nanoTime;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    long began = nanoTime.getAsLong();
    Response answer = client.execute(request, options);
    Duration left =
        Duration.ofMillis(options.readTimeoutMillis()).minusNanos(nanoTime.getAsLong() - began);
    return answer.toBuilder().body(read(answer, left)).build();
  }

  private static byte[] read(Response answer, Duration left) throws IOException {
    if (answer.body() == null) {
      return new byte[0];
    }
    try (InputStream in = answer.body().asInputStream()) {
      var deadline =
          new CompletableFuture<Void>()
              .orTimeout(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
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
