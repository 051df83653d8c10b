package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.bhn.Items.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tasks, or notes, made and changed by people: no HTTP, no token, the same stores and webhooks. */
public final class HandMadeItems {

  private final Clients clients;
  private final Items items;

  HandMadeItems(Clients clients, Items items) {
    this.clients = clients;
    this.items = items;
  }

  /** Where one is. */
  public record At(String contactId, String id) {}

  /**
   * Adds one as an import does; throws the refusal the API would answer.
   *
   * @param when the date it shows as created and updated
   * @return its id
   */
  public String add(String accountId, String contactId, Map<String, Object> values, Instant when) {
    return items.add(accountId, contactId, values, when).id();
  }

  /** Changes what the values name; throws the refusal the API would answer. */
  public void update(String accountId, At at, Map<String, Object> values) {
    items.update(place(accountId, at), values);
  }

  public void delete(String accountId, At at) {
    items.delete(place(accountId, at), Optional.empty());
  }

  /** All living ones of an account. */
  public List<At> all(String accountId) {
    return clients
        .account(accountId)
        .items(items.kind())
        .all()
        .map(item -> new At(item.contactId(), item.id()))
        .toList();
  }

  private static Place place(String accountId, At at) {
    return new Place(accountId, at.contactId(), at.id());
  }
}
