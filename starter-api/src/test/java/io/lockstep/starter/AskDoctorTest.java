package io.lockstep.starter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line prints and exits with. */
class AskDoctorTest {

  private static final Map<String, String> PASSWORD =
      Map.of("LOCKSTEP_OPERATOR_PASSWORD", "the operator's password");

  private static final AskDoctor.Patience PATIENCE =
      new AskDoctor.Patience(Duration.ofMillis(1), Duration.ofMinutes(1));

  private final StringBuilder printed = new StringBuilder();
  private HttpServer server;
  private int status = 200;
  private String answer = "";
  private String asked = "";
  private String method = "";
  private int onTheWay;
  private int away;

  @BeforeEach
  void aStarterApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          method = exchange.getRequestMethod();
          asked =
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization");
          byte[] body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private int status() {
    if (onTheWay > 0) {
      onTheWay--;
      return 202;
    }
    if (away > 0) {
      away--;
      return 503;
    }
    return status;
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({"ok, 0", "warning, 1", "error, 2", "nonsense, 2"})
  void theWorstFindingIsTheExitCode(String worst, int code) {
    answer = worst + "\nok       bhn.token  It works.\n";
    assertThat(ask(PASSWORD)).isEqualTo(code);
    assertThat(printed).contains("bhn.token  It works.");
    assertThat(asked)
        .isEqualTo(
            "/api/v1/connections/acme/doctor "
                + People.basic("operator", "the operator's password"));
  }

  @Test
  void toDefineCustomFieldsIsAnActOfItsOwn() {
    answer = "ok\nok       highlevel.custom-fields.tier  Defined tier.\n";
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    assertThat(
            AskDoctor.ask(
                new String[] {"acme", url, "--define-custom-fields"}, PASSWORD, printed, PATIENCE))
        .isZero();
    assertThat(asked).startsWith("/api/v1/connections/acme/doctor/custom-fields ");
    assertThat(method).isEqualTo("POST");
    assertThat(printed).contains("Defined tier.");
  }

  @Test
  void aMarkedPersonIsSentAndAskedAfterUntilHeIsBack() {
    answer = "ok\nok       person.removed  It is removed.\n";
    onTheWay = 1;
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    assertThat(
            AskDoctor.ask(new String[] {"acme", "--send-person", url}, PASSWORD, printed, PATIENCE))
        .isZero();
    assertThat(asked).startsWith("/api/v1/connections/acme/doctor/person ");
    assertThat(method).isEqualTo("GET");
    assertThat(printed.toString()).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({"5, 0", "6, 2"})
  void aPersonIsAskedAfterThroughAFew503s(int times, int code) {
    answer = "ok\nok       person.removed  It is removed.\n";
    onTheWay = 1;
    away = times;
    assertThat(send(PATIENCE)).isEqualTo(code);
    assertThat(printed.toString().contains("status 503")).isEqualTo(code == 2);
  }

  @Test
  void aPersonWhomNoWorkerTakesIsNotWaitedForForEver() {
    onTheWay = Integer.MAX_VALUE;
    var little = new AskDoctor.Patience(Duration.ofMillis(1), Duration.ofMillis(20));
    assertThat(send(little)).isEqualTo(2);
    assertThat(printed).contains("still on the way", "Is a worker running?");
  }

  private int send(AskDoctor.Patience patience) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return AskDoctor.ask(new String[] {"acme", url, "--send-person"}, PASSWORD, printed, patience);
  }

  @Test
  void aRefusalIsAnErrorAndItsSentenceIsPrinted() {
    status = 401;
    answer = "{\"detail\": \"Log in as operator\"}";
    assertThat(ask(PASSWORD)).isEqualTo(2);
    assertThat(printed).contains("status 401", "Log in as operator");
  }

  @Test
  void nobodyToAskIsAnError() {
    server.stop(0);
    assertThat(ask(PASSWORD)).isEqualTo(2);
    assertThat(printed).contains("could not be asked");
    assertThat(AskDoctor.ask(new String[] {"acme", "no url"}, PASSWORD, printed, PATIENCE))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://lockstep.example.com",
        "http://192.0.2.7:8080",
        "HTTP://127.0.0.1.example.com",
        "http://localhost@lockstep.example.com",
        "ftp://lockstep.example.com",
        "lockstep.example.com"
      })
  void aPasswordIsNotSentInClearToAnotherMachine(String url) {
    assertThat(AskDoctor.ask(new String[] {"acme", url}, PASSWORD, printed, PATIENCE)).isEqualTo(2);
    assertThat(printed).contains("so it was not sent", "Give an https address");
  }

  @Test
  void aPasswordMayLieInAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "the operator's password\n");
    answer = "ok\n";
    assertThat(ask(Map.of("LOCKSTEP_OPERATOR_PASSWORD_FILE", file.toString()))).isZero();
    assertThat(asked).contains(People.basic("operator", "the operator's password"));
  }

  @Test
  void withoutAPasswordOrAConnectionItSaysHow() {
    assertThat(ask(Map.of())).isEqualTo(2);
    assertThat(AskDoctor.ask(new String[] {"a/b"}, PASSWORD, printed, PATIENCE)).isEqualTo(2);
    assertThat(AskDoctor.ask(new String[] {"acme", "--heal"}, PASSWORD, printed, PATIENCE))
        .isEqualTo(2);
    assertThat(printed.toString().split("usage: doctor")).hasSize(4);
    assertThat(asked).isEmpty();
  }

  private int ask(Map<String, String> environment) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return AskDoctor.ask(new String[] {"acme", url}, environment, printed, PATIENCE);
  }
}
