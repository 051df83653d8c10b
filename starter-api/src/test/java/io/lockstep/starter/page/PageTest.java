package io.lockstep.starter.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.PairLedger;
import io.lockstep.starter.LedgerSwitch;
import io.lockstep.starter.Samples;
import io.lockstep.starter.SettableClock;
import io.lockstep.twins.OnTwins;
import io.lockstep.twins.StarterOnTwins;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The page as somebody at this machine sees it. */
@OnTwins
@TestPropertySource(properties = "lockstep.page.open-to-loopback=true")
class PageTest {

  @Autowired private MockMvcTester mvc;
  @Autowired private Connections connections;
  @Autowired private PairLedger pairs;
  @Autowired private ItemLedger items;
  @Autowired private LedgerSwitch ledger;
  @Autowired private SettableClock clock;

  @BeforeEach
  void aPairInStepAndOneThatWaits() {
    ledger.on();
    connections.register(Samples.connection("acme", "loc1", "acct1", "key", "the secret"));
    connections.pause("acme", false, "");
    clock.pass(Duration.ofSeconds(11)); // nobody remembers what an earlier test left out
    FlowKey inStep = new FlowKey("acme", "c1");
    if (pairs.linkOfContact("acme", "c1").isEmpty()) {
      pairs.commit(inStep, Samples.agreed(inStep, "p1", "ada@example.com", "Ada", List.of("vip")));
    }
    pairs.commit(
        new FlowKey("acme", "c2"),
        PairChange.builder()
            .state(PairState.NEEDS_PERSON, "refused")
            .park(
                new Parked(
                    new Waiting("op1", "email", Waiting.Kind.PARKED, "Say what to do."),
                    "a",
                    "b",
                    StarterOnTwins.START))
            .build());
    pairs.record(
        "acme",
        new JournalEntry(
            StarterOnTwins.START,
            "c1",
            JournalEntry.Act.UPDATED,
            Side.REWARDS,
            List.of("firstName"),
            "lockstep"));
  }

  @Test
  void whatWaitsOfAnItemNamesTheItem() {
    FlowKey key = new FlowKey("acme", "c1");
    ItemRef task = new ItemRef(ItemKind.TASK, Side.CONTACTS, "t1");
    var title = new Waiting("op7", "task.title", Waiting.Kind.REVIEW, "Say which title stays.");
    var whole = new Waiting("op8", Waiting.WHOLE, Waiting.Kind.PARKED, "Shorten it.");
    items.commit(
        key,
        Map.of(
            task,
            PairChange.builder()
                .park(new Parked(title, "a", "b", StarterOnTwins.START))
                .park(new Parked(whole, "a", "b", StarterOnTwins.START))
                .build()));
    try {
      assertThat(mvc.get().uri("/"))
          .bodyText()
          .contains("Say which title stays.", "task.title@c:t1", "Shorten it.", "task/c:t1")
          .contains("2 need a person", "0 of 2 in step");
    } finally {
      items.commit(key, Map.of(task, PairChange.builder().unpark("op7").unpark("op8").build()));
    }
  }

  @Test
  void itSaysWhatIsInStepWhoIsNeededAndWhatChanged() {
    assertThat(mvc.get().uri("/"))
        .hasStatusOk()
        .bodyText()
        .contains("One needs a person", "1 of 2 in step", "Say what to do.", "email", "c2")
        .contains("updated", "firstName", "in rewards", "c1");
  }

  @Test
  void itShowsIdsAndFieldNamesAndNoValue() {
    assertThat(mvc.get().uri("/")).bodyText().doesNotContain("example.com", "Ada", "vip");
  }

