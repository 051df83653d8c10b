package io.lockstep.core.merge;

/** Compares both sides with the base, field by field, and answers a plan. Pure. */
public final class PersonMerge {

  private PersonMerge() {}

  /** The plan for a linked pair; an unlinked one goes through linking first. */
  public static PersonPlan plan(PersonLook look) {
    if (look.hints().size() > 1_000) {
      throw new IllegalArgumentException("too many hints");
    }
    throw new UnsupportedOperationException(look.key().connection());
  }
}
