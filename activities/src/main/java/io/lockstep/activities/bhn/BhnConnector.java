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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What one connection keeps for BHN between calls; {@link #as} makes what callers use. */
public final class BhnConnector {

  /**
   * The longest an exchange may take. BHN names 30 s for its gift services. That is as long as one
   * attempt of an activity may take, and a call must end before its attempt does.
   */
  public static final Duration LONGEST = Duration.ofSeconds(17);

  private static final Request.Options PATIENT = Wire.within(LONGEST);

  private final Connection.Bhn access;
  private final Gate gate;
  private final Client watched;
  private final BhnErrors errors;
  private final Map<Class<?>, Object> features = new ConcurrentHashMap<>();
  final BhnContacts contacts;
  final BhnTasks tasks;
  final BhnNotes notes;
  final BhnAttachments attachments;
  final BhnProfileAttachments profileAttachments;
  private final AccessToken token;

  /**
   * @param accessNow the access as the ledger has it when a token is minted
   */
  public BhnConnector(
      Connection.Bhn access,
      Supplier<Connection.Bhn> accessNow,
      Gate gate,
      Client client,
      InstantSource clock) {
    this.access = access;
    this.gate = gate;
    watched =
        new WatchedClient(
            new AccountHeaders(client, access.way(), accessNow), gate, Side.REWARDS, clock);
    errors = new BhnErrors(clock);
    contacts = feature(BhnContacts.class);
    tasks = feature(BhnTasks.class);
    notes = feature(BhnNotes.class);
    attachments = feature(BhnAttachments.class);
    profileAttachments = feature(BhnProfileAttachments.class);
    token =
        new AccessToken(
            client(BhnToken.class, access.tokenBase(), new DefaultEncoder()), accessNow, clock);
  }

  /**
   * Feign's implementation of one of BHN's interfaces.
   *
   * @param api such as {@link BhnRewards}; what it declares is all that is needed of it
   */
  <T> T feature(Class<T> api) {
    return api.cast(
        features.computeIfAbsent(api, one -> client(one, access.baseUrl(), Wire.json())));
  }

  private <T> T client(Class<T> api, String address, Encoder encoder) {
    return Wire.client(api, Side.REWARDS, address, watched, encoder, errors, errors);
  }

  String accountId() {
    return access.accountId();
  }

  /** BHN as that caller may use it. */
  public Bhn as(CallContext context) {
    Request.Options patience = context.brief() ? Wire.BRIEF : PATIENT;
    return new Bhn(this, new TokenPass(token, gate.pass(context), patience));
  }
}
