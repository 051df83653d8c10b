package io.lockstep.core.item;

import io.lockstep.core.Side;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our name for one item of a contact: its kind, and the side and id under which it was first seen.
 * Both halves of a linked item share it, and it stays when one of them is made anew.
 *
 * @param id that side's id of the item; opaque
 */
public record ItemRef(ItemKind kind, Side madeAt, String id) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern TEXT = Pattern.compile("(task|note)/([cr]):([A-Za-z0-9_-]{1,64})");

  public ItemRef {
    if (!isId(id)) { // name the rule, never the value
      throw new IllegalArgumentException("an item's id has up to 64 letters, digits, _ and -");
    }
  }

  /** Whether an item may have that id. */
  public static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /** Our name for an item whose own id is none: no id of a provider looks like it. */
  public static ItemRef nameless(ItemKind kind, Side side, String id) {
    return new ItemRef(kind, side, "nameless-" + FileLinks.longKey(kind.word(), id));
  }

  /**
   * What a sentence may show of an id that is none: how it begins, and how long it is. A provider
   * may have put anybody's words there.
   */
  public static String shown(String id) {
    String begins = id.substring(0, Math.min(4, id.length())).replaceAll("[^A-Za-z0-9_-]", "?");
    return "'%s...' (%d characters)".formatted(begins, id.length());
  }

  /** As the ledger and the API write it: {@code task/c:abc} was first seen at contacts. */
  public String text() {
    return kind.word() + "/" + name();
  }

  /** The same among items of one kind: {@code c:abc}. */
  public String name() {
    return (madeAt == Side.CONTACTS ? "c:" : "r:") + id;
  }

  /** How a field of this item is named beside those of other items: {@code task.title@c:abc}. */
  public String qualified(String field) {
    return field + "@" + name();
  }

  /**
   * The reference that {@link #text} wrote.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static ItemRef parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("an item is named as in task/c:abc or note/r:abc");
    }
    return new ItemRef(
        parts.group(1).equals("task") ? ItemKind.TASK : ItemKind.NOTE,
        parts.group(2).equals("c") ? Side.CONTACTS : Side.REWARDS,
        parts.group(3));
  }
}
