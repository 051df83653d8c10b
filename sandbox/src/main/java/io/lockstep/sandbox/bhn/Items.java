package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Lens;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done to tasks, or to notes: each act stores, and tells the webhooks. */
final class Items {

  private static final Lens AS_IT_IS = Lens.sharp(Duration.ZERO);

  private final ItemKind kind;
  private final SandboxClock clock;
  private final Chance ids;
  private final Clients clients;
  private final ItemEvents events;

  Items(ItemKind kind, SandboxClock clock, Chance ids, Clients clients, ItemEvents events) {
    this.kind = kind;
    this.clock = clock;
    this.ids = ids;
    this.clients = clients;
    this.events = events;
  }

  ItemKind kind() {
    return kind;
  }

  /** Where an item is: it is reached through its contact alone. */
  record Place(String accountId, String contactId, String id) {}

  /** All of a contact, in the order of creation. */
  List<Item> of(String accountId, String contactId, Lens lens) {
    return known(accountId, contactId, lens)
        .items(kind)
        .of(contactId, lens, clock.instant())
        .toList();
  }

  /** The id of what that request made for the contact; nobody's id if it made nothing. */
  String madeBy(String accountId, String contactId, String requestId) {
    return clients.account(accountId).creations().madeBy(requestId, kind.of(contactId));
  }

  Item existing(Place place, Lens lens) {
    return known(place.accountId(), place.contactId(), lens)
        .items(kind)
        .one(place.contactId(), place.id(), lens)
        .orElseThrow(() -> Says.unknown(kind.word()));
  }

  private Account known(String accountId, String contactId, Lens lens) {
    Account account = clients.account(accountId);
    if (account.profile(contactId, lens).isEmpty()) {
      throw Says.unknownContact();
    }
    return account;
  }

  /** Creates once per request id; a repeat creates nothing and is refused. */
  Item create(String accountId, String contactId, Map<String, Object> body) {
    Creations creations = known(accountId, contactId, AS_IT_IS).creations();
    Optional<String> requestId = Creations.requestId(body);
    creations.requireNew(requestId, kind.of(contactId), body);
    Item item = store(accountId, contactId, body, clock.instant());
    creations.remember(requestId, kind.of(contactId), body, item.id());
    events.created(item, requestId);
    return item;
  }

  /** Adds one as an import does: with a date of its own. */
  Item add(String accountId, String contactId, Map<String, Object> values, Instant when) {
    known(accountId, contactId, AS_IT_IS);
    Item item = store(accountId, contactId, values, when);
    events.created(item, Optional.empty());
    return item;
  }

  private Item store(String accountId, String contactId, Map<String, Object> body, Instant when) {
    Map<String, Object> fields = ItemWriter.create(kind, body); // first: a refusal uses up no id
    Item item = new Item(kind, ids.id(), accountId, contactId, fields, List.of(), 1, when, when);
    clients.account(accountId).save(item, clock.instant());
    return item;
  }

  /** Changes what the body names of that version; a body that changes nothing moves no version. */
  Item update(Place place, String version, Map<String, Object> body) {
    return change(current(place, Optional.of(version)), body);
  }

  /** Changes whatever version there is. */
  Item update(Place place, Map<String, Object> body) {
    return change(existing(place, AS_IT_IS), body);
  }

  private Item change(Item before, Map<String, Object> body) {
    Map<String, Object> fields = ItemWriter.update(before, body);
    return fields.equals(before.fields()) ? before : save(before.with(fields, clock.instant()));
  }

  /**
   * A person changes one, if it is there.
   *
   * @param id null for the last of the contact's
   */
  void humanEdit(
      String accountId, String contactId, @Nullable String id, Map<String, Object> edit) {
    of(accountId, contactId, AS_IT_IS).stream()
        .filter(item -> id == null || item.id().equals(id))
        .reduce((earlier, later) -> later)
        .ifPresent(item -> change(item, edit));
  }

  /** Puts those files in the place of the note's. */
  Item replaceFiles(Item before, List<Attachment> files) {
    return save(before.withFiles(files, clock.instant()));
  }

  private Item save(Item after) {
    clients.account(after.accountId()).save(after, clock.instant());
    events.updated(after);
    return after;
  }

  /**
   * Deletes it.
   *
   * @param version the version the caller has seen; empty deletes whatever is there
   */
  void delete(Place place, Optional<String> version) {
    Item item = current(place, version);
    clients.account(item.accountId()).delete(item, clock.instant());
    events.deleted(item);
  }

  private Item current(Place place, Optional<String> version) {
    Item item = existing(place, AS_IT_IS);
    if (version.isPresent() && !version.get().equals(Long.toString(item.version()))) {
      throw Says.stale(kind.word());
    }
    return item;
  }
}
