package io.lockstep.activities.bhn;

import feign.Client;
import feign.Request;
import feign.codec.DefaultEncoder;
import feign.codec.Encoder;
import io.lockstep.activities.CallContext;
import io.lockstep.activities.Gate;
import io.lockstep.activities.http.WatchedClient;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.Side;
import io.lockstep.ledger.Connection;
import java.time.Duration;
import java.time.InstantSource;

/** What one connection keeps for BHN between calls; {@link #as} makes what callers use. */
public final class BhnConnector {

  /**
   * BHN names 30 s for its gift services. That is as long as one attempt of an activity may take,
   * and a call must end before its attempt does: with the time to connect, 20 s.
   */
  private static final Request.Options PATIENT = Wire.within(Duration.ofSeconds(17));

  private final Gate gate;
  final BhnContacts contacts;
  final BhnTasks tasks;
  final BhnNotes notes;
  final BhnAttachments attachments;
  private final AccessToken token;

  public BhnConnector(Connection.Bhn access, Gate gate, Client client, InstantSource clock) {
    this.gate = gate;
    Client watched = new WatchedClient(client, gate, Side.REWARDS, clock);
    var errors = new BhnErrors(clock);
    contacts = client(BhnContacts.class, access, watched, Wire.json(), errors);
    tasks = client(BhnTasks.class, access, watched, Wire.json(), errors);
    notes = client(BhnNotes.class, access, watched, Wire.json(), errors);
    attachments = client(BhnAttachments.class, access, watched, Wire.json(), errors);
    var tokens = client(BhnToken.class, access, watched, new DefaultEncoder(), errors);
    token = new AccessToken(tokens, access, clock);
  }

  private static <T> T client(
      Class<T> api, Connection.Bhn access, Client client, Encoder encoder, BhnErrors errors) {
    return Wire.client(api, Side.REWARDS, access.baseUrl(), client, encoder, errors, errors);
  }

  /** BHN as that caller may use it. */
  public Bhn as(CallContext context) {
    Request.Options patience = context.brief() ? Wire.BRIEF : PATIENT;
    return new Bhn(this, new TokenPass(token, gate.pass(context), patience));
  }
}
