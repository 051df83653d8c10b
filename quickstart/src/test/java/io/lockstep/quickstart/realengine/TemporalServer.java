package io.lockstep.quickstart.realengine;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The production Temporal server, its four services in one process, on PostgreSQL. */
public final class TemporalServer implements AutoCloseable {

  /** The namespace the worker and the starter-api use. */
  public static final String NAMESPACE = "lockstep";

  private final Path bin;
  private final int port;
  private final Program server;

  private TemporalServer(Path bin, int port, Program server) {
    this.bin = bin;
    this.port = port;
    this.server = server;
  }

  /**
   * Makes both databases, starts the server and makes the namespace.
   *
   * @param bin the folder with {@code server}, {@code sql} and {@code temporal}
   * @param folder where its configuration and its log go
   * @param port of the frontend; the twelve above it are taken too
   */
  public static TemporalServer start(Path bin, Path folder, Postgres postgres, int port) {
    for (String database : List.of("temporal", "temporal_visibility")) {
      String kind = database.equals("temporal") ? "temporal" : "visibility";
      postgres.execute("create database " + database);
      sql(bin, postgres, database, "setup-schema", "-v", "0.0");
      sql(bin, postgres, database, "update-schema", "--schema-name", "postgresql/v12/" + kind);
    }
    Path config = folder.resolve("temporal.yaml");
    try {
      Files.writeString(config, configuration(postgres.port(), port, folder));
      Files.writeString(folder.resolve("dynamic.yaml"), "{}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Program server =
        Program.start(
            "temporal-server",
            folder,
            Map.of(),
            List.of(
                bin.resolve("server").toString(),
                "--config-file",
                config.toString(),
                "--allow-no-auth",
                "start"));
    TemporalServer started = new TemporalServer(bin, port, server);
    try {
      started.awaitNamespace();
    } catch (RuntimeException e) {
      started.close(); // nobody else could
      throw e;
    }
    return started;
  }

  private void awaitNamespace() {
    awaitServing();
    Awaitility.await("the namespace is there")
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions() // the frontend serves before the namespace registry does
        .until(this::hasNamespace);
    Awaitility.await("the namespace can be used")
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions()
        .until(() -> ours("workflow", "list") != null);
  }

  private boolean hasNamespace() {
    try {
      cli("operator", "namespace", "create", "--retention", "168h", "-n", NAMESPACE);
      return true;
    } catch (IllegalStateException e) {
      if (String.valueOf(e.getMessage()).contains("already exists")) {
        return true; // made by a try whose answer came too late
      }
      throw e;
    }
  }

  /** Where clients connect. */
  public String target() {
    return "127.0.0.1:" + port;
  }

  /** Runs the {@code temporal} command line against this server and answers what it printed. */
  public String cli(String... arguments) {
    List<String> command = new ArrayList<>(List.of(bin.resolve("temporal").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--address", target()));
    return Program.run(command);
  }

  /** As {@link #cli}, in our namespace. */
  public String ours(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--namespace", NAMESPACE));
    return cli(all.toArray(String[]::new));
  }

  /** SIGKILL to the whole server. */
  public void kill() {
    server.kill();
  }

  /** Starts it again and waits until it serves. */
  public void startAgain() {
    server.startAgain();
    awaitServing();
  }

  @Override
  public void close() {
    server.close();
  }

  private void awaitServing() {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target()).build());
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .ignoreExceptions()
          .until(() -> stubs.healthCheck().getStatus().name().equals("SERVING"));
    } finally {
      stubs.shutdownNow();
    }
  }

  private static void sql(Path bin, Postgres postgres, String database, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                bin.resolve("sql").toString(),
                "--plugin",
                "postgres12",
                "--endpoint",
                "127.0.0.1",
                "--port",
                String.valueOf(postgres.port()),
                "--user",
                "postgres",
                "--password",
                "postgres",
                "--database",
                database));
    command.addAll(List.of(arguments));
    Program.run(command);
  }

  private static String configuration(int postgresPort, int port, Path folder) {
    return """
        log: {stdout: true, level: warn}
        persistence:
          defaultStore: main
          visibilityStore: visibility
          numHistoryShards: 4
          datastores:
            main:
              sql: {pluginName: postgres12, databaseName: temporal, connectAddr: "127.0.0.1:%1$d", connectProtocol: tcp, user: postgres, password: postgres, maxConns: 20, maxIdleConns: 20, maxConnLifetime: 1h}
            visibility:
              sql: {pluginName: postgres12, databaseName: temporal_visibility, connectAddr: "127.0.0.1:%1$d", connectProtocol: tcp, user: postgres, password: postgres, maxConns: 4, maxIdleConns: 4, maxConnLifetime: 1h}
        global:
          membership: {maxJoinDuration: 30s, broadcastAddress: 127.0.0.1}
        services:
          frontend: {rpc: {grpcPort: %2$d, membershipPort: %3$d, bindOnLocalHost: true, httpPort: %4$d}}
          matching: {rpc: {grpcPort: %5$d, membershipPort: %6$d, bindOnLocalHost: true}}
          history: {rpc: {grpcPort: %7$d, membershipPort: %8$d, bindOnLocalHost: true}}
          worker: {rpc: {grpcPort: %9$d, membershipPort: %10$d, bindOnLocalHost: true}}
        clusterMetadata:
          enableGlobalNamespace: false
          failoverVersionIncrement: 10
          masterClusterName: active
          currentClusterName: active
          clusterInformation:
            active: {enabled: true, initialFailoverVersion: 1, rpcName: frontend, rpcAddress: "127.0.0.1:%2$d"}
        dcRedirectionPolicy: {policy: noop}
        dynamicConfigClient: {filepath: "%11$s", pollInterval: 10s}
        """
        .formatted(
            postgresPort,
            port,
            port + 1,
            port + 2,
            port + 3,
            port + 4,
            port + 5,
            port + 6,
            port + 7,
            port + 8,
            folder.resolve("dynamic.yaml"));
  }
}
