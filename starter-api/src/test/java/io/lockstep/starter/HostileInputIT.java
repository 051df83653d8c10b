package io.lockstep.starter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.lockstep.core.FlowKey;
import io.lockstep.core.testing.Histories;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.PairLedger;
import io.lockstep.starter.RawHttp.Answer;
import io.lockstep.starter.RawHttp.Request;
import io.lockstep.starter.engine.FlowsInMemory;
import io.lockstep.starter.webhook.Ed25519Sender;
import io.lockstep.starter.webhook.HmacSender;
import io.lockstep.twins.StarterOnTwins;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests that nobody should send, over a real connection: to every address the application's own
 * document names, and to those it does not. No answer is a failure of ours, tells how we are built
 * or repeats what was sent, and what is refused starts nothing.
 */
@SpringBootTest(
    classes = StarterOnTwins.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=starter-api",
      "server.address=127.0.0.1",
      "lockstep.users.root.operator-of=*",
      "lockstep.users.root.token-hashes=" + People.OMAR_HASH
    })
@DirtiesContext
class HostileInputIT {

  /** In every hostile text; no refusal and no log may hold it. */
  private static final String MARK = "kanarie";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Ed25519Sender HIGH_LEVEL = new Ed25519Sender();
  private static final HmacSender BHN = new HmacSender("the secret of acme");

  private static final List<String> ARGUMENTS =
      List.of(
          "c1",
          "acme",
          MARK,
          "%2e%2e%2f" + MARK,
          "..;/" + MARK,
          "%00" + MARK,
          "%ff%fe" + MARK,
          "%",
          "%zz",
          "*",
          "bhn:" + MARK,
          "a%20b",
          "%F0%9F%98%80",
          "email",
          "task.title@c:" + MARK,
          "task%2Fc:1",
          MARK.repeat(200),
          MARK.repeat(3_000),
          "{}",
          "<" + MARK + ">",
          "1e9",
          "-1");

  private static final List<String> QUERIES =
      List.of(
          "limit=" + MARK,
          "limit=99999999999999999999",
          "limit=-1",
          "limit=",
          "limit=1&limit=" + MARK,
          "values=" + MARK,
          "values=true",
          "connection=" + MARK,
          "connection=acme&connection=" + MARK,
          "connection=%00",
          "after=" + MARK.repeat(100),
          "after=%ff",
          "after=" // a place no database knows: the year 999999
              + "Kzk5OTk5OS0xMi0zMVQyMzo1OTo1OVoKYWNtZQpjMQoKb3Ax",
          "item=" + MARK,
          "item=task/c:" + MARK,
          "item=note/r:%00",
          "from=" + MARK,
          "from=-1",
          "from=2147483648",
          "%",
          "=",
          "&&&",
          "a".repeat(3_000) + "=1");

  private static final List<String> HEADERS =
      List.of(
          "Accept: " + MARK,
          "Accept: text/html;q=" + MARK,
          "Accept: application/xml",
          "Accept: text/plain",
          "Accept-Language: " + MARK,
          "Content-Type: " + MARK,
          "Content-Type: application/json; charset=utf-16",
          "Content-Type: application/json; charset=" + MARK,
          "Content-Type: application/xml",
          "Content-Type: multipart/form-data",
          "Content-Type: multipart/form-data; boundary=x",
          "Content-Type: application/x-www-form-urlencoded",
          "Content-Encoding: gzip",
          "Content-Encoding: " + MARK,
          "Cookie: LOCKSTEP=" + MARK,
          "Cookie: " + MARK + "=\"\u00ff",
          "Origin: https://" + MARK,
          "Origin: null",
          "Range: bytes=0-" + MARK,
          "X-Forwarded-For: " + MARK,
          "X-HTTP-Method-Override: DELETE",
          "Expect: 100-continue",
          "Expect: " + MARK,
          "If-Modified-Since: " + MARK,
          "X-Long: " + MARK.repeat(900),
          "X-Longer: " + MARK.repeat(9_000),
          MARK,
          ": " + MARK,
          "X-Bad\u0001: " + MARK,
          "Host: " + MARK,
          "Upgrade: h2c",
          "Authorization: Basic " + MARK,
          "Authorization: Basic Og==",
          "Authorization: Bearer " + MARK,
          "Authorization: Bearer a.b.c",
          "Authorization: Bearer \u00e9",
          "Authorization: Negotiate " + MARK,
          "X-GHL-Signature: " + MARK,
          "X-BHN-Signature: sha256=" + MARK,
          "X-BHN-Timestamp: " + MARK,
          "X-BHN-Timestamp: 99999999999999999999");

