package io.lockstep.quickstart;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Temporal's in-memory server on a loopback port. It forgets everything when it stops and knows no
 * schedules and no visibility queries, so nothing here may hang on those.
 *
 * <p>The server's own main binds every interface; this binds loopback only.
 */
final class EmbeddedEngine implements AutoCloseable {

  private static final boolean LOCK_TIME_SKIPPING = true;

  private final TestServicesStarter services;
  private final Server server;

  private EmbeddedEngine(TestServicesStarter services, Server server) {
    this.services = services;
    this.server = server;
  }

  /** Starts the server on a free port. */
  static EmbeddedEngine start() {
    TestServicesStarter services = new TestServicesStarter(LOCK_TIME_SKIPPING, 0);
    LockDiagnostics.discard(services.getWorkflowService());
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    try {
      return new EmbeddedEngine(services, builder.build().start());
    } catch (IOException e) {
      services.close();
      throw new StartFailedException(
          "the embedded Temporal could not open a loopback port: " + e.getMessage(), e);
    }
  }

  /** Where clients connect: {@code 127.0.0.1:port}. */
  String target() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    services.close();
  }
}
