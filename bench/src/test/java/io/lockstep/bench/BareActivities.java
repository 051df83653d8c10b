package io.lockstep.bench;

import io.temporal.activity.ActivityInterface;

/** The two steps of {@link BareWorkflow}, the same count and kind as a change's look and write. */
@ActivityInterface(namePrefix = "Bare")
public interface BareActivities {

  void local();

  /** The last step; a bare workflow counts as done when it has run, as a change does. */
  void ordinary(int number);
}
