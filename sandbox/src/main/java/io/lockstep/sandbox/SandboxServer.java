package io.lockstep.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** A sandbox behind HTTP on 127.0.0.1, and a sender for its webhooks. */
public final class SandboxServer implements AutoCloseable {

  static {
    // Headers and body leave in two writes; without this each answer on a kept connection waits
    // 40 ms for the caller's delayed acknowledgement. Read once, when the JDK's server starts.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BACKLOG = 1_024;

  private final Sandbox sandbox;
  private final HttpServer http;
  private final ExecutorService calls;
  private final WebhookPump pump;

  private SandboxServer(Sandbox sandbox, HttpServer http) {
    this.sandbox = sandbox;
    this.http = http;
    this.calls = Executors.newCachedThreadPool(daemons("sandbox-call-"));
    this.pump = new WebhookPump(sandbox);
  }

  /**
   * Serves that sandbox until closed.
   *
   * @param port 0 takes any free one
   * @throws BindException when the port is taken; the message is a sentence for a person
   */
  public static SandboxServer start(Sandbox sandbox, int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
    try {
      SandboxServer server = new SandboxServer(sandbox, HttpServer.create(address, BACKLOG));
      server.serve();
      return server;
    } catch (BindException taken) {
      var sentence =
          new BindException(
              "The sandbox's port "
                  + port
                  + " is taken: stop what listens there, or choose another"
                  + " with -Dsandbox.port=.");
      sentence.initCause(taken);
      throw sentence;
    }
  }

  private void serve() {
    sandbox.servedAt(baseUrl());
    http.createContext("/", new HttpFront(sandbox));
    http.setExecutor(calls);
    http.start();
    pump.start();
  }

  public int port() {
    return http.getAddress().getPort();
  }

  /** {@code http://localhost:9090}, without a slash at its end. */
  public URI baseUrl() {
    return URI.create("http://localhost:" + port());
  }

  /** How to reach the first connection over HTTP. */
  public SandboxAccess access() {
    return sandbox.access();
  }

  /** Stops sending, then stops listening; calls that are under way are cut. */
  @Override
  public void close() {
    pump.close();
    http.stop(0);
    calls.shutdownNow();
  }

  static ThreadFactory daemons(String prefix) {
    AtomicInteger numbers = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + numbers.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
