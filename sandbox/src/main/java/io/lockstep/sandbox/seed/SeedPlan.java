package io.lockstep.sandbox.seed;

/**
 * How many people to plant.
 *
 * @param contacts ordinary contacts
 * @param profiles ordinary profiles
 * @param shared how many of them are the same people, told by their e-mail
 * @param awkward whether the awkward ones of docs/sandbox.md come on top
 * @param items whether some of them have tasks and notes
 */
public record SeedPlan(int contacts, int profiles, int shared, boolean awkward, boolean items) {

  public static final SeedPlan USUAL = new SeedPlan(120, 100, 60, true, true);

  public SeedPlan {
    if (contacts < 0 || profiles < 0 || shared < 0 || shared > Math.min(contacts, profiles)) {
      throw new IllegalArgumentException("shared must fit into contacts and profiles");
    }
  }
}
