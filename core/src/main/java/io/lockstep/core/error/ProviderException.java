package io.lockstep.core.error;

/** Carries a {@link ProviderError}; the one exception that leaves a connector. */
public final class ProviderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProviderError error;

  public ProviderException(ProviderError error) {
    super(error.sentence());
    this.error = error;
  }

  /** What happened, in parts. */
  public ProviderError error() {
    return error;
  }
}
