package io.lockstep.starter.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Grants;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.ledger.InMemoryGrants;
import io.lockstep.ledger.InMemoryItemLedger;
import io.lockstep.ledger.InMemoryOpenMarks;
import io.lockstep.ledger.InMemoryPairLedger;
import io.lockstep.ledger.InMemorySeenWebhooks;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.OpenMarks;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.SeenWebhooks;
import io.lockstep.starter.LedgerSwitch;
import io.lockstep.starter.Samples;
import io.lockstep.starter.SettableClock;
import io.lockstep.starter.engine.FlowsInMemory;
import io.lockstep.starter.oauth.HighLevelAppProperties;
import io.lockstep.workflows.connection.Finding;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

/** The webhook addresses on twins, and both senders before them. */
final class Doorstep {

  /** Our app is called "a". */
  private static final HighLevelAppProperties APP =
      new HighLevelAppProperties(
          "a-key1", URI.create("/back"), URI.create("/there"), URI.create("/there"), List.of());

  final Ed25519Sender highLevel = new Ed25519Sender();
  final HmacSender bhn = new HmacSender("the secret of acme");
  final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T12:00:00Z"));
  final LedgerSwitch ledger = new LedgerSwitch();
  final InMemoryConnections connections = new InMemoryConnections();
  final InMemoryPairLedger pairs = new InMemoryPairLedger(clock);
  final InMemoryItemLedger items = new InMemoryItemLedger(pairs);
  final InMemoryOpenMarks marks = new InMemoryOpenMarks();
  final InMemoryGrants grants = new InMemoryGrants();
  final InMemorySeenWebhooks seen = new InMemorySeenWebhooks();
  final FlowsInMemory flows = new FlowsInMemory();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private Runnable meanwhile = () -> {};
  private MockMvc door = door(List.of());

  private KnownConnections known(Connections ports) {
    return new KnownConnections(new ServedConnections(ports, Samples.DIGESTER), clock);
  }

  /** What the doctor says of the webhooks of acme. */
  List<Finding> findings() {
    return new WebhooksCheck(known(connections), seen).examine("acme");
  }

  private MockMvc door(List<String> apps) {
    Connections ports = ledger.behind(Connections.class, connections);
    var known = known(ports);
    PairLedger pairPort = ledger.behind(PairLedger.class, pairs);
    OpenMarks markPort = ledger.behind(OpenMarks.class, marks);
    var pause = new EchoPause(moment -> meanwhile.run());
    var intake =
        new Intake(
            known,
            ports,
            new EventDoor(pairPort, markPort, pause),
            new ItemEventDoor(pairPort, ledger.behind(ItemLedger.class, items), markPort, pause),
            new AppEvents(ports, ledger.behind(Grants.class, grants), pairPort, APP, clock),
            flows,
            new SeenEvents(ledger.behind(SeenWebhooks.class, seen), clock),
            new WebhookProperties(apps),
            JsonMapper.builder().build(),
            meters);
    return MockMvcBuilders.standaloneSetup(new WebhookController(intake, clock)).build();
  }

  /** Only events of these apps are ours from now on. */
  void servingOnly(String app) {
    door = door(List.of(app));
  }

  /** What happens while the door waits a moment. */
  void meanwhile(Runnable happens) {
    meanwhile = happens;
  }

  double counted(String side, String outcome) {
    return meters.counter("lockstep.webhooks", "side", side, "outcome", outcome).count();
  }

  MockHttpServletResponse send(String body) throws Exception {
    byte[] bytes = body.getBytes(UTF_8);
    return perform(highLevel(bytes, highLevel.sign(bytes)));
  }

  MockHttpServletResponse sendBhn(String body) throws Exception {
    byte[] bytes = body.getBytes(UTF_8);
    return perform(bhn(bytes, clock.instant(), bhn.sign(clock.instant(), bytes)));
  }

  MockHttpServletResponse perform(MockHttpServletRequestBuilder request) throws Exception {
    return door.perform(request).andReturn().getResponse();
  }

  static MockHttpServletRequestBuilder highLevel(byte[] body, @Nullable String signature) {
    MockHttpServletRequestBuilder request =
        MockMvcRequestBuilders.post("/webhooks/highlevel").content(body);
    return signature == null ? request : request.header(HighLevelSignature.HEADER, signature);
  }

  static MockHttpServletRequestBuilder bhn(byte[] body, Instant at, @Nullable String signature) {
    MockHttpServletRequestBuilder request =
        MockMvcRequestBuilders.post("/webhooks/bhn")
            .content(body)
            .header(BhnSignature.TIMESTAMP_HEADER, Long.toString(at.getEpochSecond()));
    return signature == null ? request : request.header(BhnSignature.HEADER, signature);
  }
}