  @Test
  void everythingItLoadsComesFromThisServer() {
    assertThat(mvc.get().uri("/"))
        .bodyText()
        .doesNotContain("https://", "http://www", "//cdn")
        .doesNotContain("<style", "style=", "onclick");
    assertThat(mvc.get().uri("/").exchange().getResponse().getHeader("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
  }

  @Test
  void thePolledPartHasNoFrame() {
    assertThat(mvc.get().uri("/overview"))
        .hasStatusOk()
        .bodyText()
        .contains("Say what to do.")
        .doesNotContain("<html", "<head>", "<script", "hx-get");
  }

  @Test
  void whoHasItAllAlreadyIsSentNothing() {
    String board =
        new String(
            mvc.get().uri("/overview").exchange().getResponse().getContentAsByteArray(), UTF_8);
    Matcher version = Pattern.compile("data-version=\"([0-9a-f]+)\"").matcher(board);
    assertThat(version.find()).isTrue();
    assertThat(mvc.get().uri("/overview").header("Lockstep-Seen", version.group(1)))
        .hasStatus(204)
        .hasHeader("Lockstep-As-Of", asOf());
    connections.pause("acme", true, "news");
    assertThat(mvc.get().uri("/overview").header("Lockstep-Seen", version.group(1)))
        .as("read a moment ago, for whoever looks")
        .hasStatus(204);
    clock.pass(Duration.ofSeconds(2));
    assertThat(mvc.get().uri("/overview").header("Lockstep-Seen", version.group(1)))
        .hasStatusOk()
        .bodyText()
        .contains("acme is paused");
  }

  private String asOf() {
    return DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .format(clock.instant());
  }

  @Test
  void aTimeIsThereForProgramsToo() {
    assertThat(mvc.get().uri("/")).bodyText().contains("datetime=\"2026-11-24T12:00:00Z\"");
  }

  @Test
  void aPausedConnectionSaysWhy() {
    connections.pause("acme", true, "HighLevel rejects the token.");
    assertThat(mvc.get().uri("/"))
        .bodyText()
        .contains("acme is paused", "HighLevel rejects the token.")
        .doesNotContain("/oauth/highlevel/start");
  }

  @Test
  void aPausedConnectionThatAPersonLetsInIsOneClickFromHighLevel() {
    Connection usual = Samples.connection("acme", "loc1", "acct1", "key", "the secret");
    var byGrant =
        new Connection.HighLevel(
            usual.highLevel().baseUrl(), "loc1", "", usual.highLevel().webhookPublicKeys());
    connections.register(
        new Connection("acme", "US", byGrant, usual.bhn(), usual.profileYaml(), true, false, ""));
    connections.pause("acme", true, "the grant is over");
    assertThat(mvc.get().uri("/"))
        .bodyText()
        .contains("href=\"/oauth/highlevel/start?connection=acme\"");
  }

  @Test
  void whatTheFirstLinkHasPlannedIsNotInStep() {
    FlowKey planned = new FlowKey("acme", "c2");
    pairs.commit(
        planned, PairChange.builder().unpark("op1").state(PairState.PLANNED, "link").build());
    assertThat(mvc.get().uri("/"))
        .bodyText()
        .contains("<h1>The first link waits for its approval</h1>", "<dt>Planned</dt><dd>1</dd>");
  }

  @Test
  void aConnectionThatIsLeftOutIsTheHeadline() {
    Connection usual = Samples.connection("acme", "loc1", "acct1", "key", "the secret");
    connections.register(Samples.with(usual, "UK", usual.profileYaml()));
    clock.pass(Duration.ofSeconds(11)); // what is known of connections is ten seconds old
    assertThat(mvc.get().uri("/"))
        .bodyText()
        .contains("<h1>acme is left out</h1>", "a connection&#39;s region is an ISO 3166-1 code");
  }

  @Test
  void withoutTheLedgerItSaysThatNothingIsLost() {
    ledger.off();
    assertThat(mvc.get().uri("/overview"))
        .hasStatusOk()
        .bodyText()
        .contains("The ledger does not answer");
  }

  @Test
  void aReasonIsTextAndNeverMarkup() {
    connections.pause("acme", true, "<script>alert(1)</script>");
    assertThat(mvc.get().uri("/"))
        .bodyText()
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert(1)");
  }

  @Test
  void onlyThePageIsOpenNotTheApi() {
    assertThat(mvc.get().uri("/api/v1/pairs")).hasStatus(401);
    assertThat(mvc.post().uri("/logout")).hasStatus(403); // no token
  }
}
