package io.lockstep.activities.simulation;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.door.Door;
import io.lockstep.core.door.Sighting;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.Link;
import io.lockstep.core.person.EventFields;
import io.lockstep.core.person.PersonView;
import io.lockstep.sandbox.webhooks.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What starter-api does with a webhook, without HTTP: reads it, asks the door, hints or not. */
final class DoorPlayer {

  private final World world;
  private final Door door;
  private final EventFields eventFields;
  private final Set<String> reported = new HashSet<>();

  DoorPlayer(World world) {
    this.world = world;
    this.door = new Door(world.mapping(), world.forms(), world.digester());
    this.eventFields = new EventFields(world.mapping());
  }

  void deliver(Delivery delivery) {
    Map<String, Object> body = json(delivery);
    boolean atContacts = delivery.side().equals("highlevel");
    Side side = atContacts ? Side.CONTACTS : Side.REWARDS;
    String type = String.valueOf(body.get(atContacts ? "type" : "messageType"));
    boolean deleted = type.equals("ContactDelete") || "deleted".equals(body.get("eventType"));
    PersonView view =
        atContacts ? world.contactForm().event(body) : world.profileForm().event(body);
    var sighting = new Sighting(deleted, view, eventFields.reportedElsewhere(side, type));
    String id = String.valueOf(body.get(atContacts ? "id" : "contactId"));
    remember(view);
    FlowKey key = key(side, id);
    String eventId = String.valueOf(body.get(atContacts ? "webhookId" : "eventId"));
    boolean unweighed = !key.isProfile() && !deleted && isCrowded(eventId);
    if (key.isProfile() || unweighed || looks(key, sighting)) {
      boolean ofAPair = !key.isProfile() && !deleted;
      boolean complete = ofAPair && mayProve(key, sighting);
      Map<String, String> evidence =
          ofAPair && (!unweighed || complete) ? door.digests(key, sighting) : Map.of();
      Instant at =
          Instant.parse(String.valueOf(body.get(atContacts ? "timestamp" : "eventTimestamp")));
      world.hint(
          Flow.CONTACT_UPSERT,
          key,
          new Hint(Hint.Source.WEBHOOK, side, id, eventId, at, evidence, complete));
    } else {
      world.tally().count("echoes answered without a run", 1);
    }
  }

  private void remember(PersonView event) {
    for (FieldRule rule : world.mapping().rules()) {
      if (event.field(rule.name()).shown()) {
        reported.add(
            event.side()
                + event.id()
                + rule.name()
                + Snapshot.common(world.mapping(), world.forms(), rule, event).texts());
      }
    }
  }

  /** Whether some event that arrived showed what that edit wrote. */
  boolean reported(Edit edit) {
    List<String> texts = edit.value().isEmpty() ? List.of() : List.of(edit.value());
    return reported.contains(edit.side() + edit.recordId() + edit.field() + texts);
  }

  /** Some events come while others wait in a queue; the run that is let in weighs those. */
  private boolean isCrowded(String eventId) {
    boolean crowded = Math.floorMod(eventId.hashCode(), 4) == 0;
    world.tally().count("events let in unweighed", crowded ? 1 : 0);
    return crowded;
  }

  private boolean mayProve(FlowKey key, Sighting sighting) {
    return world
        .pairs()
        .linkOfContact(World.CONNECTION, key.contactId())
        .filter(link -> door.mayProve(link, key, sighting))
        .isPresent();
  }

  private boolean looks(FlowKey key, Sighting sighting) {
    boolean open =
        world.variant().doorSeesTheOpenMark() && world.marks().isOpen(Flow.CONTACT_UPSERT, key);
    return door.decide(key, sighting, open, world.pairs().load(key)).looks();
  }

  private FlowKey key(Side side, String id) {
    if (side == Side.CONTACTS) {
      return new FlowKey(World.CONNECTION, id);
    }
    return world
        .pairs()
        .linkOfProfile(World.CONNECTION, id)
        .map(Link::contactId)
        .map(contactId -> new FlowKey(World.CONNECTION, contactId))
        .orElseGet(() -> FlowKey.ofProfile(World.CONNECTION, id));
  }

  @SuppressWarnings("unchecked") // a JSON object
  private static Map<String, Object> json(Delivery delivery) {
    try {
      return Hands.JSON.readValue(delivery.body(), Map.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
