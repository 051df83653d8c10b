package io.lockstep.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lockstep.engine.KnownFailure;
import io.lockstep.ledger.Sealer;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

class KnownFailuresTest {

  static List<Exception> ofALedgerThatIsAway() {
    return List.of(
        new CannotGetJdbcConnectionException(
            "no connection", new SQLTransientConnectionException("pool is empty")),
        translated("08006"), // the connection broke, or its socket timed out
        translated("57P01"), // the server stops
        translated("57014")); // the statement's time was over
  }

  @ParameterizedTest
  @MethodSource("ofALedgerThatIsAway")
  void aLedgerThatIsAwayIsToldAsSuch(Exception away) {
    assertThat(KnownFailures.of(away))
        .hasValueSatisfying(
            failure -> {
              assertThat(failure.type()).isEqualTo("LEDGER");
              assertThat(failure.sentence()).contains("PostgreSQL").doesNotContain("release");
              assertThat(failure.retryable()).isTrue();
            });
  }

  @Test
  void aStatementThatTheSchemaRefusesStaysABug() {
    assertThat(KnownFailures.of(translated("42P01"))).isEmpty(); // no such table
    assertThat(KnownFailures.of(translated("23505"))).isEmpty(); // a row that is there already
  }

  @Test
  void aMissingLedgerKeyIsNamed() {
    Sealer one = Sealer.of(Sealer.newKeysetJson());
    String sealed = Sealer.of(Sealer.newKeysetJson()).seal("token", "connection/acme/token");
    Throwable locked = catchThrowable(() -> one.openText(sealed, "connection/acme/token"));

    assertThat(KnownFailures.of(locked))
        .map(KnownFailure::sentence)
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains(sealed.substring(0, sealed.indexOf(':')), "ledger keyset"));
  }

  private static Exception translated(String state) {
    Exception told =
        new SQLExceptionSubclassTranslator()
            .translate("reading a pair", "select 1", new SQLException("words", state));
    return told == null ? new IllegalStateException(state) : told;
  }
}
