package io.lockstep.core.field;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field as one side shows it. Three-valued: what a read could not show is never taken for a
 * change, least of all for a deletion.
 */
public sealed interface Reading {

  /** This read cannot say: the projection lacks the field, or the answer was partial. */
  record NotShown() implements Reading {}

  /** The side shows that the field holds nothing; null, absent and "" are all this. */
  record Empty() implements Reading {}

  /** One text, as the side spells it. */
  record Text(String value) implements Reading {}

  /** A set of texts (tags, multi-select), as the side spells them. Order carries no meaning. */
  record Elements(List<String> values) implements Reading {
    public Elements {
      values = List.copyOf(values);
    }
  }

  /** "This read cannot say." */
  static Reading notShown() {
    return new NotShown();
  }

  /** "It holds nothing." */
  static Reading empty() {
    return new Empty();
  }

  /** A text, or {@link Empty} where it is null or "". */
  static Reading ofText(@Nullable String value) {
    return value == null || value.isEmpty() ? empty() : new Text(value);
  }

  /** A set, or {@link Empty} where there is no element. */
  static Reading ofElements(List<String> values) {
    return values.isEmpty() ? empty() : new Elements(values);
  }

  /** False for {@link NotShown} alone. */
  default boolean shown() {
    return !(this instanceof NotShown);
  }

  /** The texts this reading holds: none when empty or not shown, one for a text. */
  default List<String> texts() {
    if (this instanceof Text text) {
      return List.of(text.value());
    }
    return this instanceof Elements elements ? elements.values() : List.of();
  }
}
