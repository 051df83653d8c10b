package io.lockstep.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connections Lockstep serves, as the worker registered them; secrets are sealed at rest. */
public interface Connections {

  /**
   * Registers or replaces a connection; paused, approval and sweep marks stay.
   *
   * @throws ConnectionTakenException when its location or account belongs to another one
   */
  void register(Connection connection);

  /**
   * That connection.
   *
   * @throws Sealer.CannotOpenException when its secrets do not open here
   */
  Optional<Connection> byId(String id);

  /** The connection of that HighLevel location. */
  Optional<Connection> byLocation(String locationId);

  /** The connection of that BHN account. */
  Optional<Connection> byAccount(String accountId);

  /** All of them, by id; one whose secrets do not open here is listed apart and spoils no other. */
  Listing list();

  /** How many there are, readable or not; opens no secret. */
  int count();

  /** Those that can be read, by id. */
  default List<Connection> all() {
    return list().readable();
  }

  /**
   * All connections at one moment.
   *
   * @param customFieldIds of each readable one, by its id: HighLevel's custom field ids by key, as
   *     a connector last read them; empty before the first read. The door needs them to read a
   *     webhook and may not ask the provider.
   */
  record Listing(
      List<Connection> readable,
      Map<String, Map<String, String>> customFieldIds,
      List<Unreadable> unreadable) {

    public Listing {
      readable = List.copyOf(readable);
      customFieldIds = Map.copyOf(customFieldIds);
      unreadable = List.copyOf(unreadable);
    }

    /** Of that connection. */
    public Map<String, String> customFieldIds(String id) {
      return customFieldIds.getOrDefault(id, Map.of());
    }
  }

  /**
   * A connection whose secrets do not open here.
   *
   * @param why a sentence that names the key
   */
  record Unreadable(String id, String locationId, String accountId, String why) {}

  /** Lets the first link of that connection begin, now and whenever it is registered again. */
  void approveFirstLink(String id);

  /** Pauses or resumes; the reason is shown. */
  void pause(String id, boolean paused, String reason);

  /**
   * Pauses a connection that Lockstep can no longer serve, and journals that, unless it is paused
   * already.
   */
  void giveUp(String id, String reason, Instant at);

  /** Remembers that news arrived while it was paused. */
  void markForSweep(String id);

  /** Whether news arrived while it was paused; clears the mark. */
  boolean takeSweepMark(String id);

  /** Since when the connection's secrets are what they are; empty for no such connection. */
  Optional<SecretAges> secretAges(String id);

  /**
   * When each secret was first registered as it is now.
   *
   * @param webhookKeys HighLevel's public keys
   */
  record SecretAges(
      Instant highLevelToken, Instant clientSecret, Instant webhookSecret, Instant webhookKeys) {}

  /** Remembers what a connector read. */
  void saveCustomFieldIds(String id, Map<String, String> idsByKey);
}
