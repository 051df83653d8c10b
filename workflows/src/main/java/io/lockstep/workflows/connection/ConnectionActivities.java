package io.lockstep.workflows.connection;

import io.temporal.activity.ActivityInterface;

/** What {@link ConnectionWorkflow} asks of the world. No call writes to a provider. */
@ActivityInterface(namePrefix = "Connection")
public interface ConnectionActivities {

  /**
   * Reads both sides of a pair. Costs at most three HighLevel calls and three BHN calls, one more
   * of HighLevel's where custom field ids or users are not fresh; safe to repeat. A provider that
   * cannot be asked now, or does not answer, is an answer too.
   */
  LiveValues values(ValuesRequest request);
}
