package io.lockstep.ledger;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger's way to its database: every statement has two seconds, then it fails. A door that
 * cannot reach the ledger must say so while the sender still listens.
 */
final class Database {

  private static final Duration STATEMENT = Duration.ofSeconds(2);
  private static final int AT_ONCE = 100;

  private final JdbcTemplate jdbc;
  private final JdbcClient client;
  private final NamedParameterJdbcTemplate named;
  private final TransactionTemplate transaction;

  Database(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
    jdbc.setQueryTimeout(Math.toIntExact(STATEMENT.toSeconds()));
    named = new NamedParameterJdbcTemplate(jdbc);
    client = JdbcClient.create(named);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** One statement with named parameters. */
  JdbcClient.StatementSpec sql(String sql) {
    return client.sql(sql);
  }

  /** For what the client cannot do: several result sets of one round trip. */
  JdbcTemplate jdbc() {
    return jdbc;
  }

  /** Everything in it, or nothing; an exception undoes it, and so does {@code setRollbackOnly}. */
  <T> T inTransaction(Function<TransactionStatus, T> body) {
    try {
      return Objects.requireNonNull(transaction.execute(body::apply));
    } catch (CannotCreateTransactionException away) { // no DataAccessException by Spring's lights
      throw new DataAccessResourceFailureException("the ledger cannot be reached", away);
    }
  }

  /** Everything in it, or nothing. */
  void inTransaction(Runnable body) {
    inTransaction(
        status -> {
          body.run();
          return status;
        });
  }

  /**
   * Runs the statement once per row, a hundred rows in one round trip, which has a statement's
   * time; answers the rows changed by each.
   */
  <R> int[] forEach(List<R> rows, String sql, Function<R, SqlParameterSource> parameters) {
    int[] counts = new int[rows.size()];
    for (int from = 0; from < rows.size(); from += AT_ONCE) {
      List<R> some = rows.subList(from, Math.min(from + AT_ONCE, rows.size()));
      int[] changed =
          named.batchUpdate(sql, some.stream().map(parameters).toArray(SqlParameterSource[]::new));
      System.arraycopy(changed, 0, counts, from, changed.length);
    }
    return counts;
  }

  /** JDBC maps OffsetDateTime, not Instant. */
  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
    return instant == null ? null : at(instant);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }

  static String[] array(Collection<String> texts) {
    return texts.toArray(String[]::new);
  }
}
