package io.lockstep.activities.highlevel;

import feign.Client;
import feign.Request;
import io.lockstep.activities.CallContext;
import io.lockstep.activities.Gate;
import io.lockstep.activities.grant.LocationToken;
import io.lockstep.activities.http.AnswerCheck;
import io.lockstep.activities.http.WatchedClient;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.Side;
import io.lockstep.ledger.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What one connection keeps for HighLevel between calls; {@link #as} makes what callers use. */
public final class HighLevelConnector {

  /** The longest an exchange may take. */
  public static final Duration LONGEST = Duration.ofSeconds(10);

  private static final Request.Options PATIENT = Wire.within(LONGEST);

  final Connection.HighLevel access;
  private final LocationToken token;
  private final Gate gate;
  private final Client watched;
  private final InstantSource clock;
  private final Map<Class<?>, Object> features = new ConcurrentHashMap<>();
  final HighLevelContacts contacts;
  final HighLevelLocations locations;
  final HighLevelCustomFields customFields;
  final HighLevelUsers users;
  final HighLevelTasks tasks;
  final HighLevelNotes notes;
  final HighLevelMedias medias;
  final HighLevelDocuments documents;
  final KnownIds customFieldIds;
  final KnownIds userIds;

  /**
   * @param token where each call gets its token from
   * @param customFieldIdsRead told each time the custom field ids were read
   */
  public HighLevelConnector(
      Connection.HighLevel access,
      LocationToken token,
      Gate gate,
      Client client,
      Consumer<Map<String, String>> customFieldIdsRead,
      InstantSource clock) {
    this.access = access;
    this.token = token;
    this.gate = gate;
    this.clock = clock;
    watched = new WatchedClient(client, gate, Side.CONTACTS, clock);
    customFieldIds = new KnownIds("the custom fields are being read", customFieldIdsRead, clock);
    userIds = new KnownIds("the users are being read", read -> {}, clock);
    contacts = feature(HighLevelContacts.class);
    locations = feature(HighLevelLocations.class);
    customFields = feature(HighLevelCustomFields.class);
    users = feature(HighLevelUsers.class);
    tasks = feature(HighLevelTasks.class);
    notes = feature(HighLevelNotes.class);
    medias = feature(HighLevelMedias.class);
    documents = feature(HighLevelDocuments.class);
  }

  /**
   * Feign's implementation of one of HighLevel's interfaces.
   *
   * @param api such as {@link HighLevelBusinesses}; what it declares is all that is needed of it
   */
  <T> T feature(Class<T> api) {
    return api.cast(features.computeIfAbsent(api, this::client));
  }

  private <T> T client(Class<T> api) {
    return Wire.client(
        api,
        Side.CONTACTS,
        access.baseUrl(),
        watched,
        Wire.json(),
        new HighLevelErrors(customFieldIds::lastRead, clock),
        AnswerCheck.NONE);
  }

  /** HighLevel as that caller may use it. */
  public HighLevel as(CallContext context) {
    Request.Options patience = context.brief() ? Wire.BRIEF : PATIENT;
    return new HighLevel(this, new TokenPass(token, gate.pass(context), patience), patience);
  }
}
