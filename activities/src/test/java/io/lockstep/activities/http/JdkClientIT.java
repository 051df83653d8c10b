package io.lockstep.activities.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feign.Request;
import feign.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the JDK client does behind our back, shown by a server that answers by hand. */
class JdkClientIT {

  private static final String KEPT =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-RateLimit-Remaining: 7\r\n\r\n{}";
  private static final String STALLED = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{";
  private static final String MOVED =
      "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n";

  private final List<String> requestLines = new CopyOnWriteArrayList<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "by-hand");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void aKeptConnectionThatIsCutCostsOneRequest() throws IOException {
    assertThat(get("/kept", Duration.ofSeconds(10)).status()).isEqualTo(200);
    assertThatThrownBy(() -> get("/cut", Duration.ofSeconds(10))).isInstanceOf(IOException.class);
    assertThat(requestLines).containsExactly("GET /kept HTTP/1.1", "GET /cut HTTP/1.1");
  }

  @Test
  void aRedirectIsAnAnswerNotAnOrder() throws IOException {
    assertThat(get("/moved", Duration.ofSeconds(10)).status()).isEqualTo(302);
    assertThat(requestLines).containsExactly("GET /moved HTTP/1.1");
  }

  @Test
  void anAnswerThatStallsInItsBodyEndsWithTheTimeOut() {
    assertThatThrownBy(() -> get("/stalled", Duration.ofMillis(200)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anAnswerThatNeverBeginsEndsWithTheTimeOut() {
    assertThatThrownBy(() -> get("/silent", Duration.ofMillis(200)))
        .isInstanceOf(IOException.class);
  }

  private Response get(String path, Duration within) throws IOException {
    String url = "http://127.0.0.1:" + server.getLocalPort() + path;
    Request request =
        Request.create(
            Request.HttpMethod.GET,
            url,
            Map.of(),
            null,
            java.nio.charset.StandardCharsets.UTF_8,
            null);
    return JdkClient.shared().execute(request, Wire.within(within));
  }

  private void serve() {
    while (true) {
      try {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> answer(socket), "by-hand-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (SocketException closed) {
        return; // the test is over
      } catch (IOException broken) {
        throw new IllegalStateException(broken);
      }
    }
  }

  private void answer(Socket socket) {
    try (socket;
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      String line;
      while ((line = lines.readLine()) != null) {
        requestLines.add(line);
        while (!lines.readLine().isEmpty()) {
          // headers
        }
        String path = line.substring("GET ".length(), line.lastIndexOf(' '));
        switch (path) {
          case "/kept" -> socket.getOutputStream().write(KEPT.getBytes(US_ASCII));
          case "/moved" -> socket.getOutputStream().write(MOVED.getBytes(US_ASCII));
          case "/stalled" -> socket.getOutputStream().write(STALLED.getBytes(US_ASCII));
          case "/silent" -> {}
          default -> {
            return; // cut
          }
        }
        socket.getOutputStream().flush();
      }
    } catch (IOException cut) {
      throw new IllegalStateException(cut);
    }
  }
}
