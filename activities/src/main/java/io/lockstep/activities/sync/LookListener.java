package io.lockstep.activities.sync;

import io.lockstep.core.merge.Branch;
import io.lockstep.core.merge.ItemBranch;
import java.util.Set;

/** Hears which branches each merge took; the simulation counts with it. */
public interface LookListener {

  /** Hears nothing. */
  LookListener NONE = new LookListener() {};

  /** A pair, or an item, was merged. */
  default void merged(Set<Branch> branches) {}

  /** The items of one kind of a contact were merged. */
  default void itemsMerged(Set<ItemBranch> branches) {}
}
