package io.lockstep.quickstart;

import java.nio.file.Path;
import java.util.Properties;

/**
 * What a person may choose on the command line.
 *
 * @param engine {@code embedded}, or {@code host:port} of a running Temporal
 * @param home the folder that keeps everything over a restart
 * @param starterPort of the page, the webhooks and the operator API
 * @param workerPort of the worker's health and metrics
 * @param sandboxPort of both simulated providers
 */
record Settings(String engine, Path home, int starterPort, int workerPort, int sandboxPort) {

  private static final String EMBEDDED = "embedded";

  /** Reads {@code lockstep.engine}, {@code lockstep.home} and {@code lockstep.port.*}. */
  static Settings from(Properties system) {
    return new Settings(
        system.getProperty("lockstep.engine", EMBEDDED),
        Path.of(system.getProperty("lockstep.home", ".lockstep")),
        port(system, "starter-api", 8080),
        port(system, "worker", 8081),
        port(system, "sandbox", 9090));
  }

  boolean embeddedEngine() {
    return engine.equals(EMBEDDED);
  }

  /**
   * Where {@code temporal server start-dev} serves its page. By name on this machine: a browser
   * sends the login at the starter-api's {@code localhost} nowhere else.
   */
  String pageOfRuns() {
    int port = engine.lastIndexOf(':');
    String host = port < 0 ? engine : engine.substring(0, port);
    return "http://" + (host.equals("127.0.0.1") ? "localhost" : host) + ":8233";
  }

  private static int port(Properties system, String app, int usual) {
    String name = "lockstep.port." + app;
    String given = system.getProperty(name, String.valueOf(usual));
    try {
      int port = Integer.parseInt(given);
      if (port > 0 && port < 65_536) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new StartFailedException(name + " must be a port number, 1 to 65535", e);
    }
    throw new StartFailedException(name + " must be a port number, 1 to 65535");
  }
}
