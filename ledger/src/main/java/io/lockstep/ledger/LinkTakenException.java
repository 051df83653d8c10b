package io.lockstep.ledger;

/** One of the two is linked to somebody else; look again. */
public final class LinkTakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LinkTakenException(String contactId, String profileId) {
    super("contact " + contactId + " or profile " + profileId + " is linked to another partner");
  }
}
