package io.lockstep.sandbox.http;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a call sees the records: a fault can make it look into the past.
 *
 * @param former a read shows each record as it was before its last change
 * @param then a read shows each record as it was then, if it was at all; null: as it is
 * @param indexLag how far the search index is behind the records
 * @param listLag how far a list is behind them; where lists read the index, {@code indexLag} has it
 */
public record Lens(boolean former, @Nullable Instant then, Duration indexLag, Duration listLag) {

  /** Whether reads of single records, and lists of them, look into the past. */
  public boolean isStale() {
    return former || then != null;
  }

  /** Sees everything as it is; only the index is behind. */
  public static Lens sharp(Duration indexLag) {
    return new Lens(false, null, indexLag, Duration.ZERO);
  }
}
