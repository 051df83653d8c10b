package io.lockstep.starter;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the ledger is.
 *
 * @param url JDBC address of PostgreSQL
 * @param connections held at most, 1 to 100
 */
@ConfigurationProperties("lockstep.ledger")
record LedgerAccess(
    @DefaultValue("jdbc:postgresql://127.0.0.1:5432/lockstep") String url,
    @DefaultValue("lockstep") String user,
    @DefaultValue("") String password,
    @DefaultValue("10") int connections) {

  @Override
  public String toString() { // the password must not reach a log
    return "LedgerAccess[" + user + "]";
  }
}
