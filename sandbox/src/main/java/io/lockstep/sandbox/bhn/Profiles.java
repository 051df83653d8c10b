package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be done to profiles: each act stores, and tells the webhooks. */
final class Profiles {

  /** Where profiles are added, to tell apart what request ids were used for. */
  static final String CONTACTS = "contacts";

  private final SandboxClock clock;
  private final Chance ids;
  private final Clients clients;
  private final ProfileEvents events;

  Profiles(SandboxClock clock, Chance ids, Clients clients, ProfileEvents events) {
    this.clock = clock;
    this.ids = ids;
    this.clients = clients;
    this.events = events;
  }

  Account account(String id) {
    return clients.account(id);
  }

  Profile existing(String accountId, String contactId) {
    return account(accountId).profile(contactId).orElseThrow(Says::unknownContact);
  }

  /** Creates once per request id; a repeat creates nothing and is refused. */
  Profile create(String accountId, Map<String, Object> body) {
    Creations creations = account(accountId).creations();
    Optional<String> requestId = Creations.requestId(body);
    creations.requireNew(requestId, CONTACTS, body);
    Profile profile = store(accountId, body, clock.instant());
    creations.remember(requestId, CONTACTS, body, profile.id());
    events.created(profile, requestId);
    return profile;
  }

  /** Adds a profile as an import does: with a date of its own. */
  Profile add(String accountId, Map<String, Object> values, Instant when) {
    Profile profile = store(accountId, values, when);
    events.created(profile, Optional.empty());
    return profile;
  }

  private Profile store(String accountId, Map<String, Object> body, Instant now) {
    Map<String, Object> fields = ProfileWriter.create(body); // first: a refusal uses up no id
    Profile profile = new Profile(ids.id(), accountId, fields, List.of(), 1, now, now);
    account(accountId).save(profile);
    return profile;
  }

  /**
   * Changes what the body names; a body that changes nothing moves no version.
   *
   * @param version the version the caller has seen; empty overwrites whatever is there
   */
  Profile update(
      String accountId, String contactId, Optional<String> version, Map<String, Object> body) {
    Profile before = current(accountId, contactId, version);
    Map<String, Object> fields = ProfileWriter.update(before, body);
    if (fields.equals(before.fields())) {
      return before;
    }
    Profile after = before.with(fields, clock.instant());
    account(accountId).save(after);
    events.updated(after);
    return after;
  }

  void delete(String accountId, String contactId, Optional<String> version) {
    Profile profile = current(accountId, contactId, version);
    account(accountId).delete(profile, clock.instant());
    events.deleted(profile);
  }

  private Profile current(String accountId, String contactId, Optional<String> version) {
    Profile profile = existing(accountId, contactId);
    if (version.isPresent() && !version.get().equals(Long.toString(profile.version()))) {
      throw Says.stale("contact");
    }
    return profile;
  }

  /** Adds the tags it does not have in whatever case; needs no version, a set is idempotent. */
  Profile addTags(String accountId, String contactId, List<String> tags) {
    Profile before = existing(accountId, contactId);
    List<String> all = new ArrayList<>(before.tags());
    all.addAll(tags);
    return replaceTags(before, ProfileWriter.tags("contact", all));
  }

  /** Removes the tags in whatever case they are written. */
  Profile removeTags(String accountId, String contactId, List<String> tags) {
    Profile before = existing(accountId, contactId);
    return replaceTags(
        before,
        before.tags().stream()
            .filter(tag -> tags.stream().noneMatch(tag::equalsIgnoreCase))
            .toList());
  }

  /** Puts those files in the place of the profile's. */
  Profile replaceFiles(Profile before, List<Attachment> files) {
    Profile after = before.withFiles(files, clock.instant());
    account(after.accountId()).save(after);
    events.updated(after);
    return after;
  }

  private Profile replaceTags(Profile before, List<String> tags) {
    if (tags.equals(before.tags())) {
      return before;
    }
    Map<String, Object> fields = new LinkedHashMap<>(before.fields());
    fields.put("tags", tags);
    Profile after = before.with(fields, clock.instant());
    account(after.accountId()).save(after);
    events.tagged(after);
    return after;
  }
}
