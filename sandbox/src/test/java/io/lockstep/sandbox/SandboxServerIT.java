package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.lockstep.sandbox.http.Json;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The front and the webhook sender over real sockets. */
class SandboxServerIT {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Sandbox sandbox =
      Sandbox.inProcess(new SandboxOptions(InstantSource.system(), 7).withSeeds());
  private final SandboxServer server = SandboxServer.start(sandbox, 0);
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger answerWith = new AtomicInteger(200);
  private final HttpServer receiver =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

  SandboxServerIT() throws IOException {
    receiver.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          heard.add(
              exchange.getRequestURI()
                  + " "
                  + Json.object(body).getOrDefault("type", "contactInfo")
                  + " "
                  + exchange.getRequestHeaders().keySet());
          exchange.sendResponseHeaders(answerWith.get(), -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    server.close();
    receiver.stop(0);
  }

  @Test
  void callsAreAnsweredOverHttpWithHeadersAndDeleteBodies() throws Exception {
    String contact = create("ada@example.com").body();
    String id = String.valueOf(Json.map(Json.object(bytes(contact)).get("contact")).get("id"));
    HttpResponse<String> tagged =
        send("POST", "/highlevel/contacts/" + id + "/tags", "{\"tags\":[\"vip\",\"gold\"]}");
    assertThat(tagged.statusCode()).isEqualTo(201);
    HttpResponse<String> untagged =
        send("DELETE", "/highlevel/contacts/" + id + "/tags", "{\"tags\":[\"vip\"]}");
    assertThat(untagged.body()).contains("\"tags\":[\"gold\"]");
    assertThat(untagged.headers().firstValue("X-RateLimit-Remaining")).contains("97");
  }

  @Test
  void accessNamesThePortItReallyListensOn() throws Exception {
    HttpResponse<String> access = send("GET", "/control/access", "");
    assertThat(access.body()).contains(server.baseUrl() + "/highlevel");
    assertThat(server.access().bhn().baseUrl()).isEqualTo(server.baseUrl() + "/bhn");
  }

  @Test
  void aLostAnswerCutsTheConnectionAfterTheWork() throws Exception {
    send(
        "PUT",
        "/control/faults",
        "[{\"side\":\"highlevel\",\"route\":\"POST /contacts/\",\"kind\":\"lost-answer\","
            + "\"times\":1}]");
    assertThatThrownBy(() -> create("lost@example.com")).isInstanceOf(IOException.class);
    assertThat(send("GET", "/control/state", "").body())
        .containsOnlyOnce("\"email\":\"lost@example.com\"");
  }

  @Test
  void aSlowAnswerIsLate() throws Exception {
    send(
        "PUT",
        "/control/faults",
        "[{\"side\":\"highlevel\",\"kind\":\"slow\",\"by\":\"PT30S\",\"times\":1}]");
    HttpRequest impatient =
        request("GET", "/highlevel/contacts/abc", "").timeout(Duration.ofMillis(200)).build();
    assertThatThrownBy(() -> client.send(impatient, BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void webhooksOfBothSidesAreSentAndSigned() throws Exception {
    listen();
    create("ada@example.com");
    send("POST", "/bhn/v2/contacts", "{\"email\":\"ada@example.com\"}");
    await()
        .untilAsserted(
            () ->
                assertThat(heard)
                    .anySatisfy(
                        one -> assertThat(one).contains("/hl ContactCreate", "X-ghl-signature"))
                    .anySatisfy(
                        one ->
                            assertThat(one)
                                .contains(
                                    "/bhn contactInfo", "X-bhn-signature", "X-bhn-timestamp")));
  }

  @Test
  void aRefusedWebhookComesAgainWhenItsTimeHasCome() throws Exception {
    listen();
    answerWith.set(429);
    create("ada@example.com");
    await().until(() -> heard.size() == 1);
    await().until(() -> send("GET", "/control/webhooks", "").body().contains("\"waiting\":1"));
    answerWith.set(200);
    send("PUT", "/control/clock", "{\"advance\":\"PT1M\"}");
    await()
        .untilAsserted(
            () ->
                assertThat(send("GET", "/control/webhooks", "").body())
                    .contains("\"waiting\":0", "\"delivered\":1"));
    assertThat(heard).hasSize(2);
  }

  @Test
  void aBodyThatIsTooLargeIs413() throws Exception {
    HttpResponse<String> answer =
        send("POST", "/highlevel/contacts/", "\"" + "x".repeat(1 << 20) + "\"");
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void aFileMayBeLargerThanAnyOtherBody() throws Exception {
    byte[] form = Play.form("a.txt", new byte[3 << 20]);
    HttpRequest.Builder upload =
        request("POST", "/highlevel/medias/upload-file", "")
            .header("Content-Type", "multipart/form-data; boundary=B")
            .POST(BodyPublishers.ofByteArray(form));
    HttpResponse<String> answer = client.send(upload.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"fileId\"");
  }

  @Test
  void aFileOfACustomFieldMayBeAsLargeAsHighLevelTakes() throws Exception {
    byte[] form = Play.form("a.txt", new byte[40 << 20]);
    String path =
        "/highlevel/locations/"
            + sandbox.access().highlevel().locationId()
            + "/customFields/upload";
    HttpRequest.Builder upload =
        request("POST", path, "")
            .header("Content-Type", "multipart/form-data; boundary=B")
            .POST(BodyPublishers.ofByteArray(form));
    HttpResponse<String> answer = client.send(upload.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void aTakenPortIsSaidInOneSentence() {
    assertThatThrownBy(() -> SandboxServer.start(sandbox, server.port()))
        .isInstanceOf(BindException.class)
        .hasMessage(
            "The sandbox's port %d is taken: stop what listens there, or choose another with"
                + " -Dsandbox.port=.",
            server.port());
  }

  private void listen() throws Exception {
    String url = "http://127.0.0.1:" + receiver.getAddress().getPort();
    send(
        "PUT",
        "/control/webhooks",
        "{\"highlevel\":\"" + url + "/hl\",\"bhn\":\"" + url + "/bhn\"}");
  }

  private HttpResponse<String> create(String email) throws Exception {
    return send(
        "POST",
        "/highlevel/contacts/",
        "{\"locationId\":\""
            + sandbox.access().highlevel().locationId()
            + "\",\"email\":\""
            + email
            + "\"}");
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return client.send(request(method, path, body).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    String token =
        path.startsWith("/bhn")
            ? sandbox.access().bhn().personToken()
            : sandbox.access().highlevel().token();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    Map.of("Authorization", "Bearer " + token, "Version", "2021-07-28").forEach(request::header);
    return request;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
