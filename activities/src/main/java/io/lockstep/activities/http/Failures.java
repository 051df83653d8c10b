package io.lockstep.activities.http;

import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import java.time.Duration;

/** Errors that no provider worded. */
final class Failures {

  private Failures() {}

  static ProviderError of(Side side, String operation, int status, Kind kind, String reason) {
    return new ProviderError(
        side, operation, status, null, kind, Duration.ZERO, null, null, reason);
  }
}
