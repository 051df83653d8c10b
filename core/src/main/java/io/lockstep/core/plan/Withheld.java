package io.lockstep.core.plan;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write a look found right and did not plan, for its connection may only read that side. Nobody
 * waits for it and no base moves: each look finds it anew, until it is let go or no longer right.
 *
 * @param opId the operation it would be
 * @param kind what it would do
 * @param item the item it would be done to; null for a contact or profile
 * @param fields what both sides showed of each field it would move; empty where it is about the
 *     whole record
 */
public record Withheld(String opId, Op.Kind kind, @Nullable ItemRef item, List<Shown> fields) {

  /**
   * One field of it.
   *
   * @param field rule name
   * @param contacts digest of what the contacts side showed
   * @param rewards the same for rewards
   */
  public record Shown(String field, String contacts, String rewards) {}

  public Withheld {
    fields = List.copyOf(fields);
  }

  /** That operation, not made. */
  public static Withheld of(Op op) {
    boolean atContacts = op.target() == Side.CONTACTS;
    return new Withheld(
        op.id(),
        op.kind(),
        op.item(),
        op.writes().stream()
            .map(
                write ->
                    new Shown(
                        write.field(),
                        atContacts ? write.targetDigest() : write.sourceDigest(),
                        atContacts ? write.sourceDigest() : write.targetDigest()))
            .toList());
  }
}
