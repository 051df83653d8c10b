package io.lockstep.quickstart.realengine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds loopback ports nobody listens on. */
public final class Ports {

  // Below the range Linux takes for outgoing connections: a killed part wants its port back.
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;

  // Runs side by side start apart, or one would take what the other's killed part has left.
  private static int next =
      LOWEST + (int) (ProcessHandle.current().pid() % 100) * ((HIGHEST - LOWEST) / 100);

  private Ports() {}

  /** One free port; somebody else may still take it before we do. */
  public static int free() {
    return block(1);
  }

  /** The first of that many free ports in a row; no other call of this JVM answers them again. */
  public static synchronized int block(int size) {
    for (int tried = LOWEST; tried < HIGHEST; tried += size) {
      if (next + size > HIGHEST) {
        next = LOWEST;
      }
      int first = next;
      next += size;
      if (allFree(first, size)) {
        return first;
      }
    }
    throw new IllegalStateException("no " + size + " free ports in a row on this machine");
  }

  private static boolean allFree(int first, int size) {
    for (int port = first; port < first + size; port++) {
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        probe.setReuseAddress(true);
      } catch (java.net.BindException e) {
        return false;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return true;
  }
}
