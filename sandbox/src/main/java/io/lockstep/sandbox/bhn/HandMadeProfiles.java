package io.lockstep.sandbox.bhn;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Profiles made and changed by people: no HTTP, no token, the same stores and webhooks. */
public final class HandMadeProfiles {

  private final Profiles profiles;

  HandMadeProfiles(Profiles profiles) {
    this.profiles = profiles;
  }

  /**
   * Adds a profile.
   *
   * @param when the date it shows as created and updated
   * @return its id
   */
  public String add(String accountId, Map<String, ?> values, Instant when) {
    return profiles.add(accountId, new LinkedHashMap<>(values), when).id();
  }

  /** Changes a profile; throws the refusal the API would answer. */
  public void update(String accountId, String contactId, Map<String, Object> values) {
    profiles.update(accountId, contactId, Optional.empty(), values);
  }

  public void delete(String accountId, String contactId) {
    profiles.delete(accountId, contactId, Optional.empty());
  }

  public void addTags(String accountId, String contactId, List<String> tags) {
    profiles.addTags(accountId, contactId, tags);
  }

  public void removeTags(String accountId, String contactId, List<String> tags) {
    profiles.removeTags(accountId, contactId, tags);
  }

  /** The tags of a profile. */
  public List<String> tags(String accountId, String contactId) {
    return profiles.existing(accountId, contactId).tags();
  }

  /** Ids of all living profiles, oldest first. */
  public List<String> ids(String accountId) {
    return profiles.account(accountId).profiles().map(Profile::id).toList();
  }
}
