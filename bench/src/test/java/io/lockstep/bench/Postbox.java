package io.lockstep.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between the sandbox and the starter-api where a webhook must be sent by this run's own
 * client: it takes webhooks in, signature and all, keeps them, and posts one when told.
 */
final class Postbox implements AutoCloseable {

  /** A webhook as it came; {@code path} tells the sender. */
  @SuppressWarnings("ArrayRecordComponent") // raw bytes: they are sent, never compared
  record Letter(String path, Map<String, String> headers, byte[] body) {}

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Letter> letters = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer server;
  private final String starterUrl;

  private Postbox(HttpServer server, String starterUrl) {
    this.server = server;
    this.starterUrl = starterUrl;
  }

  static Postbox open(String starterUrl) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 1_024);
      Postbox postbox = new Postbox(server, starterUrl);
      server.createContext("/", postbox::take);
      server.setExecutor(postbox.threads);
      server.start();
      return postbox;
    } catch (IOException e) {
      throw new UncheckedIOException("no port for the postbox", e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                String lower = name.toLowerCase(Locale.ROOT);
                if (lower.startsWith("x-") || lower.equals("content-type")) {
                  headers.put(name, values.get(0));
                }
              });
      letters.add(
          new Letter(
              exchange.getRequestURI().getPath(),
              headers,
              exchange.getRequestBody().readAllBytes()));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** Where the sandbox is to send. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What has come, oldest first. */
  List<Letter> letters() {
    return List.copyOf(letters);
  }

  void empty() {
    letters.clear();
  }

  /** Posts it to the starter-api; anything but 200 ends the run. */
  void post(Letter letter) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(starterUrl + letter.path()))
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofByteArray(letter.body()));
    letter.headers().forEach(request::header);
    try {
      int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IllegalStateException("a webhook was answered " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a webhook was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was interrupted", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
