package io.lockstep.activities.bhn;

import feign.Request;
import io.lockstep.activities.ItemCalls;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.http.Turn;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * BHN's contacts (our profiles), their tasks and notes, for one connection and one caller. Each
 * method makes one call unless it says more, and one for a token when there is none; each throws
 * {@link NotNowException} when the call may not be made now, and {@link ProviderException} for what
 * BHN answered instead.
 */
public final class Bhn {

  /** The largest page that BHN answers. */
  private static final int LARGEST = 1_000;

  private final BhnConnector connector;
  private final TokenPass way;
  private final Request.Options options;

  Bhn(BhnConnector connector, TokenPass way) {
    this.connector = connector;
    this.way = way;
    this.options = way.options();
  }

  /**
   * Sees that a call can be made, before anything is recorded that says it may have been.
   *
   * @throws NotNowException when it may not be made now
   */
  public void ready() {
    way.ready();
  }

  /** From now on no call is made that may still be under way then. */
  public void endBy(Instant end) {
    way.pass().endBy(end);
  }

  /** The contact; empty when BHN says it does not exist. */
  public Optional<Map<String, Object>> contact(String id) {
    try {
      var answer = way.call(token -> connector.contacts.getContact(token, id, options));
      return Optional.of(Answers.one(answer, "get-contact"));
    } catch (ProviderException failure) {
      if (failure.error().kind() == Kind.GONE) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** All contacts with that e-mail, as BHN compares e-mails. One call per 1,000 of them. */
  public List<Map<String, Object>> byEmail(String email) {
    return Answers.allPages(
        start ->
            way.call(
                token -> connector.contacts.findByEmail(token, email, start, LARGEST, options)),
        "find-by-email");
  }

  /** All contacts that carry that reference id. One call per 1,000 of them. */
  public List<Map<String, Object>> byReferenceId(String referenceId) {
    return Answers.allPages(
        start ->
            way.call(
                token ->
                    connector.contacts.findByReferenceId(
                        token, referenceId, start, LARGEST, options)),
        "find-by-reference-id");
  }

  /**
   * One page of all contacts, in the order of creation.
   *
   * @param limit at least 1
   */
  public ContactPage list(int start, int limit) {
    var answer = way.call(token -> connector.contacts.listContacts(token, start, limit, options));
    List<Map<String, Object>> contacts = Answers.all(answer, "list-contacts");
    if (!(answer.get("total") instanceof Number total)) {
      throw Answers.lacking("total", "list-contacts");
    }
    boolean last = start + contacts.size() >= total.intValue();
    if (contacts.isEmpty() && !last) { // part of a list must not look like all of it
      throw Answers.lacking("last page", "list-contacts");
    }
    return new ContactPage(contacts, last);
  }

  /**
   * One page of what changed, in the order of change.
   *
   * @param cursor of the page before; null from the beginning. One that BHN does not know is a
   *     {@link ProviderException}, REFUSED, with the field {@code cursor}
   * @param limit a shorter page is the last
   */
  public ChangePage changes(@Nullable String cursor, int limit) {
    var answer =
        way.call(
            token ->
                connector.feature(BhnChanges.class).listChanges(token, cursor, limit, options));
    List<Map<String, Object>> changes = Answers.all(answer, "list-changes");
    if (answer.get("nextCursor") instanceof String next && !next.isEmpty()) {
      return new ChangePage(changes, next);
    }
    throw Answers.lacking("nextCursor", "list-changes");
  }

  /**
   * Makes a contact, answers it as stored.
   *
   * @param body with a {@code requestId}; a repeat is a {@link ProviderException}, ALREADY_DONE
   */
  public Map<String, Object> create(Map<String, Object> body) {
    var answer = way.call(token -> connector.contacts.createContact(token, body, options));
    return Answers.one(answer, "create-contact");
  }

  /**
   * Overwrites the named fields, answers the contact with its new version.
   *
   * @param body with the {@code version} that was read; a stale one is CONFLICT
   */
  public Map<String, Object> update(String id, Map<String, Object> body) {
    var answer = way.call(token -> connector.contacts.updateContact(token, id, body, options));
    return Answers.one(answer, "update-contact");
  }

  /**
   * Deletes the contact if it still has that version; a stale one is a {@link ProviderException},
   * CONFLICT, and a contact that does not exist GONE.
   */
  public void delete(String id, String version) {
    way.call(token -> connector.contacts.deleteContact(token, id, version, options));
  }

  /** Adds tags, answers the contact with its new version. */
  public Map<String, Object> addTags(String id, List<String> tags) {
    var body = Map.of("tags", tags);
    var answer = way.call(token -> connector.contacts.addTags(token, id, body, options));
    return Answers.one(answer, "add-tags");
  }

  /** Removes tags, answers the contact with its new version. */
  public Map<String, Object> removeTags(String id, List<String> tags) {
    var body = Map.of("tags", tags);
    var answer = way.call(token -> connector.contacts.removeTags(token, id, body, options));
    return Answers.one(answer, "remove-tags");
  }

  /**
   * Makes one call of an operation that has no method here, as any other: with the connection's
   * token, counted, and failing as they do. {@code docs/operations.md} lists them all.
   *
   * @param feature the interface that declares it, such as {@link BhnRewards}
   */
  public <T> Map<String, Object> ask(
      Class<T> feature, BiFunction<T, Turn, Map<String, Object>> operation) {
    T api = connector.feature(feature);
    return way.call(token -> operation.apply(api, new Turn(token, connector.accountId(), options)));
  }

  /** The tasks of its contacts; each call passes the same gate. */
  public ItemCalls tasks() {
    return new BhnItems(new TaskRoutes(connector.tasks), way);
  }

  /** The notes of its contacts; each call passes the same gate. */
  public ItemCalls notes() {
    return new BhnItems(new NoteRoutes(connector.notes), way);
  }

  /** The files of its notes; each call passes the same gate. */
  public BhnFiles files() {
    return new BhnFiles(connector.attachments, way);
  }

  /** The files of the contacts themselves; each call passes the same gate. */
  public BhnProfileFiles profileFiles() {
    return new BhnProfileFiles(connector.profileAttachments, way);
  }

  /** How far BHN's clock goes ahead of ours; see {@link io.lockstep.activities.Pass#clockAhead}. */
  public Optional<Duration> clockAhead() {
    return way.pass().clockAhead();
  }
}
