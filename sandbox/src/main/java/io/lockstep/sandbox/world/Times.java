package io.lockstep.sandbox.world;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Time stamps as both providers write them. */
public final class Times {

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  /** ISO-8601 UTC, always with milliseconds: {@code 2026-11-24T22:12:14.000Z}. */
  public static String text(Instant instant) {
    return ISO.format(instant);
  }
}
