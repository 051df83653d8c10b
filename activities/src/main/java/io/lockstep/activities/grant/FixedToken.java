package io.lockstep.activities.grant;

import feign.Request;
import io.lockstep.core.error.ProviderException;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import java.util.Optional;

/**
 * The token of the configuration. One that was refused may have been replaced since this process
 * read it: the ledger knows what the last worker that started was given.
 */
public final class FixedToken implements LocationToken {

  private final String token;
  private final String connection;
  private final Connections connections;

  public FixedToken(Connection connection, Connections connections) {
    this.token = connection.highLevel().token();
    this.connection = connection.id();
    this.connections = connections;
  }

  @Override
  public String current(Request.Options patience) {
    return token;
  }

  @Override
  public Optional<String> instead(String refused, Request.Options patience) {
    return connections
        .byId(connection)
        .map(now -> now.highLevel().token())
        .filter(now -> !now.isEmpty() && !now.equals(refused));
  }

  @Override
  public ProviderException over(ProviderException refusal) {
    return refusal; // it says to renew the token
  }
}
