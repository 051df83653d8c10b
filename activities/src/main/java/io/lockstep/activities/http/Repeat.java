package io.lockstep.activities.http;

/** The idempotency class of an operation: what a second, equal call does. */
public enum Repeat {

  /** It changes nothing, as the first did. */
  READS("changes nothing, as the first did"),

  /** It leaves the same state as the first. */
  SETTLES("leaves the same state"),

  /** It is answered GONE. */
  ENDS("is answered GONE"),

  /** With the same {@code requestId} it is answered ALREADY_DONE and does nothing. */
  KEYED("is answered ALREADY_DONE, by its requestId"),

  /** With the same {@code version} it is answered CONFLICT and does nothing. */
  GUARDED("is answered CONFLICT, by its version"),

  /** It is answered AUTH: what it spends works once. */
  SPENDS("is answered AUTH: what it spends works once"),

  /** It does it again: after a lost answer, look before repeating. */
  DOUBLES("does it again: look first");

  private final String words;

  Repeat(String words) {
    this.words = words;
  }

  /** What "a repeat ..." does. */
  public String words() {
    return words;
  }
}
