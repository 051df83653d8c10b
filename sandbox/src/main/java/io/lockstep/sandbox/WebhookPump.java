package io.lockstep.sandbox;

import io.lockstep.sandbox.webhooks.Delivery;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends what is due and reports what came back. One thread takes, many deliveries are under way;
 * locations and accounts take turns, for the provider's customers do not wait for each other.
 */
final class WebhookPump implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(WebhookPump.class.getName());

  /** The provider's own is not documented. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
  private static final int UNDER_WAY = 256;
  private static final int UNDER_WAY_OF_ONE_OWNER = 64;

  private final Sandbox sandbox;
  private final Semaphore news = new Semaphore(0);
  private final Map<String, Line> lines = new HashMap<>(); // of the taker alone, as the turns
  private final Deque<Line> turns = new ArrayDeque<>();
  private final AtomicInteger underWay = new AtomicInteger();
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

  private static final class Line {
    final Deque<Delivery> due = new ArrayDeque<>();
    final AtomicInteger underWay = new AtomicInteger();

    boolean maySend() {
      return !due.isEmpty() && underWay.get() < UNDER_WAY_OF_ONE_OWNER;
    }
  }

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
        takeAndSend();
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

  // What goes wrong with one round must not be the end of all webhooks.
  private void takeAndSend() {
    try {
      for (Delivery due : sandbox.takeDueWebhooks()) {
        lines.computeIfAbsent(due.owner(), first -> newLine()).due.add(due);
      }
      sendInTurn();
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, "a round of webhooks failed; the sender goes on", fault);
    }
  }

  private Line newLine() {
    Line line = new Line();
    turns.add(line);
    return line;
  }

  /** One of each line, round and round, as long as there is room; goes on where it stopped. */
  private void sendInTurn() {
    int idle = 0;
    while (idle < turns.size() && underWay.get() < UNDER_WAY) {
      Line line = turns.remove();
      turns.add(line);
      if (line.maySend()) {
        send(line, line.due.remove());
        idle = 0;
      } else {
        idle++;
      }
    }
  }

  private void send(Line line, Delivery delivery) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(delivery.url())
            .timeout(TIMEOUT)
            .POST(BodyPublishers.ofByteArray(delivery.body()));
    delivery.headers().forEach(request::header);
    underWay.incrementAndGet();
    line.underWay.incrementAndGet();
    var unused = // nobody waits: whatever comes of it is the report
        client
            .sendAsync(request.build(), BodyHandlers.discarding())
            .handle((answer, failure) -> failure == null ? answer.statusCode() : 0)
            .thenAccept(
                status -> {
                  line.underWay.decrementAndGet();
                  underWay.decrementAndGet();
                  sandbox.report(delivery, status);
                  news.release();
                });
  }

  @Override
  public void close() {
    taker.interrupt();
    sandbox.onWebhooks(() -> {});
    workers.shutdownNow();
  }
}
