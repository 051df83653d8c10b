package io.lockstep.activities;

import io.lockstep.core.Side;
import java.time.Duration;

/** Hears of every request that was really sent; metrics, bench and tests count with it. */
@FunctionalInterface
public interface CallListener {

  /** Hears nothing. */
  CallListener NONE = call -> {};

  /** One request was sent, and answered or cut. */
  void called(Call call);

  /**
   * One request.
   *
   * @param operation our name of it, such as {@code update-contact}
   * @param status HTTP status; 0 when no answer came
   */
  record Call(String connection, Side side, String operation, int status, Duration took) {}
}
