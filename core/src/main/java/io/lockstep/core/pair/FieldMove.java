package io.lockstep.core.pair;

import io.lockstep.core.Side;
import java.time.Instant;

/**
 * One step of one side's value, by digest. The settle window, the flip brake and the search for
 * overwritten edits are judged by these, so apply records one with every field it writes and a look
 * with every agreement it finds; both get them ready made from {@link
 * io.lockstep.core.merge.Written} and {@link io.lockstep.core.merge.PersonPlan#change()}.
 *
 * <p>The ledger appends them (repeating one of the same field, element, side, after, by and time
 * changes nothing), answers those of the last 24 hours, oldest first, and purges older ones.
 *
 * @param field rule name
 * @param element digest of the set member; "" for a plain field
 * @param before digest it had; "" when that is unknown, or the member was absent
 * @param after digest it has since; "" when the member is absent
 * @param at when apply got the answer, or the look that saw it began; UTC
 */
public record FieldMove(
    String field, String element, Side side, String before, String after, By by, Instant at) {

  /** Whose step it was. */
  public enum By {
    /** Ours: an operation wrote it. */
    WRITTEN,
    /** Somebody else's: a look saw it and the base has taken it in. */
    SEEN,
    /** A look saw it and did not believe it yet; it counts for nothing but a second look. */
    SUSPECTED
  }
}
