package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Caller;
import io.lockstep.sandbox.http.Lens;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.ItemStore;
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
  private final Contacts contacts;
  private final ItemEvents events;

  Items(ItemKind kind, SandboxClock clock, Chance ids, Contacts contacts, ItemEvents events) {
    this.kind = kind;
    this.clock = clock;
    this.ids = ids;
    this.contacts = contacts;
    this.events = events;
  }

  ItemKind kind() {
    return kind;
  }

  /** All of a contact at once: there is no paging. */
  List<Item> of(Caller caller, String contactId, Lens lens) {
    ItemStore<Item> items = known(caller, contactId, lens);
    return items.of(contactId, lens, clock.instant()).toList();
  }

  /** The one of that id; 400 with the words for the contact if that is gone. */
  Item existing(Caller caller, String contactId, String id, Lens lens) {
    return known(caller, contactId, lens)
        .one(contactId, id, lens)
        .orElseThrow(() -> Says.unknownItem(kind, id));
  }

  /** The store, if the contact is there or has left some behind; see {@link Location#delete}. */
  private ItemStore<Item> known(Caller caller, String contactId, Lens lens) {
    ItemStore<Item> items = contacts.home(caller).items(kind);
    if (!items.hasAnyOf(contactId)) {
      contacts.existing(caller, contactId, lens);
    }
    return items;
  }

  Item create(Caller caller, String contactId, Map<String, Object> body) {
    return add(caller, contactId, body, clock.instant());
  }

  /** Adds one as an import does, with a date of its own. */
  Item add(Caller caller, String contactId, Map<String, Object> body, Instant when) {
    ItemShape.of(kind).checkCreate(body);
    Contact contact = contacts.existing(caller, contactId, AS_IT_IS);
    Location location = contacts.home(caller);
    Map<String, Object> fields = // first: a refusal uses up no id
        ItemWriter.write(kind, location, Map.of(), body);
    Item item = new Item(ids.id(), location.id(), contact.id(), fields, when);
    location.items(kind).save(item, when);
    events.created(item);
    return item;
  }

  /** Changes what the body names; a body that changes nothing tells nobody. */
  Item update(Caller caller, String contactId, String id, Map<String, Object> body) {
    ItemShape.of(kind).checkUpdate(body);
    Location location = contacts.home(caller);
    Item before = existing(caller, contactId, id, AS_IT_IS);
    Item after = before.with(ItemWriter.write(kind, location, before.fields(), body));
    if (!after.equals(before)) {
      location.items(kind).save(after, clock.instant());
      events.changed(before, after);
    }
    return after;
  }

  void delete(Caller caller, String contactId, String id) {
    Item item = existing(caller, contactId, id, AS_IT_IS);
    contacts.home(caller).items(kind).delete(item, clock.instant());
    events.deleted(item);
  }

  /**
   * A person changes one, if it is there.
   *
   * @param id null for the last of the contact's
   */
  void humanEdit(Caller person, String contactId, @Nullable String id, Map<String, Object> edit) {
    List<Item> all =
        contacts.home(person).items(kind).of(contactId, AS_IT_IS, clock.instant()).toList();
    Optional<Item> meant =
        all.stream()
            .filter(item -> id == null || item.id().equals(id))
            .reduce((earlier, later) -> later);
    meant.ifPresent(item -> update(person, contactId, item.id(), edit));
  }
}
