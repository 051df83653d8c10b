package io.lockstep.core.item;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.ItemMapping;
import java.util.Map;

/** How one kind of item reads on both sides of a connection. */
public record ItemForms(ItemForm contacts, ItemForm rewards) {

  /**
   * The forms of that kind.
   *
   * @param userIdsByEmail HighLevel's users of the location; empty where owners do not travel, or
   *     where nobody can be asked
   */
  public static ItemForms of(
      ItemKind kind, ItemMapping mapping, Map<String, String> userIdsByEmail) {
    ItemForm contacts =
        switch (kind) {
          case TASK -> new HighLevelTask(mapping, userIdsByEmail);
          case NOTE -> new HighLevelNote();
        };
    return new ItemForms(contacts, new BhnItem(kind, mapping));
  }

  /** The form of that side. */
  public ItemForm of(Side side) {
    return side == Side.CONTACTS ? contacts : rewards;
  }
}
