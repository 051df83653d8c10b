package io.lockstep.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Opens the pool to the ledger's database so that nobody waits long for one that does not answer:
 * two seconds to connect, to get a connection and for a statement; a dead line is noticed after
 * four.
 */
public final class LedgerDataSource {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration DEAD_LINE = Duration.ofSeconds(4);
  private static final int MOST = 100;

  private LedgerDataSource() {}

  /**
   * A pool; the caller closes it. It opens lazily, so a database that is down does not stop the
   * start of a pool, only its use.
   *
   * @param jdbcUrl such as {@code jdbc:postgresql://db:5432/lockstep}
   * @param size connections at most, 1 to 100
   */
  public static HikariDataSource open(String jdbcUrl, String user, String password, int size) {
    if (size < 1 || size > MOST) {
      throw new IllegalArgumentException("lockstep.ledger.connections must be 1 to " + MOST);
    }
    HikariConfig config = new HikariConfig();
    config.setPoolName("ledger");
    config.setJdbcUrl(jdbcUrl);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setValidationTimeout(PATIENCE.dividedBy(2).toMillis());
    config.setInitializationFailTimeout(-1);
    Properties properties = properties();
    properties.setProperty("socketTimeout", Long.toString(DEAD_LINE.toSeconds()));
    properties.setProperty("options", "-c statement_timeout=" + PATIENCE.toMillis());
    config.setDataSourceProperties(properties);
    return new HikariDataSource(config);
  }

  /**
   * Connections to the same database for a migration, which may take as long as it takes: silence
   * is no dead line there, and no statement ends early.
   */
  static DataSource unhurried(DataSource pool) {
    HikariDataSource opened;
    try {
      opened = pool.unwrap(HikariDataSource.class);
    } catch (SQLException e) {
      throw new IllegalArgumentException("open the ledger's pool by LedgerDataSource.open", e);
    }
    Properties properties = properties();
    properties.setProperty("user", opened.getUsername());
    properties.setProperty("password", opened.getPassword());
    return new DriverManagerDataSource(opened.getJdbcUrl(), properties);
  }

  // Texts, all of them: the driver passes over a number or a boolean without a word.
  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "lockstep");
    properties.setProperty("connectTimeout", Long.toString(PATIENCE.toSeconds()));
    properties.setProperty("loginTimeout", Long.toString(PATIENCE.toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }
}
