package io.lockstep.starter.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.PairLedger;
import io.lockstep.starter.Samples;
import io.lockstep.starter.SettableClock;
import io.lockstep.twins.StarterOnTwins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** The page in a real browser, as wide as a phone and as a screen. */
@SpringBootTest(
    classes = StarterOnTwins.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=starter-api",
      "server.address=127.0.0.1",
      "lockstep.operator.password=the operator's password",
      "lockstep.page.open-to-loopback=true"
    })
@DirtiesContext
class PageIT {

  private static final Path PICTURES = Path.of("target", "pictures");

  private static Browser browser;

  @LocalServerPort private int port;
  @Autowired private Connections connections;
  @Autowired private PairLedger pairs;
  @Autowired private SettableClock clock;

  @BeforeAll
  static void aBrowser(@TempDir Path profile) throws IOException {
    Optional<Path> program = Browser.program();
    if (program.isEmpty()) {
      String missing = "no Chromium on the PATH: the page is not looked at in a browser";
      if (Boolean.getBoolean("lockstep.rings.required")) {
        fail(missing);
      }
      Assumptions.abort(missing);
    }
    browser = Browser.start(program.get(), profile);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void aPairInStepAndOneThatWaitsForALongReason() {
    connections.register(Samples.connection("acme", "loc1", "acct1", "key", "the secret"));
    FlowKey inStep = new FlowKey("acme", "c1");
    if (pairs.linkOfContact("acme", "c1").isEmpty()) {
      pairs.commit(inStep, Samples.agreed(inStep, "p1", "ada@example.com", "Ada", List.of("vip")));
    }
    wait("c2", "The e-mail is refused; " + "correct it on one side, then retry. ".repeat(8));
  }

  private void wait(String contact, String reason) {
    pairs.commit(
        new FlowKey("acme", contact),
        PairChange.builder()
            .state(PairState.NEEDS_PERSON, "refused")
            .park(
                new Parked(
                    new Waiting("op-" + contact, "email", Waiting.Kind.PARKED, reason),
                    "a",
                    "b",
                    StarterOnTwins.START))
            .build());
  }

  @ParameterizedTest
  @CsvSource({"360, 780", "390, 844", "1280, 900"})
  void nothingIsCutOff(int width, int height) throws IOException {
    browser.open("http://127.0.0.1:" + port + "/", width, height);
    Files.createDirectories(PICTURES);
    Files.write(PICTURES.resolve("page-" + width + ".png"), browser.png());

    assertThat(browser.ask("document.body.innerText").asText()).contains("Needs a person", "c2");
    assertThat(browser.ask("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(width);
    assertThat(browser.ask("getComputedStyle(document.body).fontFamily").asText())
        .as("the style sheet has loaded")
        .contains("system-ui");
  }

  @Test
  void newsAppearsByItself() throws IOException {
    browser.open("http://127.0.0.1:" + port + "/", 390, 844);
    wait("c3", "News of a moment ago.");
    clock.pass(Duration.ofSeconds(2));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> browser.ask("document.body.innerText").asText().contains("c3"));
  }
}
