package io.lockstep.workflows.sync;

/** What a run shows as its search attribute {@code LockstepPhase}. */
public enum Phase {
  SYNCING("Syncing"),
  RETRYING("Retrying"),
  PARKED("Parked"),
  REVIEW("Review"),
  SETTLED("Settled"),
  /** A phase a newer release knows. */
  UNKNOWN("Unknown");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  /** The search attribute's value. */
  public String label() {
    return label;
  }
}
