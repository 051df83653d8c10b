package io.lockstep.sandbox.http;

import java.time.Duration;

/**
 * How a call sees the records: a fault can make it look into the past.
 *
 * @param former a read shows each record as it was before its last change
 * @param indexLag how far the search index is behind the records
 * @param listLag how far a list is behind them; where lists read the index, {@code indexLag} has it
 */
public record Lens(boolean former, Duration indexLag, Duration listLag) {

  /** Sees everything as it is; only the index is behind. */
  public static Lens sharp(Duration indexLag) {
    return new Lens(false, indexLag, Duration.ZERO);
  }
}
