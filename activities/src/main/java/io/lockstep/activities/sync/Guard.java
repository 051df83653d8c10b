package io.lockstep.activities.sync;

import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import java.util.ArrayList;
import java.util.List;

/**
 * The look before the leap. HighLevel has no version to write against, so a target is read again
 * and each field told apart: as wanted already, as looked at, or neither.
 *
 * @param toWrite fields that still show what the look saw
 * @param alreadyThere fields that show what is to be written
 * @param moved true: some field shows neither; the whole operation is dropped
 */
record Guard(List<FieldWrite> toWrite, List<FieldWrite> alreadyThere, boolean moved) {

  static Guard check(Step step, PersonView seen) {
    var toWrite = new ArrayList<FieldWrite>();
    var alreadyThere = new ArrayList<FieldWrite>();
    boolean moved = false;
    for (FieldWrite write : step.op().writes()) {
      if (shows(step, seen, write)) {
        alreadyThere.add(write);
      } else if (showsWhatTheLookSaw(step, seen, write)) {
        toWrite.add(write);
      } else {
        moved = true;
      }
    }
    return new Guard(List.copyOf(toWrite), List.copyOf(alreadyThere), moved);
  }

  private static boolean shows(Step step, PersonView seen, FieldWrite write) {
    if (write.field().equals(FieldRule.REFERENCE_ID)) {
      return write.values().equals(Fields.counterpart(seen));
    }
    FieldRule rule = step.rule(write.field());
    Reading now = step.records().canonical(rule, seen.field(rule.name()));
    return now.shown() && now.equals(Fields.wanted(step.records(), rule, write));
  }

  private static boolean showsWhatTheLookSaw(Step step, PersonView seen, FieldWrite write) {
    if (write.field().equals(FieldRule.REFERENCE_ID)) {
      return Fields.counterpart(seen).isEmpty(); // a foreign reference is never overwritten
    }
    FieldRule rule = step.rule(write.field());
    Reading now = step.records().canonical(rule, seen.field(rule.name()));
    return now.shown()
        && step.records().digester().matches(write.targetDigest(), step.key(), write.field(), now);
  }
}
