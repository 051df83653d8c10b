package io.lockstep.activities.contacts;

import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Waiting;
import java.util.List;
import java.util.Map;

/**
 * Adds or removes tags. Both are set operations: a repeated one does nothing more and cannot undo
 * what somebody else tagged meanwhile, so they need neither an intent nor a guard.
 */
final class TagStep {

  private final Step step;
  private final boolean adds;
  private final FieldWrite write;

  TagStep(Step step) {
    this.step = step;
    this.adds = step.op().kind() == Op.Kind.ADD_TAGS;
    this.write = step.op().writes().get(0);
  }

  Outcome apply() {
    PersonView answer;
    try {
      answer =
          switch (step.op().target()) {
            case CONTACTS -> atContacts();
            case REWARDS -> atRewards();
          };
    } catch (ProviderException failure) {
      return switch (failure.error().kind()) {
        case CONFLICT, GONE -> Outcome.stale(failure.error().reason());
        case REFUSED -> step.park(PairChange.builder(), List.of(parked(failure)));
        case TRANSIENT, RATE_LIMITED, AUTH, ALREADY_DONE, BUG -> throw failure;
      };
    }
    var change = PairChange.builder();
    step.written().add(change, step.record(), step.op(), answer, step.ports().clock().instant());
    change.journal(
        step.journal(
            adds ? Act.TAGGED : Act.UNTAGGED, step.key().contactId(), List.of(write.field())));
    return step.done(change);
  }

  /** HighLevel's answer names tags, but not for certain all of them: it shows nothing. */
  private PersonView atContacts() {
    String id = step.targetId();
    if (adds) {
      step.bench().highLevel().addTags(id, write.values());
    } else {
      step.bench().highLevel().removeTags(id, write.values());
    }
    return new PersonView(Side.CONTACTS, id, Map.of(), null, null, null);
  }

  private PersonView atRewards() {
    String id = step.targetId();
    return step.bench()
        .profiles()
        .read(
            adds
                ? step.bench().bhn().addTags(id, write.values())
                : step.bench().bhn().removeTags(id, write.values()));
  }

  private Parked parked(ProviderException failure) {
    boolean toContacts = step.op().target() == Side.CONTACTS;
    return new Parked(
        new Waiting(step.op().id(), write.field(), Waiting.Kind.PARKED, failure.error().sentence()),
        toContacts ? write.targetDigest() : write.sourceDigest(),
        toContacts ? write.sourceDigest() : write.targetDigest(),
        step.ports().clock().instant());
  }
}
