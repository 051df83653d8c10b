package io.lockstep.sandbox;

import java.io.IOException;

/**
 * The connection was cut by a fault, before or after the call took effect: the caller cannot know.
 */
public final class ConnectionCutException extends IOException {

  ConnectionCutException() {
    super("the sandbox cut the connection, as a fault told it to");
  }
}
