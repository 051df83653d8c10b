package io.lockstep.activities.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WholeAnswersTest {

  private static final Duration PATIENCE = Duration.ofHours(1);

  private final AtomicLong now = new AtomicLong();

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatTheHeadersTookTheBodyDoesNotHave() {
    Client slow =
        (request, options) -> {
          now.addAndGet(PATIENCE.toNanos());
          return Response.builder().status(200).request(request).body(new Stalled(), null).build();
        };
    var whole = new WholeAnswers(slow, now::get);

    assertThatThrownBy(() -> whole.execute(request(), Wire.within(PATIENCE)))
        .isInstanceOf(IOException.class);
  }

  private static Request request() {
    return Request.create(
        Request.HttpMethod.GET, "http://highlevel.test", Map.of(), null, UTF_8, null);
  }

  /** A body that ends only when it is closed. */
  private static final class Stalled extends InputStream {

    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public int read() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException timedOut) {
        throw new InterruptedIOException();
      }
      throw new IOException("closed");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
