package io.lockstep.starter.engine;

import io.lockstep.workflows.connection.ConnectReport;
import io.lockstep.workflows.connection.ConnectRequest;
import io.lockstep.workflows.connection.DoctorReport;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.ValuesRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * What this app asks of a worker, as it never calls a provider itself. None changes the record of a
 * person who exists. One that found no answer may be put again, where it does not say otherwise.
 */
public interface Questions {

  /**
   * What both sides of that pair show now.
   *
   * @param patience how long the caller waits
   * @return empty when no answer came in that time
   * @throws EngineDownException when Temporal could not be reached, or too many wait already
   */
  Optional<LiveValues> values(ValuesRequest request, Duration patience);

  /**
   * What is wrong with that connection.
   *
   * @param patience how long the caller waits
   * @return empty when no answer came in that time
   * @throws EngineDownException as above
   */
  Optional<DoctorReport> doctor(String connection, Duration patience);

  /**
   * Defines the custom fields that connection's mapping needs and its location lacks. Repeating it
   * makes none twice.
   *
   * @param patience how long the caller waits
   * @return empty when no answer came in that time; it may still be done
   * @throws EngineDownException as above
   */
  Optional<DoctorReport> defineCustomFields(String connection, Duration patience);

  /**
   * Sends the marked person round that connection; one who is on the way is joined.
   *
   * @throws EngineDownException when nobody knows whether it was recorded
   */
  void sendPerson(String connection);

  /**
   * What came of the newest round.
   *
   * @return empty when none was sent, or too long ago to be known
   * @throws EngineDownException when Temporal could not be reached
   */
  Optional<Round> round(String connection);

  /**
   * A round of the marked person.
   *
   * @param report empty while he is on the way
   */
  record Round(Optional<DoctorReport> report) {}

  /**
   * What becomes of the code a person brought from HighLevel. It works once: a second one is
   * fetched, not this one put again.
   *
   * @param patience how long the caller waits
   * @return empty when no answer came in that time
   * @throws EngineDownException as above
   */
  Optional<ConnectReport> connect(String connection, ConnectRequest request, Duration patience);
}
