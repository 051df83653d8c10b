package io.lockstep.quickstart;

/** The quickstart cannot start; the message is the one sentence a person needs. */
public final class StartFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartFailedException(String sentence) {
    super(sentence);
  }

  StartFailedException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
