package io.lockstep.core.item;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A field of one item of a contact, as what waits and what is decided name it beside those of other
 * items.
 *
 * @param field rule name; {@code *} for the whole item
 */
public record ItemField(ItemRef item, String field) {

  private static final String WHOLE = "*";
  private static final Pattern NAME = Pattern.compile("[cr]:[A-Za-z0-9_-]{1,64}");

  /** As it is written: {@code task.title@c:abc}. */
  public String text() {
    return item.qualified(field);
  }

  /** What {@link #text} wrote among items of one kind; empty for a text that names none of them. */
  public static Optional<ItemField> parse(ItemKind kind, String text) {
    int at = text.indexOf('@');
    String field = at < 0 ? "" : text.substring(0, at);
    String name = text.substring(at + 1);
    boolean ofThisKind = field.equals(WHOLE) || field.startsWith(kind.word() + ".");
    return ofThisKind && NAME.matcher(name).matches()
        ? Optional.of(new ItemField(ItemRef.parse(kind.word() + "/" + name), field))
        : Optional.empty();
  }

  /**
   * The same where only the field can say of which kind the item is; empty for a whole item, which
   * says nothing of it.
   */
  public static Optional<ItemField> parse(String text) {
    return Arrays.stream(ItemKind.values())
        .filter(kind -> text.startsWith(kind.word() + "."))
        .findFirst()
        .flatMap(kind -> parse(kind, text));
  }
}
