package io.lockstep.workflows.connection;

/**
 * What HighLevel sent a person's browser back with.
 *
 * @param code works once
 * @param redirectUri where the browser was sent back to, as HighLevel was told
 */
public record ConnectRequest(String code, String redirectUri) {

  @Override
  public String toString() { // the code must not reach a log
    return "ConnectRequest[" + redirectUri + "]";
  }
}
