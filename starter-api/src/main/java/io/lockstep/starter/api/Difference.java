package io.lockstep.starter.api;

import io.lockstep.core.pair.AcceptedDifference;
import java.time.Instant;

/** A difference that stays. */
record Difference(String field, AcceptedDifference.Reason reason, String who, Instant at) {

  static Difference of(AcceptedDifference accepted) {
    return new Difference(accepted.field(), accepted.reason(), accepted.who(), accepted.at());
  }
}
