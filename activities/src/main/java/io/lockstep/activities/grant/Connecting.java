package io.lockstep.activities.grant;

import feign.Client;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.Grant.UserType;
import io.lockstep.ledger.Grants;
import io.lockstep.workflows.connection.ConnectReport;
import io.lockstep.workflows.connection.ConnectRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Turns the code a person brought from HighLevel into a grant for one connection. */
public final class Connecting {

  private final Connection connection;
  private final Grants grants;
  private final TokenCalls calls;
  private final InstantSource clock;

  /**
   * @param client for the token calls
   */
  public Connecting(
      Connection connection, Grants grants, HighLevelApp app, Client client, InstantSource clock) {
    this.connection = connection;
    this.grants = grants;
    this.clock = clock;
    this.calls = TokenCalls.over(connection.highLevel().baseUrl(), client, app, clock);
  }

  /**
   * Exchanges the code. What did not work is an answer: a person waits for it.
   *
   * @param journal takes who connected before a grant is kept; failing, it keeps none. Who asked
   *     cannot do it: a person who waits for the answer may have gone by then
   */
  public ConnectReport connect(ConnectRequest request, Consumer<JournalEntry> journal) {
    try {
      Grant granted = exchanged(request);
      boolean byAgency = granted.userType() == UserType.COMPANY;
      // First tried, then kept: an agency without this location is of no use here.
      Grant location =
          byAgency ? calls.ofLocation(granted, connection.highLevel().locationId()) : granted;
      if (!isOurs(location)) {
        return another();
      }
      journal(request, journal);
      if (byAgency) {
        grants.connect(granted);
      }
      grants.connect(location);
      return connected();
    } catch (ProviderException failure) {
      return new ConnectReport(
          false, failure.error().sentence() + ". Start again; a code works once.");
    }
  }

  /**
   * An answer that was lost has spent the code; the app is installed, so it can ask for another.
   */
  private Grant exchanged(ConnectRequest request) {
    try {
      return calls.exchange(request.code(), request.redirectUri());
    } catch (ProviderException lost) {
      if (lost.error().kind() != Kind.TRANSIENT) {
        throw lost;
      }
      return calls.reconnect(UserType.LOCATION, connection.highLevel().locationId());
    }
  }

  private void journal(ConnectRequest request, Consumer<JournalEntry> journal) {
    String who = request.who();
    if (who != null) {
      journal.accept(
          new JournalEntry(
              clock.instant(), JournalEntry.CONNECTION, Act.CONNECTED, null, List.of(), who));
    }
  }

  private boolean isOurs(Grant location) {
    return location.resourceId().equals(connection.highLevel().locationId());
  }

  private ConnectReport another() {
    return new ConnectReport(
        false,
        "HighLevel let Lockstep into another location. Start again and choose "
            + connection.highLevel().locationId()
            + ".");
  }

  private ConnectReport connected() {
    String id = connection.id();
    if (!connection.highLevel().isByGrant()) {
      return new ConnectReport(
          true,
          "HighLevel lets Lockstep in. The token in lockstep.connections.%s still wins: take it out and restart the worker."
              .formatted(id));
    }
    return new ConnectReport(
        true,
        connection.paused()
            ? "HighLevel lets Lockstep in. The connection is paused: POST /api/v1/connections/%s/resume when you are ready."
                .formatted(id)
            : "HighLevel lets Lockstep in; the connection runs.");
  }
}