  private static final List<String> JSONS =
      List.of(
          "",
          "null",
          "true",
          "7",
          "\"" + MARK + "\"",
          "[]",
          "[\"" + MARK + "\"]",
          "{}",
          "{",
          "{]",
          "{\"" + MARK + "\": 1}",
          "{\"side\": \"" + MARK + "\"}",
          "{\"side\": 7}",
          "{\"side\": {\"a\": \"" + MARK + "\"}}",
          "{\"side\": \"contacts\", \"side\": \"" + MARK + "\"}",
          "{\"values\": \"" + MARK + "\"}",
          "{\"values\": [null]}",
          "{\"values\": [[\"" + MARK + "\"]]}",
          "{\"values\": [1e999999999]}",
          "{\"values\": [" + "9".repeat(5_000) + "]}",
          "{\"values\": [\"" + MARK.repeat(2_000) + "\"]}",
          "{\"values\": [" + "\"a\",".repeat(200) + "\"a\"]}",
          "{\"values\": [\"\\ud800\\u0000\"]}",
          "{\"reason\": [\"" + MARK + "\"]}",
          "{\"reason\": \"\\u0000\\ud800\"}",
          "{\"payloads\": [{\"data\": \"" + MARK + "\"}]}",
          "{\"payloads\": {\"" + MARK + "\": 1}}",
          "{\"payloads\": [{\"metadata\": {\"encoding\": \"" + MARK + "\"}}]}",
          "[".repeat(100_000),
          "{\"a\":".repeat(100_000),
          "\u0000" + MARK,
          "{\"type\": \"ContactUpdate\", \"locationId\": \"loc1\", \"id\": \"c1\", \"email\": 7}",
          "{\"type\": [\"" + MARK + "\"], \"locationId\": \"loc1\"}",
          "{\"messageType\": \"contactInfo\", \"accountId\": \"acct1\", \"contactId\": \"p1\"}");

  private static final List<String> METHODS =
      List.of(
          "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FOO", "get", "");

  private static final List<String> TARGETS =
      List.of(
          "*",
          "//",
          "/%",
          "/" + MARK,
          "/..",
          "/../../etc/" + MARK,
          "/api/v1/..%2f..%2f" + MARK,
          "/api/v1/pairs;" + MARK + "=1",
          "http://" + MARK + "/api/v1/pairs",
          MARK,
          "/\u00ff\u00fe",
          "/api//v1///pairs",
          "/error",
          "/actuator/" + MARK,
          "/actuator/health/" + MARK,
          "/webjars/" + MARK,
          "/css/%2e%2e/" + MARK,
          "/v3/api-docs/" + MARK,
          "/?" + MARK + "=%",
          "/api/v1/pairs/" + MARK.repeat(5_000),
          "/login?error=" + MARK,
          "/logout",
          "/overview");

  private static final byte[] BOMB = bomb();

  @LocalServerPort private int port;
  @Autowired private Connections connections;
  @Autowired private PairLedger pairs;
  @Autowired private FlowsInMemory flows;
  @Autowired private SettableClock clock;

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private List<Endpoint> endpoints = List.of();

  /** An address, and a body it takes; null: it takes none. */
  record Endpoint(String method, String path, @Nullable String body) {}

  /** One change of a request; prints how to make it again. */
  private record Twist(String said, Consumer<Draft> change) {

    @Override
    public String toString() {
      return said.length() < 120 ? said : said.substring(0, 100) + "... (" + said.length() + ")";
    }
  }

  /** A request in the making, good until it is twisted. */
  private static final class Draft {

    Endpoint endpoint = new Endpoint("GET", "/api/v1/connections", null);
    String argument = "c1";
    final List<String> queries = new ArrayList<>(List.of("connection=acme"));
    final Map<String, String> headers = new LinkedHashMap<>();
    @Nullable String method;
    @Nullable String target;
    byte @Nullable [] body;
    boolean chunked;

    Draft() {
      header("Authorization: " + People.OMAR);
      header("Content-Type: application/json");
    }

    void header(String line) {
      headers.put(line.substring(0, Math.max(0, line.indexOf(':'))), line);
    }

    byte[] body() {
      return body != null
          ? body
          : endpoint.body() == null ? new byte[0] : endpoint.body().getBytes(UTF_8);
    }

