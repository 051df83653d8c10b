package io.lockstep.quickstart;

import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.engine.keys.KeyFile;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.PairLedger;
import io.lockstep.sandbox.SandboxAccess;
import io.lockstep.starter.StarterApplication;
import io.lockstep.worker.Polls;
import io.lockstep.worker.WorkerApplication;
import io.lockstep.workflows.reconcile.Passes;
import io.lockstep.workflows.start.WorkflowStarts;
import io.temporal.client.WorkflowClient;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Everything in one JVM: a Temporal, a PostgreSQL, both providers simulated, the worker and the
 * starter-api. {@code mvn spring-boot:run} at the root of the repository starts it.
 */
public final class Quickstart implements AutoCloseable {

  /** The one connection the sandbox is served by. */
  static final String CONNECTION = "sandbox";

  private static final String NAMESPACE = "lockstep"; // as both apps have it
  private static final Logger LOG = LoggerFactory.getLogger(Quickstart.class);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(5);

  private final Settings settings;
  private final PrintStream out;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  private Quickstart(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /** Starts everything, tells what it does, and runs until it is interrupted. */
  public static void main(String[] args) {
    Settings settings;
    try {
      settings = Settings.from(System.getProperties());
    } catch (StartFailedException e) {
      giveUp(System.out, e.getMessage());
      return;
    }
    Quickstart quickstart = new Quickstart(settings, System.out);
    // The one hook: each part would otherwise stop on its own, and the database before the worker.
    Runtime.getRuntime().addShutdownHook(new Thread(quickstart::close, "lockstep-stop"));
    try {
      quickstart.run();
    } catch (StartFailedException e) {
      giveUp(quickstart.out, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("the start failed", e);
      giveUp(
          quickstart.out,
          sentence(e) + "\nMore in " + quickstart.settings.home().resolve("lockstep.log"));
    }
  }

  private void run() {
    PortCheck.requireFree(settings.sandboxPort(), "sandbox");
    PortCheck.requireFree(settings.starterPort(), "starter-api");
    PortCheck.requireFree(settings.workerPort(), "worker");
    Home home = keep(Home.open(settings.home()));
    EmbeddedDatabase database = keep(EmbeddedDatabase.start(home.folder()));
    String engine = settings.engine();
    if (settings.embeddedEngine()) {
      engine = keep(EmbeddedEngine.start()).target();
    } else {
      RunningEngine.prepare(engine, NAMESPACE);
    }
    EmbeddedSandbox sandbox = keep(EmbeddedSandbox.start(home.folder(), settings.sandboxPort()));
    Map<String, Object> shared = shared(home, database, engine);

    ConfigurableApplicationContext worker =
        run(WorkerApplication.application(), with(shared, workerProperties(sandbox.access())));
    ConfigurableApplicationContext starter =
        run(
            StarterApplication.application(),
            with(shared, starterProperties(home, sandbox.access())));
    sandbox.sendWebhooksTo("http://localhost:" + settings.starterPort());

    WorkflowStarts starts = new WorkflowStarts(worker.getBean(WorkflowClient.class));
    keep(
        PeriodicSweep.start(
            starts, CONNECTION, passes(worker), SWEEP_EVERY, settings.embeddedEngine()));
    worker
        .getBean(Polls.class)
        .of(CONNECTION)
        .forEach(
            (what, every) ->
                keep(
                    PeriodicSweep.start(
                        starts, CONNECTION, List.of(what), every, settings.embeddedEngine())));
    Commentary commentary =
        keep(new Commentary(starter.getBean(PairLedger.class), CONNECTION, starts, out));
    commentary.welcome(settings, home, sandbox);
    commentary.follow();
  }

  private static List<String> passes(ConfigurableApplicationContext worker) {
    Connection connection = worker.getBean(Connections.class).byId(CONNECTION).orElseThrow();
    return Passes.ofLists(MappingProfiles.parse(CONNECTION, connection.profileYaml()));
  }

  /** The innermost sentence of ours; libraries wrap it in many, and some of ours wrap theirs. */
  private static String sentence(Throwable thrown) {
    Throwable ours = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException || cause instanceof IllegalStateException) {
        ours = cause;
      }
    }
    return String.valueOf(ours.getMessage());
  }

