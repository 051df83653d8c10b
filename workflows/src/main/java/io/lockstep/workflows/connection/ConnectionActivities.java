package io.lockstep.workflows.connection;

import io.temporal.activity.ActivityInterface;

/** What {@link ConnectionWorkflow} asks of the world. No call writes a contact or a profile. */
@ActivityInterface(namePrefix = "Connection")
public interface ConnectionActivities {

  /**
   * Reads both sides of a pair. Costs at most three HighLevel calls and three BHN calls, and one
   * more of HighLevel's each where custom field ids and users are not fresh; safe to repeat. A
   * provider that cannot be asked now, or does not answer, is an answer too.
   */
  LiveValues values(ValuesRequest request);

  /**
   * Looks at everything that can be looked at without a write: the token of each side and what it
   * may read, what the mapping needs, the clocks, the worker's rights in the ledger. Costs up to
   * six HighLevel calls and one BHN call; safe to repeat. What is wrong is a finding, never a
   * failure.
   */
  DoctorReport doctor(String connection);

  /**
   * Defines the custom fields which the mapping needs and the location lacks. Lists them first, on
   * every attempt: safe to repeat. Costs a call of HighLevel's, and two more for each field.
   */
  DoctorReport defineCustomFields(String connection);

  /**
   * Exchanges the code a person brought from HighLevel and seals what it grants. A code works once:
   * a repeat is refused, or mended by a reconnect where the first answer was lost. What did not
   * work is an answer.
   */
  ConnectReport connect(String connection, ConnectRequest request);
}
