package io.lockstep.core.pair;

/** Where one contact or profile stands, as pages and counts show it. */
public enum PairState {
  /** Linked, and both sides agree or differ only by accepted differences. */
  IN_STEP,
  /** A run is working on it, or will. */
  SYNCING,
  /** Something of it waits for a person. */
  NEEDS_PERSON,
  /** Out of scope, or nothing to link by; nobody waits. */
  NOT_ELIGIBLE,
  /** What the first link will do with it is known, and waits for a person's approval. */
  PLANNED
}
