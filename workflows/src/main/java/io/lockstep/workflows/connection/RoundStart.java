package io.lockstep.workflows.connection;

import java.time.Duration;
import java.util.List;

/**
 * How a round of the marked person begins.
 *
 * @param refusals why it cannot be sent; none: it can
 * @param byItself how long webhooks or polls may take to tell of it; zero: nothing will
 */
public record RoundStart(List<Finding> refusals, Duration byItself) {

  public RoundStart {
    refusals = List.copyOf(refusals);
  }
}
