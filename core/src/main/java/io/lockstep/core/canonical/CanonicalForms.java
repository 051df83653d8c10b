package io.lockstep.core.canonical;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.lockstep.core.field.Reading;
import java.util.List;

/**
 * Brings a reading to the form in which two sides are compared. Old versions stay, so that a base
 * made under one is compared under it and a better canonicaliser writes nothing to anyone.
 *
 * <p>It never fails on a provider's data: what a form cannot read (an impossible date, a phone of
 * words) is compared as trimmed text.
 */
public final class CanonicalForms {

  /** The version new digests are made under. */
  public static final int CURRENT = 1;

  private final List<FormsVersion> versions; // version n at index n - 1

  /**
   * Forms for one connection.
   *
   * @param region ISO 3166-1 alpha-2, the region phones without a country code belong to; the
   *     connection's, never the contact's own country
   */
  public CanonicalForms(String region) {
    if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)) {
      throw new IllegalArgumentException(
          "a connection's region is an ISO 3166-1 code in upper case, such as US or GB, not "
              + region);
    }
    versions = List.of(new FormsVersion1(region));
  }

  /**
   * The canonical reading. Not shown stays not shown; a value that canonicalises to nothing is
   * empty. A set is sorted and holds each member once.
   *
   * @param version {@link #CURRENT}, or the version the base in question was made under
   */
  public Reading canonical(Reading raw, Form form, int version) {
    if (version < 1 || version > versions.size()) {
      // A base of a newer release, met after a rollback: to guess would look like an edit.
      throw new IllegalArgumentException("canonical forms " + version + " are of another release");
    }
    FormsVersion forms = versions.get(version - 1);
    if (raw instanceof Reading.Elements || (form == Form.WORDS && raw instanceof Reading.Text)) {
      return Reading.ofElements(
          raw.texts().stream()
              .map(text -> forms.canonical(form, text))
              .filter(text -> !text.isEmpty())
              .distinct()
              .sorted()
              .toList());
    }
    return raw instanceof Reading.Text text
        ? Reading.ofText(forms.canonical(form, text.value()))
        : raw;
  }
}
