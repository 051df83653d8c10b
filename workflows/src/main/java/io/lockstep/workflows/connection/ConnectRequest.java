package io.lockstep.workflows.connection;

import org.jspecify.annotations.Nullable;

/**
 * What HighLevel sent a person's browser back with.
 *
 * @param code works once
 * @param redirectUri where the browser was sent back to, as HighLevel was told
 * @param who brought it, for the journal; null where an older starter-api asks, which writes the
 *     entry itself
 */
public record ConnectRequest(String code, String redirectUri, @Nullable String who) {

  @Override
  public String toString() { // the code must not reach a log
    return "ConnectRequest[" + redirectUri + "]";
  }
}
