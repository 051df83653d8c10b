package io.lockstep.quickstart.realengine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds loopback ports nobody listens on. */
public final class Ports {

  private Ports() {}

  /** One free port; somebody else may still take it before we do. */
  public static int free() {
    return block(1);
  }

  /** The first of that many free ports in a row. */
  public static int block(int size) {
    for (int first = 20_000; first < 60_000; first += size) {
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
