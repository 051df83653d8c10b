package io.lockstep.starter.webhook;

import io.lockstep.core.Side;
import io.lockstep.core.door.Door;
import io.lockstep.core.door.Sighting;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.person.BhnProfile;
import io.lockstep.core.person.EventFields;
import io.lockstep.core.person.HighLevelContact;
import io.lockstep.core.person.PersonView;
import io.lockstep.ledger.Connection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A connection with all that is needed to read its events.
 *
 * @param items the kinds of item that travel
 */
record ServedConnection(
    Connection connection,
    Door door,
    HighLevelContact contacts,
    BhnProfile profiles,
    EventFields fields,
    Map<ItemKind, ServedItems> items) {

  /** The location or account it owns on that side. */
  String owner(Side side) {
    return side == Side.CONTACTS
        ? connection.highLevel().locationId()
        : connection.bhn().accountId();
  }

  /** What may have signed an event of that side: public keys, or shared secrets. */
  List<String> keys(Side side) {
    return side == Side.CONTACTS
        ? connection.highLevel().webhookPublicKeys()
        : connection.bhn().webhookSecrets();
  }

  /** The items of that kind, which must travel. */
  ServedItems items(ItemKind kind) {
    return Objects.requireNonNull(items.get(kind));
  }

  /** What the event shows of that record; its own id wins over whatever the body repeats. */
  Sighting sighting(Event event, String recordId) {
    PersonView shown =
        event.side() == Side.CONTACTS ? contacts.event(event.body()) : profiles.event(event.body());
    PersonView view =
        new PersonView(
            event.side(),
            recordId,
            shown.fields(),
            shown.updatedAt(),
            shown.version(),
            shown.counterpart());
    Set<String> elsewhere = fields.reportedElsewhere(event.side(), event.type());
    return new Sighting(event.kind() == Event.Kind.DELETED, view, elsewhere);
  }
}
