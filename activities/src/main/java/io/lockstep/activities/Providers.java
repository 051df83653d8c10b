package io.lockstep.activities;

import feign.Client;
import io.lockstep.activities.bhn.BhnConnector;
import io.lockstep.activities.grant.Connecting;
import io.lockstep.activities.grant.FixedToken;
import io.lockstep.activities.grant.GrantedToken;
import io.lockstep.activities.grant.HighLevelApp;
import io.lockstep.activities.grant.LocationToken;
import io.lockstep.activities.highlevel.HighLevelConnector;
import io.lockstep.activities.http.WatchedClient;
import io.lockstep.core.Side;
import io.lockstep.ledger.Breakers;
import io.lockstep.ledger.Budget;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.Grants;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The door to both providers. Keeps one connector per connection and side, with its token and its
 * custom field ids; a connection registered anew with other access gets new ones.
 */
public final class Providers {

  private final ClientFactory clients;
  private final Budget budget;
  private final Breakers breakers;
  private final Connections connections;
  private final Grants grants;
  private final HighLevelApp app;
  private final CallListener listener;
  private final InstantSource clock;
  private final Map<String, Connectors> byConnection = new ConcurrentHashMap<>();

  /** How a connection's requests travel; tests and the simulation need no socket. */
  @FunctionalInterface
  public interface ClientFactory {

    /** The client for all requests of that connection; it must not retry. */
    Client clientFor(Connection connection);
  }

  /**
   * @param clients {@code connection -> JdkClient.shared()} over the network
   * @param connections told when a token is dead, so that the connection pauses, and which custom
   *     field ids were read, so that the door can read webhooks
   * @param grants tokens that were granted through OAuth and are renewed here
   * @param app ours, at HighLevel
   */
  public Providers(
      ClientFactory clients,
      Budget budget,
      Breakers breakers,
      Connections connections,
      Grants grants,
      HighLevelApp app,
      CallListener listener,
      InstantSource clock) {
    this.clients = clients;
    this.budget = budget;
    this.breakers = breakers;
    this.connections = connections;
    this.grants = grants;
    this.app = app;
    this.listener = listener;
    this.clock = clock;
  }

  /** Both sides of that connection, as that caller may use them. */
  public ProviderCalls of(Connection connection, CallContext context) {
    Connectors both =
        byConnection.compute(
            connection.id(),
            (id, known) ->
                known != null && known.serve(connection) ? known : connectors(connection));
    return new ProviderCalls(both.highLevel().as(context), both.bhn().as(context));
  }

  /** What HighLevel has granted for that connection; empty before a person let Lockstep in. */
  public Optional<Grant> grant(Connection connection) {
    Connection.HighLevel there = connection.highLevel();
    return grants.of(there.locationId()).filter(grant -> grant.isFrom(there.baseUrl()));
  }

  /** What takes a code for that connection. */
  public Connecting connecting(Connection connection) {
    Gate gate = gate(connection, Side.CONTACTS);
    Client client =
        WatchedClient.ofTokens(clients.clientFor(connection), gate, Side.CONTACTS, clock);
    return new Connecting(connection, connections, grants, app, client, clock);
  }

  private Connectors connectors(Connection connection) {
    Client client = clients.clientFor(connection);
    var highLevelGate = gate(connection, Side.CONTACTS);
    var bhnGate = gate(connection, Side.REWARDS);
    return new Connectors(
        connection.highLevel(),
        connection.bhn(),
        new HighLevelConnector(
            connection.highLevel(),
            token(connection, WatchedClient.ofTokens(client, highLevelGate, Side.CONTACTS, clock)),
            highLevelGate,
            client,
            ids -> connections.saveCustomFieldIds(connection.id(), ids),
            clock),
        new BhnConnector(connection.bhn(), () -> bhnNow(connection), bhnGate, client, clock));
  }

  private Connection.Bhn bhnNow(Connection connection) {
    return connections.byId(connection.id()).map(Connection::bhn).orElse(connection.bhn());
  }

  private LocationToken token(Connection connection, Client client) {
    return connection.highLevel().isByGrant()
        ? new GrantedToken(connection, grants, app, client, clock)
        : new FixedToken(connection, connections);
  }

  private Gate gate(Connection connection, Side side) {
    return new Gate(connection, side, budget, breakers, connections, listener, clock);
  }

  private record Connectors(
      Connection.HighLevel highLevelAccess,
      Connection.Bhn bhnAccess,
      HighLevelConnector highLevel,
      BhnConnector bhn) {

    boolean serve(Connection connection) {
      return highLevelAccess.equals(connection.highLevel()) && bhnAccess.equals(connection.bhn());
    }
  }
}