    Request request(Instant now) {
      Map<String, String> all = new LinkedHashMap<>();
      if (endpoint.path().startsWith("/webhooks/")) {
        all.put("X-GHL-Signature", "X-GHL-Signature: " + HIGH_LEVEL.sign(body()));
        all.put("X-BHN-Timestamp", "X-BHN-Timestamp: " + now.getEpochSecond());
        all.put("X-BHN-Signature", "X-BHN-Signature: " + BHN.sign(now, body()));
      }
      all.putAll(headers);
      String path =
          endpoint
              .path()
              .replace("{id}", argument.equals("c1") ? "acme" : argument)
              .replaceAll("\\{\\w+}", java.util.regex.Matcher.quoteReplacement(argument));
      return new Request(
          method == null ? endpoint.method() : method,
          target == null ? path + "?" + String.join("&", queries) : target,
          List.copyOf(all.values()),
          new String(body(), ISO_8859_1),
          chunked);
    }
  }

  @BeforeEach
  void oneConnection() throws IOException {
    connections.register(
        Samples.connection("acme", "loc1", "acct1", HIGH_LEVEL.publicKey(), BHN.secret()));
    FlowKey key = new FlowKey("acme", "c1");
    if (pairs.linkOfContact("acme", "c1").isEmpty()) {
      pairs.commit(key, Samples.agreed(key, "p1", "ada@example.com", "Ada", List.of("vip")));
    }
    endpoints = endpoints();
    logged.start();
    root().addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    root().detachAppender(logged);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Test
  void noRequestMakesItFailTellOrRepeat() {
    Map<Integer, Integer> statuses = new TreeMap<>();
    Histories.check(
        1, 2_000, 4, this::draw, twists -> statuses.merge(sent(twists), 1, Integer::sum));
    // Were these missing, the twists would test the wrong thing.
    assertThat(statuses.keySet()).contains(200, 400, 401, 404, 405, 406, 415);
  }

  private int sent(List<Twist> twists) {
    Draft draft = new Draft();
    twists.forEach(twist -> twist.change().accept(draft));
    connections.pause("acme", false, "");
    flows.reset();
    logged.list.clear();
    Request request = draft.request(clock.instant());
    Answer answer;
    try {
      answer = RawHttp.send(port, request);
    } catch (IOException silent) {
      throw new UncheckedIOException("no answer to\n" + request, silent);
    }
    String both = "%s\n\nto\n%s".formatted(answer, request);
    boolean unknownMethod = answer.status() == 501 && request.method().equals("CONNECT");
    assertThat(answer.status() < 500 || answer.status() == 503 || unknownMethod).as(both).isTrue();
    assertThat(answer.status()).as(both).isGreaterThanOrEqualTo(200);
    assertThat(told()).as("logged for " + both).doesNotContain(MARK, "bug of ours");
    if (answer.status() >= 400) {
      assertThat(answer.body())
          .as(both)
          .doesNotContain(MARK, "Exception", "\tat ", "io.lockstep", "java.lang");
      assertThat(flows.looks()).as(both).isEmpty();
      assertThat(flows.decisions()).as(both).isEmpty();
      assertThat(flows.sweeps()).as(both).isEmpty();
      // Spring's own: to a browser whose page is refused, and of a part that health does not have.
      if (!answer.body().contains("Invalid CORS request")
          && !request.target().startsWith("/actuator/health/")) {
        assertThat(answer.head()).as(both).contains("application/problem+json");
        assertThat(answer.body()).as(both).containsPattern("\"detail\":\"[A-Za-z][^\"]{10,}");
      }
    }
    return answer.status();
  }

  private String told() {
    StringBuilder told = new StringBuilder();
    List.copyOf(logged.list)
        .forEach(
            event -> {
              told.append(event.getFormattedMessage()).append('\n');
              for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                told.append(cause.getMessage()).append('\n');
              }
            });
    return told.toString();
  }

