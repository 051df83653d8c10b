package io.lockstep.starter.webhook;

import io.lockstep.core.Side;
import io.lockstep.core.door.ItemDoor;
import io.lockstep.core.door.Sighting;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.ItemForms;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.person.PersonView;
import java.util.HashMap;
import java.util.Map;

/** One kind of item of a connection with all that is needed to read its events. */
record ServedItems(ItemKind kind, ItemMapping mapping, ItemDoor door, ItemForms forms) {

  /** What the event shows of that item; its own id wins over whatever the body repeats. */
  Sighting sighting(Event event, String itemId) {
    PersonView shown = shown(event);
    return new Sighting(
        event.kind() == Event.Kind.DELETED,
        new PersonView(
            event.side(),
            itemId,
            shown.fields(),
            shown.updatedAt(),
            shown.version(),
            shown.counterpart()),
        forms.of(event.side()).reportedElsewhere(event.body()));
  }

  /**
   * The same as it is weighed: HighLevel leaves empty fields out of an event, so what it does not
   * name has to be empty in the base too. As evidence that would be too much: the event may leave
   * out more than that.
   */
  Sighting weighed(Event event, Sighting sighting) {
    if (event.side() == Side.REWARDS || sighting.deleted()) {
      return sighting;
    }
    Map<String, Reading> fields = new HashMap<>(sighting.view().fields());
    for (FieldRule rule : mapping.rules()) {
      if (!event.body().containsKey(rule.contacts())
          && !sighting.reportedElsewhere().contains(rule.name())) {
        fields.putIfAbsent(rule.name(), Reading.empty());
      }
    }
    PersonView view = sighting.view();
    return new Sighting(
        sighting.deleted(),
        new PersonView(
            view.side(), view.id(), fields, view.updatedAt(), view.version(), view.counterpart()),
        sighting.reportedElsewhere());
  }

  private PersonView shown(Event event) {
    return forms.of(event.side()).event(event.body());
  }
}
