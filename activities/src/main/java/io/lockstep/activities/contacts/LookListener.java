package io.lockstep.activities.contacts;

import io.lockstep.core.merge.Branch;
import java.util.Set;

/** Hears which branches each merge took; the simulation counts with it. */
@FunctionalInterface
public interface LookListener {

  /** Hears nothing. */
  LookListener NONE = branches -> {};

  /** One pair was merged. */
  void merged(Set<Branch> branches);
}
