package io.lockstep.activities.reconcile;

import io.lockstep.activities.sync.Ports;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.door.ItemDoor;
import io.lockstep.core.field.Json;
import io.lockstep.core.item.HighLevelTask;
import io.lockstep.core.item.ItemForm;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.ItemRules;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.ItemLedger.ItemTombstone;
import io.lockstep.ledger.ItemLedger.Owned;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the tasks of one connection, as HighLevel's search lists them, with their bases. */
final class ListedTasks {

  private final Ports ports;
  private final String connection;
  private final ItemMapping mapping;
  private final ItemForm form;
  private final ItemDoor door;

  /**
   * @param userIdsByEmail those who may own a task; empty where owners do not travel
   */
  ListedTasks(
      Ports ports, Connection connection, ItemMapping profile, Map<String, String> userIdsByEmail) {
    this.ports = ports;
    this.connection = connection.id();
    this.mapping = ItemRules.withOwners(profile, userIdsByEmail.keySet());
    this.form = new HighLevelTask(mapping, userIdsByEmail);
    this.door = new ItemDoor(mapping, new CanonicalForms(connection.region()), ports.digester());
  }

  /** Whether its own id, and its contact's where it shows one, are such as Lockstep can keep. */
  static boolean isNamed(Map<String, Object> task) {
    String id = Json.id(task.get("id"));
    String contactId = Json.id(task.get("contactId"));
    return id != null && ItemRef.isId(id) && (contactId == null || FlowKey.isId(contactId));
  }

  /** Whose tasks are to be looked at because of this one; empty when it says nothing new. */
  Optional<FlowKey> toBeLooked(Map<String, Object> task) {
    PersonView view = form.read(task);
    // The item of a contact that is no longer linked is nobody's: a look of this one lets it go.
    Optional<Owned> owned =
        ports
            .items()
            .owner(connection, ItemKind.TASK, Side.CONTACTS, view.id())
            .filter(one -> isLinked(one.key().contactId()));
    if (owned.isPresent()) {
      return owned
          .filter(one -> door.isNews(one.key(), view, ports.items().load(one.key(), one.item())))
          .map(Owned::key);
    }
    return Optional.ofNullable(Json.id(task.get("contactId")))
        .map(contactId -> new FlowKey(connection, contactId))
        .filter(key -> isNew(key, view.id()));
  }

  /** Whether a look could link it or copy it: nobody has met it yet, or it came back. */
  private boolean isNew(FlowKey contact, String id) {
    if (!mapping.direction().writes(Side.REWARDS) || !isLinked(contact.contactId())) {
      return false;
    }
    ItemTombstone ended =
        ports.items().tombstones(connection, ItemKind.TASK, Side.CONTACTS, Set.of(id)).get(id);
    if (ended != null) {
      return !ended.survivor();
    }
    ItemRef ref = new ItemRef(ItemKind.TASK, Side.CONTACTS, id);
    return ports.items().load(contact, ref).equals(PairRecord.unknown());
  }

  private boolean isLinked(String contactId) {
    return ports.pairs().linkOfContact(connection, contactId).isPresent();
  }
}
