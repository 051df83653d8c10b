package io.lockstep.core.mapping;

import io.lockstep.core.canonical.Form;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The plain properties of a BHN Rewards profile that a mapping may name. Tags, consent and {@code
 * referenceId} have ways of their own. Contract: {@code docs/contracts/bhn-rewards.yaml}, of which
 * {@code lastName}, {@code phone} and {@code tier} are ours.
 */
public enum BhnField {
  EMAIL("email", Form.EMAIL, true),
  FIRST_NAME("firstName", Form.TEXT, true),
  LAST_NAME("lastName", Form.TEXT, true),
  PHONE("phone", Form.PHONE, true),
  COUNTRY("country", Form.COUNTRY, true),
  COMMENT("comment", Form.TEXT, true),
  TIER("tier", Form.TEXT, true),
  /** A balance: it moves when points are awarded or spent, and a sync must do neither. */
  POINTS("points", Form.NUMBER, false);

  private final String property;
  private final Form form;
  private final boolean writable;

  BhnField(String property, Form form, boolean writable) {
    this.property = property;
    this.form = form;
    this.writable = writable;
  }

  /** The field with that property name. */
  public static Optional<BhnField> of(String property) {
    return Stream.of(values()).filter(field -> field.property.equals(property)).findFirst();
  }

  /** The property's name in BHN's JSON. */
  public String property() {
    return property;
  }

  /** What it holds, and so the form it is compared in. */
  public Form form() {
    return form;
  }

  /** Whether a sync may write it. */
  public boolean writable() {
    return writable;
  }
}
