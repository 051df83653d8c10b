package io.lockstep.sandbox;

import io.lockstep.sandbox.webhooks.Delivery;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends what is due and reports what came back. One thread takes, many deliveries are under way.
 */
final class WebhookPump implements AutoCloseable {

  /** The provider's own is not documented. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
  private static final int UNDER_WAY = 256;

  private final Sandbox sandbox;
  private final Semaphore news = new Semaphore(0);
  private final Semaphore room = new Semaphore(UNDER_WAY);
  private final ExecutorService workers =
      Executors.newCachedThreadPool(SandboxServer.daemons("sandbox-webhook-"));
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TIMEOUT)
          .executor(workers)
          .build();
  private final Thread taker = SandboxServer.daemons("sandbox-webhooks-").newThread(this::run);

  WebhookPump(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  void start() {
    sandbox.onWebhooks(news::release);
    taker.start();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        for (Delivery delivery : sandbox.takeDueWebhooks()) {
          room.acquire();
          send(delivery);
        }
        // A retry or a delayed one comes due without a bell.
        boolean rung = news.tryAcquire(LONGEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        if (rung) {
          news.drainPermits();
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Delivery delivery) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(delivery.url())
            .timeout(TIMEOUT)
            .POST(BodyPublishers.ofByteArray(delivery.body()));
    delivery.headers().forEach(request::header);
    var unused = // nobody waits: whatever comes of it is the report
        client
            .sendAsync(request.build(), BodyHandlers.discarding())
            .handle((answer, failure) -> failure == null ? answer.statusCode() : 0)
            .thenAccept(
                status -> {
                  room.release();
                  sandbox.report(delivery, status);
                });
  }

  @Override
  public void close() {
    taker.interrupt();
    sandbox.onWebhooks(() -> {});
    workers.shutdownNow();
  }
}
