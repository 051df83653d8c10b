package io.lockstep.quickstart;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;

/** Says in one sentence that a port is taken, before anything has been started. */
final class PortCheck {

  private PortCheck() {}

  /** Fails when somebody listens on that port. */
  static void requireFree(int port, String app) {
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    } catch (BindException e) {
      throw new StartFailedException(sentence(port, app, e), e);
    } catch (IOException e) {
      throw new StartFailedException("port " + port + " cannot be probed: " + e.getMessage(), e);
    }
  }

  static String sentence(int port, String app, BindException why) {
    boolean forbidden =
        String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT).contains("permission");
    return "port %d, for the %s, is %s, or add -Dlockstep.port.%s=<port>"
        .formatted(
            port,
            app,
            forbidden ? "not this user's to open" : "taken by another program; stop it",
            app);
  }
}
