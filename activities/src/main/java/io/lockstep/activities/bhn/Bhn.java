package io.lockstep.activities.bhn;

import feign.Request;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.Pass;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * BHN's contacts (our profiles) for one connection and one caller. Each method makes one call, and
 * one for a token when there is none; each throws {@link NotNowException} when the call may not be
 * made now, and {@link ProviderException} for what BHN answered instead.
 */
public final class Bhn {

  private final BhnConnector connector;
  private final Pass pass;
  private final Request.Options options;

  Bhn(BhnConnector connector, Pass pass, Request.Options options) {
    this.connector = connector;
    this.pass = pass;
    this.options = options;
  }

  /** The contact; empty when BHN says it does not exist. */
  public Optional<Map<String, Object>> contact(String id) {
    try {
      var answer = call(token -> connector.contacts.getContact(token, id, options));
      return Optional.of(one(answer, "get-contact"));
    } catch (ProviderException failure) {
      if (failure.error().kind() == Kind.GONE) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** The contacts with that e-mail, as BHN compares e-mails. */
  public List<Map<String, Object>> byEmail(String email) {
    var answer = call(token -> connector.contacts.findByEmail(token, email, options));
    return all(answer, "find-by-email");
  }

  /** The contacts that carry that reference id. */
  public List<Map<String, Object>> byReferenceId(String referenceId) {
    var answer = call(token -> connector.contacts.findByReferenceId(token, referenceId, options));
    return all(answer, "find-by-reference-id");
  }

  /** One page of all contacts, in the order of creation. */
  public ContactPage list(int start, int limit) {
    var answer = call(token -> connector.contacts.listContacts(token, start, limit, options));
    List<Map<String, Object>> contacts = all(answer, "list-contacts");
    int seen = start + contacts.size();
    boolean last = answer.get("total") instanceof Number total && seen >= total.intValue();
    return new ContactPage(contacts, start, last || contacts.isEmpty());
  }

  /**
   * Makes a contact, answers it as stored.
   *
   * @param body with a {@code requestId}; a repeat is a {@link ProviderException}, ALREADY_DONE
   */
  public Map<String, Object> create(Map<String, Object> body) {
    var answer = call(token -> connector.contacts.createContact(token, body, options));
    return one(answer, "create-contact");
  }

  /**
   * Overwrites the named fields, answers the contact with its new version.
   *
   * @param body with the {@code version} that was read; a stale one is CONFLICT
   */
  public Map<String, Object> update(String id, Map<String, Object> body) {
    var answer = call(token -> connector.contacts.updateContact(token, id, body, options));
    return one(answer, "update-contact");
  }

  /**
   * Deletes the contact if it still has that version; a stale one is a {@link ProviderException},
   * CONFLICT, and a contact that does not exist GONE.
   */
  public void delete(String id, String version) {
    call(token -> connector.contacts.deleteContact(token, id, version, options));
  }

  /** Adds tags, answers the contact with its new version. */
  public Map<String, Object> addTags(String id, List<String> tags) {
    var body = Map.of("tags", tags);
    var answer = call(token -> connector.contacts.addTags(token, id, body, options));
    return one(answer, "add-tags");
  }

  /** Removes tags, answers the contact with its new version. */
  public Map<String, Object> removeTags(String id, List<String> tags) {
    var body = Map.of("tags", tags);
    var answer = call(token -> connector.contacts.removeTags(token, id, body, options));
    return one(answer, "remove-tags");
  }

  private Map<String, Object> call(Function<String, Map<String, Object>> call) {
    return pass.call(() -> withToken(call));
  }

  /** A refused token is replaced once, before the gate hears of it; a second refusal stands. */
  private Map<String, Object> withToken(Function<String, Map<String, Object>> call) {
    String token = connector.token.get(options);
    try {
      return call.apply(token);
    } catch (ProviderException failure) {
      if (failure.error().kind() != Kind.AUTH) {
        throw failure;
      }
      return call.apply(connector.token.otherThan(token, options));
    }
  }

  private static Map<String, Object> one(Map<String, Object> answer, String operation) {
    List<Map<String, Object>> contacts = all(answer, operation);
    if (contacts.size() != 1) {
      throw lacking(operation);
    }
    return contacts.get(0);
  }

  private static List<Map<String, Object>> all(Map<String, Object> answer, String operation) {
    if (!(answer.get("result") instanceof List<?>)) { // a failed read must not look like nobody
      throw lacking(operation);
    }
    return Wire.records(answer.get("result"));
  }

  private static ProviderException lacking(String operation) {
    return new ProviderException(
        new ProviderError(
            Side.REWARDS,
            operation,
            200,
            null,
            Kind.TRANSIENT,
            Duration.ZERO,
            null,
            null,
            "the answer lacks its result; it is asked again"));
  }
}
