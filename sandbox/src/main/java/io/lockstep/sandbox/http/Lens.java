package io.lockstep.sandbox.http;

import java.time.Duration;

/**
 * How a call sees the records: a fault can make it look into the past.
 *
 * @param former a read shows each record as it was before its last change
 * @param indexLag how far the search index is behind the records
 */
public record Lens(boolean former, Duration indexLag) {

  public static Lens sharp(Duration indexLag) {
    return new Lens(false, indexLag);
  }
}
