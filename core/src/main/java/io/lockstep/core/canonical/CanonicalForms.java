package io.lockstep.core.canonical;

import io.lockstep.core.field.Reading;

/**
 * Brings a reading to the form in which two sides are compared. Old versions stay, so that a base
 * made under one is compared under it and a better canonicaliser writes nothing to anyone.
 */
public final class CanonicalForms {

  /** The version new digests are made under. */
  public static final int CURRENT = 1;

  private final String region;

  /**
   * Forms for one connection.
   *
   * @param region ISO 3166-1 alpha-2, the region phones without a country code belong to; the
   *     connection's, never the contact's own country
   */
  public CanonicalForms(String region) {
    this.region = region;
  }

  /**
   * The canonical reading. Not shown stays not shown; a value that canonicalises to nothing is
   * empty.
   */
  public Reading canonical(Reading raw, Form form, int version) {
    if (!raw.shown() || region.isEmpty()) {
      return raw;
    }
    throw new UnsupportedOperationException(form + " " + version);
  }
}
