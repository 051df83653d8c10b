package io.lockstep.core.canonical;

/** The canonical form a field is compared in; the {@code as:} of a mapping profile. */
public enum Form {
  /** NFC, LF line ends, trailing blanks removed. */
  TEXT,
  /** Trimmed, lower case. */
  EMAIL,
  /** E.164 by libphonenumber in the connection's region; text that is no number stays text. */
  PHONE,
  /** {@code yyyy-MM-dd}. */
  DATE,
  /** An instant as {@code 2026-01-05T11:00:00Z}, in UTC, with milliseconds where it has some. */
  MOMENT,
  /** ISO 3166-1 alpha-2, upper case. */
  COUNTRY,
  /** A plain decimal without trailing zeros. */
  NUMBER,
  /** A set of case-insensitive words: tags, multi-select. */
  WORDS
}
