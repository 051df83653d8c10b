package io.lockstep.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Carries calls from sockets to the sandbox and back; a cut connection is closed without a word.
 */
final class HttpFront implements HttpHandler {

  private static final int LARGEST_BODY = 1 << 20;

  /** More than either provider takes, so that the provider's own limit is what answers. */
  private static final int LARGEST_FILE = 64 << 20;

  private final Sandbox sandbox;

  HttpFront(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int largest = isFile(exchange) ? LARGEST_FILE : LARGEST_BODY;
      byte[] body = exchange.getRequestBody().readNBytes(largest + 1);
      if (body.length > largest) {
        send(exchange, tooLarge(largest));
        return;
      }
      SandboxAnswer answer = sandbox.call(call(exchange, body));
      wait(answer.delay());
      send(exchange, answer);
    } catch (ConnectionCutException asTold) {
      return; // closing an exchange that was not answered closes its connection
    }
  }

  private static boolean isFile(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.endsWith("/upload-file")
        || path.endsWith("/upload-custom-files")
        || path.endsWith("/customFields/upload")
        || path.endsWith("/attachments");
  }

  private static SandboxCall call(HttpExchange exchange, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    return new SandboxCall(
        exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
  }

  private static void wait(Duration delay) throws IOException {
    if (delay.isZero()) {
      return;
    }
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("the sandbox stops", stopping);
    }
  }

  private static SandboxAnswer tooLarge(int largest) {
    return new SandboxAnswer(
        413,
        Map.of("Content-Type", "application/json; charset=utf-8"),
        "{\"error\":\"too-large\",\"message\":\"a body has at most %d MiB here\"}"
            .formatted(largest >> 20)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, SandboxAnswer answer) throws IOException {
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(answer.status(), answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }
}
