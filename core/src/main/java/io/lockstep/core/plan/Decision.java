package io.lockstep.core.plan;

import io.lockstep.core.Side;
import org.jspecify.annotations.Nullable;

/**
 * A person's answer to something that waits. Taking the same decision twice changes nothing more.
 *
 * @param opId what is decided; null for a retry of everything
 * @param field for {@link Kind#RESOLVE}: the rule in conflict; for {@link Kind#EDIT}: the rule that
 *     waited, once a look has taken the edit up and nothing waits under {@code opId} any more
 * @param side for {@link Kind#RESOLVE}: the side that wins
 * @param editId for {@link Kind#EDIT}: the sealed values in the ledger
 */
public record Decision(
    Kind kind,
    @Nullable String opId,
    @Nullable String field,
    @Nullable Side side,
    @Nullable String editId) {

  /** What the person wants. */
  public enum Kind {
    /** Try again whatever is parked. */
    RETRY,
    /** Leave this difference as it is, until a value or the rule changes. */
    SKIP,
    /** Write these values to both sides. */
    EDIT,
    /** In this conflict, that side wins. */
    RESOLVE
  }

  /** Try everything again. */
  public static Decision retry() {
    return new Decision(Kind.RETRY, null, null, null, null);
  }

  /** Leave it. */
  public static Decision skip(String opId) {
    return new Decision(Kind.SKIP, opId, null, null, null);
  }

  /** Write the sealed values. */
  public static Decision edit(String opId, String editId) {
    return new Decision(Kind.EDIT, opId, null, null, editId);
  }

  /** That side wins. */
  public static Decision resolve(String field, Side side) {
    return new Decision(Kind.RESOLVE, null, field, side, null);
  }

  /** The same, naming its field. */
  public Decision about(String field) {
    return new Decision(kind, opId, field, side, editId);
  }
}
