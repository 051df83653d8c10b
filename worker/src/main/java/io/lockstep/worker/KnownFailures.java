package io.lockstep.worker;

import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.engine.KnownFailure;
import io.lockstep.ledger.Sealer;
import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;

/**
 * What an activity may fail with that is no bug of ours: a provider's answer, a ledger that is
 * away, a key that is missing. Everything else is told as a bug.
 */
final class KnownFailures {

  private KnownFailures() {}

  static Optional<KnownFailure> of(Throwable thrown) {
    if (thrown instanceof ProviderException answered) {
      return Optional.of(answered(answered.error()));
    }
    if (isTheLedgerAway(thrown)) {
      return Optional.of(
          passing(
              "LEDGER",
              "the ledger did not answer in time: see that PostgreSQL runs and can be reached;"
                  + " nothing is lost, the flow looks again"));
    }
    if (thrown instanceof Sealer.CannotOpenException locked) {
      return Optional.of(passing("SEALED", String.valueOf(locked.getMessage())));
    }
    return Optional.empty();
  }

  private static KnownFailure answered(ProviderError error) {
    boolean passing =
        switch (error.kind()) {
          case TRANSIENT, RATE_LIMITED, ALREADY_DONE, CONFLICT -> true;
          case AUTH, GONE, REFUSED, BUG -> false;
        };
    return new KnownFailure(error.kind().name(), error.sentence(), passing, error.retryIn(), false);
  }

  // A statement that a table or a constraint refuses is a bug, and stays one.
  private static boolean isTheLedgerAway(Throwable thrown) {
    return thrown instanceof TransientDataAccessException
        || thrown instanceof RecoverableDataAccessException
        || thrown instanceof DataAccessResourceFailureException;
  }

  private static KnownFailure passing(String type, String sentence) {
    return new KnownFailure(type, sentence, true, Duration.ZERO, false);
  }
}
