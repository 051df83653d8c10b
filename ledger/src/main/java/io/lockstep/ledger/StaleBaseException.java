package io.lockstep.ledger;

/** A base row moved between a read and the write that relied on it; look again. */
public final class StaleBaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StaleBaseException(String field) {
    super("the base of " + field + " moved since it was read");
  }
}
