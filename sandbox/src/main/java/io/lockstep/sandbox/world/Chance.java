package io.lockstep.sandbox.world;

import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Seeded chance. Each use has a stream of its own, so that drawing a trace id more does not change
 * the id of the next contact.
 */
public final class Chance {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final Random random;

  private Chance(long seed) {
    this.random = new Random(seed);
  }

  /** The stream of that name; the same seed and name give the same draws on every machine. */
  public static Chance of(long seed, String stream) {
    return new Chance(seed * 1_000_003L + stream.hashCode());
  }

  /** An id as HighLevel makes them: 20 letters and digits. */
  public String id() {
    return text(20);
  }

  public String text(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  /** A version 4 UUID. */
  public String uuid() {
    long most = (random.nextLong() & ~0xF000L) | 0x4000L;
    long least = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(most, least).toString();
  }

  /** True with that probability, 0 to 1. Always draws, so a change of odds moves nothing else. */
  public boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** A whole number from 0 to bound - 1. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  public <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