  private static void giveUp(PrintStream out, @Nullable String why) {
    out.println("\nLockstep did not start: " + why);
    System.exit(1); // the hook stops what did start
  }

  private Map<String, Object> shared(Home home, EmbeddedDatabase database, String engine) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("lockstep.ledger.url", database.jdbcUrl());
    properties.put("lockstep.ledger.user", "postgres");
    Path keys = home.folder().resolve("keys.json");
    KeyFile.readOrCreate(keys);
    properties.put("lockstep.keys.file", keys);
    properties.put("lockstep.engine", engine);
    properties.put("server.address", "127.0.0.1");
    properties.put("spring.main.banner-mode", "off");
    return properties;
  }

  private Map<String, Object> workerProperties(SandboxAccess access) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("server.port", settings.workerPort());
    properties.put("lockstep.embedded-engine", settings.embeddedEngine());
    properties.put("lockstep.sweep.scheduled", !settings.embeddedEngine());
    properties.put("lockstep.high-level-app.client-id", access.highlevel().clientId());
    properties.put("lockstep.high-level-app.client-secret", access.highlevel().clientSecret());
    String connection = "lockstep.connections." + CONNECTION + ".";
    properties.put(connection + "region", "US");
    properties.put(connection + "first-link", "auto");
    properties.put(connection + "high-level.base-url", access.highlevel().baseUrl());
    properties.put(connection + "high-level.location-id", access.highlevel().locationId());
    properties.put(connection + "high-level.token", access.highlevel().token());
    properties.put(
        connection + "high-level.webhook-public-keys[0]", access.highlevel().webhookPublicKey());
    properties.put(connection + "bhn.base-url", access.bhn().baseUrl());
    properties.put(connection + "bhn.account-id", access.bhn().accountId());
    properties.put(connection + "bhn.client-id", access.bhn().clientId());
    properties.put(connection + "bhn.client-secret", access.bhn().clientSecret());
    properties.put(connection + "bhn.webhook-secret", access.bhn().webhookSecret());
    return properties;
  }

  private Map<String, Object> starterProperties(Home home, SandboxAccess access) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("server.port", settings.starterPort());
    properties.put("lockstep.operator.password", home.operatorPassword());
    properties.put("lockstep.page.open-to-loopback", true);
    String app = "lockstep.high-level-app.";
    properties.put(app + "client-id", access.highlevel().clientId());
    properties.put(
        app + "redirect-uri",
        "http://localhost:" + settings.starterPort() + "/oauth/highlevel/callback");
    properties.put(
        app + "authorize-url", access.highlevel().baseUrl() + "/v2/oauth/chooselocation");
    if (!settings.embeddedEngine()) {
      properties.put("lockstep.codec.ui-origin", settings.pageOfRuns());
    }
    return properties;
  }

  private ConfigurableApplicationContext run(
      SpringApplicationBuilder application, Map<String, Object> properties) {
    // As arguments, which outrank the application's own file.
    String[] arguments =
        properties.entrySet().stream()
            .map(property -> "--" + property.getKey() + "=" + property.getValue())
            .toArray(String[]::new);
    return keep(application.registerShutdownHook(false).run(arguments));
  }

  private static Map<String, Object> with(Map<String, Object> shared, Map<String, Object> own) {
    Map<String, Object> both = new LinkedHashMap<>(shared);
    both.putAll(own);
    return both;
  }

  private <T extends AutoCloseable> T keep(T part) {
    synchronized (started) {
      started.push(part);
    }
    return part;
  }

  /** Stops what was started, last first. */
  @Override
  public void close() {
    synchronized (started) {
      while (!started.isEmpty()) {
        try {
          started.pop().close();
        } catch (Exception e) { // the rest must still be stopped
          out.println("while stopping: " + e.getMessage());
        }
      }
    }
  }
}
