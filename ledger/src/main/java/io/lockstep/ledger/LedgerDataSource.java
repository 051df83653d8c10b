package io.lockstep.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * Opens the pool to the ledger's database so that nobody waits long for one that does not answer:
 * two seconds to connect, to get a connection and for a statement; a dead line is noticed after
 * four.
 */
public final class LedgerDataSource {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration DEAD_LINE = Duration.ofSeconds(4);

  private LedgerDataSource() {}

  /**
   * A pool; the caller closes it. It opens lazily, so a database that is down does not stop the
   * start of a pool, only its use.
   *
   * @param jdbcUrl such as {@code jdbc:postgresql://db:5432/lockstep}
   * @param size connections at most, 1 to 100
   */
  public static HikariDataSource open(String jdbcUrl, String user, String password, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("ledger");
    config.setJdbcUrl(jdbcUrl);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setValidationTimeout(PATIENCE.dividedBy(2).toMillis());
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "lockstep");
    config.addDataSourceProperty("connectTimeout", PATIENCE.toSeconds());
    config.addDataSourceProperty("loginTimeout", PATIENCE.toSeconds());
    config.addDataSourceProperty("socketTimeout", DEAD_LINE.toSeconds());
    config.addDataSourceProperty("tcpKeepAlive", true);
    config.addDataSourceProperty("options", "-c statement_timeout=" + PATIENCE.toMillis());
    return new HikariDataSource(config);
  }
}
