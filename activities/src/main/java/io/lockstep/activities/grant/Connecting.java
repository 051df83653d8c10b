package io.lockstep.activities.grant;

import feign.Client;
import io.lockstep.activities.grant.TokenCalls.LetIn;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.Grant.UserType;
import io.lockstep.ledger.Grants;
import io.lockstep.workflows.connection.ConnectReport;
import io.lockstep.workflows.connection.ConnectRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;

/** Turns the code a person brought from HighLevel into a grant for one connection. */
public final class Connecting {

  private final Connection connection;
  private final Connections connections;
  private final Grants grants;
  private final TokenCalls calls;
  private final InstantSource clock;

  /**
   * @param client for the token calls
   */
  public Connecting(
      Connection connection,
      Connections connections,
      Grants grants,
      HighLevelApp app,
      Client client,
      InstantSource clock) {
    this.connection = connection;
    this.connections = connections;
    this.grants = grants;
    this.clock = clock;
    this.calls = TokenCalls.over(connection.highLevel().baseUrl(), client, app, clock);
  }

  /**
   * Exchanges the code. What did not work is an answer: a person waits for it.
   *
   * @param journal takes, with the id of the connection, who connected, before a grant is kept;
   *     failing, it keeps none. Who asked cannot do it: a person who waits for the answer may have
   *     gone by then
   */
  public ConnectReport connect(ConnectRequest request, BiConsumer<String, JournalEntry> journal) {
    try {
      LetIn letIn = exchanged(request);
      Grant granted = letIn.grant();
      boolean byAgency = granted.userType() == UserType.COMPANY;
      String ours = connection.highLevel().locationId();
      if (byAgency && !letIn.approved().isEmpty() && !letIn.approved().contains(ours)) {
        return another();
      }
      // First tried, then kept: an agency without this location is of no use here.
      Grant location = byAgency ? calls.ofLocation(granted, ours) : granted;
      if (!isOurs(location)) {
        return another();
      }
      if (byAgency && isKnownElsewhere(granted)) {
        return new ConnectReport(
            false,
            ("The agency %s has let Lockstep in at another high-level.base-url, where other"
                    + " connections are; its tokens stay there.")
                .formatted(granted.resourceId()));
      }
      List<Connection> others = byAgency ? othersOf(letIn) : List.of();
      journal(request, connection, journal);
      others.forEach(other -> journal(request, other, journal));
      if (byAgency) {
        grants.connect(granted);
      }
      grants.connect(location);
      return new ConnectReport(true, connected(), others.stream().map(Connection::id).toList());
    } catch (ProviderException failure) {
      return new ConnectReport(
          false, failure.error().sentence() + ". Start again; a code works once.");
    }
  }

  /**
   * The connections of the locations an agency has named which nobody has connected yet. Their
   * tokens are made when they first call: a person who waits does not wait for hundreds.
   */
  private List<Connection> othersOf(LetIn letIn) {
    return connections.all().stream()
        .filter(other -> !other.id().equals(connection.id()) && other.highLevel().isByGrant())
        .filter(other -> isAt(connection.highLevel().baseUrl(), other))
        .filter(other -> letIn.approved().contains(other.highLevel().locationId()))
        .filter(other -> grants.of(other.highLevel().locationId()).isEmpty())
        .toList();
  }

  /** An address may name any agency; what another one gave for it must not be overwritten. */
  private boolean isKnownElsewhere(Grant agency) {
    return grants
        .of(agency.resourceId())
        .filter(known -> !known.isFrom(connection.highLevel().baseUrl()))
        .filter(known -> connections.all().stream().anyMatch(one -> isAt(known.baseUrl(), one)))
        .isPresent();
  }

  private static boolean isAt(String baseUrl, Connection one) {
    return one.highLevel().baseUrl().equals(baseUrl);
  }

  /**
   * An answer that was lost has spent the code; the app is installed, so it can ask for another.
   */
  private LetIn exchanged(ConnectRequest request) {
    try {
      return calls.exchange(request.code(), request.redirectUri());
    } catch (ProviderException lost) {
      if (lost.error().kind() != Kind.TRANSIENT) {
        throw lost;
      }
      return new LetIn(
          calls.reconnect(UserType.LOCATION, connection.highLevel().locationId()), List.of());
    }
  }

  private void journal(
      ConnectRequest request, Connection of, BiConsumer<String, JournalEntry> journal) {
    String who = request.who();
    if (who != null) {
      journal.accept(of.id(), JournalEntry.ofConnection(clock.instant(), Act.CONNECTED, who));
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

  private String connected() {
    String id = connection.id();
    if (!connection.highLevel().isByGrant()) {
      return "HighLevel lets Lockstep in. The token in lockstep.connections.%s still wins: take it out and restart the worker."
          .formatted(id);
    }
    return connection.paused()
        ? "HighLevel lets Lockstep in. The connection is paused: POST /api/v1/connections/%s/resume when you are ready."
            .formatted(id)
        : "HighLevel lets Lockstep in; the connection runs.";
  }
}
