package io.lockstep.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Measured values, sorted. */
final class Sample {

  private final double[] sorted;

  private Sample(double[] sorted) {
    this.sorted = sorted;
  }

  /** At least one value. */
  static Sample of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Sample(sorted);
  }

  /** The smallest value that so many per cent of the values do not exceed. */
  double percentile(int percent) {
    int rank = (int) Math.ceil(sorted.length * percent / 100.0);
    return sorted[Math.max(1, rank) - 1];
  }

  int size() {
    return sorted.length;
  }

  /** Smallest, middle and greatest. */
  String spread(String format) {
    return String.format(
        Locale.ROOT,
        format + " - " + format + " - " + format,
        sorted[0],
        percentile(50),
        sorted[sorted.length - 1]);
  }

  /** {@code p50 12 ms, p99 40 ms (200)}. */
  String latency() {
    return String.format(
        Locale.ROOT, "p50 %.0f ms, p99 %.0f ms (%d)", percentile(50), percentile(99), size());
  }
}
