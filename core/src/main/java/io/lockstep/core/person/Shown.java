package io.lockstep.core.person;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Which properties one kind of answer can show, by property name.
 *
 * @param reads whether a property of that name is the record's own there
 * @param always whether the answer shows it even when empty, so that its absence means empty
 */
record Shown(Predicate<String> reads, Predicate<String> always) {

  /** A read of one record: what it lacks is empty. */
  static final Shown WHOLE = new Shown(name -> true, name -> true);

  /** Whatever is there is true, but nothing follows from what is not. */
  static final Shown IN_PART = new Shown(name -> true, name -> false);

  /** A read that lacks these even when they are set. */
  static Shown wholeBut(Set<String> lacking) {
    return new Shown(name -> true, name -> !lacking.contains(name));
  }

  /** An event that carries these and leaves empty ones out. */
  static Shown only(Set<String> carried) {
    return new Shown(carried::contains, carried::contains);
  }
}
