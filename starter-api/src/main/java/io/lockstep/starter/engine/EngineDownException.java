package io.lockstep.starter.engine;

/** Temporal did not confirm. The wish may or may not have been recorded: ask again. */
public final class EngineDownException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EngineDownException(Throwable cause) {
    super("Temporal did not confirm the request", cause);
  }
}
