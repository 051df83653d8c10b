package io.lockstep.activities.testing;

import feign.Client;
import io.lockstep.activities.CallContext;
import io.lockstep.activities.CallListener;
import io.lockstep.activities.ProviderCalls;
import io.lockstep.activities.Providers;
import io.lockstep.activities.grant.HighLevelApp;
import io.lockstep.core.Lane;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.InMemoryBreakers;
import io.lockstep.ledger.InMemoryBudget;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.ledger.InMemoryGrants;
import java.util.ArrayList;
import java.util.List;

/** One connection on ledger twins, with a clock set by hand and every call counted. */
public final class TestConnection {

  public static final CallContext LIVE = new CallContext(Lane.LIVE, false, false, "run-1");

  public final SettableClock clock;
  public final InMemoryBudget budget = new InMemoryBudget();
  public final InMemoryBreakers breakers = new InMemoryBreakers();
  public final InMemoryConnections connections;
  public final List<CallListener.Call> calls = new ArrayList<>();
  public final Connection connection;
  public final Providers providers;

  public TestConnection(Client client, Connection connection, SettableClock clock) {
    this.clock = clock;
    this.connections = new InMemoryConnections(clock);
    this.connection = connection;
    connections.register(connection);
    providers =
        new Providers(
            any -> client,
            budget,
            breakers,
            connections,
            new InMemoryGrants(),
            HighLevelApp.NONE,
            calls::add,
            clock);
  }

  /** A connection whose secrets would be noticed anywhere. */
  public static TestConnection over(Client client) {
    return new TestConnection(
        client,
        new Connection(
            "acme",
            "US",
            new Connection.HighLevel(
                "http://highlevel.test", "loc1", "planted-highlevel-token", List.of()),
            new Connection.Bhn(
                "http://bhn.test", "acc1", "client-1", "planted-bhn-secret", "planted-hook-secret"),
            "",
            true,
            false,
            ""),
        SettableClock.atEight());
  }

  public ProviderCalls calls() {
    return as(LIVE);
  }

  public ProviderCalls as(CallContext context) {
    return providers.of(connection, context);
  }
}
