package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.Parked;
import java.util.List;

/**
 * Writes the contact's id on a profile that names no contact. A profile that names another one is
 * left as it is, and what was written once is not written again: a person may have taken it off.
 */
final class LinkMark {

  private final Scene scene;
  private final Draft draft;

  LinkMark(Scene scene) {
    this.scene = scene;
    this.draft = scene.draft();
  }

  void plan() {
    if (scene.profileView().fields().isEmpty()) {
      return; // a discarded read does not show whom it names
    }
    boolean named = scene.profileView().counterpart() != null;
    if (!waits(named) && !named && !writtenOrAccepted()) {
      String contactId = scene.look().key().contactId();
      String wanted = scene.values().digest(FieldRule.REFERENCE_ID, Reading.ofText(contactId));
      String none = scene.values().digest(FieldRule.REFERENCE_ID, Reading.empty());
      draft.branch(Branch.LINK_MARKED);
      draft.write(
          Side.REWARDS,
          new Draft.Write(FieldRule.REFERENCE_ID, List.of(contactId), wanted, none, wanted, null));
    }
  }

  private boolean waits(boolean named) {
    boolean waits = false;
    for (Parked item : scene.record().parked()) {
      if (item.waiting().field().equals(FieldRule.REFERENCE_ID)) {
        if (named || scene.answers().retried(item.waiting().opId())) {
          draft.unpark(item.waiting().opId());
        } else {
          draft.branch(Branch.PARKED_QUIET);
          waits = true;
        }
      }
    }
    return waits;
  }

  private boolean writtenOrAccepted() {
    return scene.record().base(FieldRule.REFERENCE_ID).isPresent()
        || scene.record().accepted().stream()
            .anyMatch(known -> known.field().equals(FieldRule.REFERENCE_ID));
  }
}