  private Twist draw(Random random) {
    Endpoint endpoint = endpoints.get(random.nextInt(endpoints.size()));
    String argument = one(ARGUMENTS, random);
    String query = one(QUERIES, random);
    String header = one(HEADERS, random);
    String json = one(JSONS, random);
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5, 6 ->
          new Twist(endpoint.method() + " " + endpoint.path(), d -> d.endpoint = endpoint);
      case 7, 8 -> new Twist("path argument " + argument, d -> d.argument = argument);
      case 9, 10 -> new Twist("query " + query, d -> d.queries.add(query));
      case 11, 12 -> new Twist("header " + header, d -> d.header(header));
      case 13, 14 -> new Twist("body " + json, d -> d.body = json.getBytes(UTF_8));
      case 15 -> new Twist("body in UTF-16", d -> d.body = utf16(d.body(), random.nextBoolean()));
      case 16 ->
          new Twist(
              "body with bytes that are no UTF-8",
              d -> d.body = ("\u00ff\u00c0" + MARK).getBytes(ISO_8859_1));
      case 17 ->
          new Twist(
              "a bomb",
              d -> {
                d.body = BOMB;
                d.header("Content-Encoding: gzip");
              });
      case 18 -> {
        String method = one(METHODS, random);
        yield new Twist("method " + method, d -> d.method = method);
      }
      default -> {
        String target = one(TARGETS, random);
        yield random.nextBoolean()
            ? new Twist("target " + target, d -> d.target = target)
            : new Twist("chunked", d -> d.chunked = true);
      }
    };
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static byte[] utf16(byte[] body, boolean mark) {
    return new String(body, UTF_8).getBytes(mark ? UTF_16 : UTF_16LE);
  }

  /** 64 MiB of spaces in 64 KiB. */
  private static byte[] bomb() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      byte[] spaces = " ".repeat(1024 * 1024).getBytes(UTF_8);
      for (int i = 0; i < 64; i++) {
        out.write(spaces);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a write may block
  void aBodyWithoutEndIsRefusedAfterItsBound() throws IOException {
    for (String path :
        List.of(
            "/webhooks/highlevel",
            "/webhooks/bhn",
            "/codec/decode",
            "/api/v1/connections/acme/pause")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        OutputStream out = socket.getOutputStream();
        out.write(
            ("POST "
                    + path
                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: "
                    + People.OMAR
                    + "\r\nContent-Type: application/json\r\nX-BHN-Timestamp: "
                    + clock.instant().getEpochSecond()
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                .getBytes(UTF_8));
        byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(UTF_8);
        int sent = 0;
        try {
          while (sent < 256 * 1024 * 1024) {
            out.write(chunk);
            sent += 0x10000;
          }
        } catch (IOException closed) { // as it should be
        }
        assertThat(sent).as(path).isLessThan(32 * 1024 * 1024);
      }
    }
  }

  /** What the application's document names, and what it does not. */
  private List<Endpoint> endpoints() throws IOException {
    Answer answer = RawHttp.send(port, new Request("GET", "/v3/api-docs", List.of(), "", false));
    String text = answer.body();
    JsonNode document =
        JSON.readTree(
            text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1)
                .replaceAll("\r\n[0-9a-f]+\r\n", ""));
    List<Endpoint> all = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            all.add(
                                new Endpoint(
                                    method.getKey().toUpperCase(java.util.Locale.ROOT),
                                    path.getKey(),
                                    body(document, method.getValue())))));
    assertThat(all).hasSizeGreaterThan(15);
    for (String path :
        List.of(
            "/webhooks/highlevel",
            "/webhooks/bhn",
            "/codec/decode",
            "/codec/encode",
            "/login",
            "/logout",
            "/error")) {
      all.add(new Endpoint("POST", path, "{}"));
    }
    for (String path :
        List.of(
            "/",
            "/overview",
            "/login",
            "/error",
            "/actuator",
            "/actuator/health",
            "/actuator/prometheus",
            "/v3/api-docs",
            "/icon.svg")) {
      all.add(new Endpoint("GET", path, null));
    }
    return all;
  }

  private static @Nullable String body(JsonNode document, JsonNode operation) {
    JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
    return schema.isMissingNode() ? null : sample(document, schema).toString();
  }

  private static Object sample(JsonNode document, JsonNode schema) {
    JsonNode reference = schema.get("$ref");
    if (reference != null) {
      return sample(document, document.at(reference.asString().substring(1)));
    }
    JsonNode type = schema.path("type");
    return switch (type.isString() ? type.asString() : "object") {
      case "string" -> "\"" + schema.at("/enum/0").asString(MARK) + "\"";
      case "array" -> "[" + sample(document, schema.get("items")) + "]";
      case "object" -> {
        List<String> properties = new ArrayList<>();
        schema
            .path("properties")
            .properties()
            .forEach(
                property ->
                    properties.add(
                        "\"" + property.getKey() + "\": " + sample(document, property.getValue())));
        yield "{" + String.join(", ", properties) + "}";
      }
      default -> "1";
    };
  }
}
