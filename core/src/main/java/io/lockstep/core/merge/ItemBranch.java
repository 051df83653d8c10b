package io.lockstep.core.merge;

/** A branch of the merge of items; the simulation counts them, and one never taken is red. */
public enum ItemBranch {
  /** A linked item both sides show; what follows is merged field by field ({@link Branch}). */
  MERGED,
  /** An unlinked item that equals one on the other side: they are one from now on. */
  ADOPTED,
  /** An unlinked item is to be made on the other side. */
  CREATED,
  /** A create whose answer was lost has happened. */
  LOST_CREATE_FOUND,
  /** A create whose answer was lost may still show up. */
  LOST_CREATE_AWAITED,
  /** It equals one Lockstep made within a day: a person decides. */
  SURPLUS,
  /** The list left out what a read of its id still finds. */
  LIST_LAGGED,
  /** Gone by a read of its id, but the link is too young to believe that. */
  GONE_TOO_SOON,
  /** Gone, and the survivor is to be deleted. */
  DELETED,
  /** Gone, but the survivor was edited: it comes back. */
  EDIT_WINS,
  /** Gone, and the mapping leaves the survivor alone. */
  SURVIVOR_KEPT,
  /** Gone, and a person decides about the survivor. */
  DELETION_REVIEWED,
  /** Both halves are gone: the item is over. */
  BOTH_GONE,
  /** Half of an item that is over, and not to be copied. */
  TOMBSTONED,
  /** Deleted once, and alive again by a read of its id. */
  UNDELETED,
  /** The mapping does not let it travel that way. */
  STAYS,
  /** It waits as it was parked, or a person keeps it alone. */
  QUIET
}
