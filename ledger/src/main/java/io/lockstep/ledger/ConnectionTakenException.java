package io.lockstep.ledger;

/** A location and an account belong to one connection each; this one names another's. */
public final class ConnectionTakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ConnectionTakenException(String connection) {
    super(
        "the location or the account of connection "
            + connection
            + " belongs to another connection; take that one away first (docs/deploy.md)");
  }
}
