package io.lockstep.activities.sync;

import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Budget.Need;
import io.lockstep.ledger.PairLedger.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Overwrites or clears the named fields of one record. */
public final class UpdateStep {

  private static final Duration A_LOOK_IS_FRESH = Duration.ofSeconds(2);
  private static final Need READ_AND_WRITE = Need.of(2);

  private final Step step;
  private final List<FieldWrite> written = new ArrayList<>();
  private final List<Parked> refused = new ArrayList<>();
  private @Nullable PersonView answer;
  private @Nullable String version;

  /** Of that operation. */
  public UpdateStep(Step step) {
    this.step = step;
    this.version = step.op().targetVersion();
  }

  /** Makes the write. */
  public Outcome apply() {
    if (step.op().target() == Side.CONTACTS) {
      // Before the claim: an attempt that only lacked its turn leaves no intent to look after. One
      // that has to wait reads the contact again before it writes.
      step.records().begin(mustLookAgain() ? READ_AND_WRITE : new Need(1, 2));
    }
    Claim claim = step.claim(0, step.written().intended(step.op()));
    if (claim == Claim.BUSY) {
      return Outcome.later(Step.LEASE, "another attempt at this write may still be under way");
    }
    List<FieldWrite> toWrite = step.op().writes();
    if (claim == Claim.AGAIN || mustLookAgain()) {
      Optional<PersonView> seen = step.records().read(step.op().target(), step.targetId());
      if (seen.isEmpty()) {
        return step.drop("the record is gone");
      }
      Guard guard = Guard.check(step, seen.get());
      if (guard.moved()) {
        return step.drop("the record no longer shows what was looked at");
      }
      written.addAll(guard.alreadyThere());
      toWrite = guard.toWrite();
      answer = seen.get();
      version = seen.get().version();
    }
    step.listLostEdits(toWrite);
    try {
      send(toWrite);
    } catch (ProviderException failure) {
      return switch (failure.error().kind()) {
        case CONFLICT, GONE -> step.drop(failure.error().reason());
        case TRANSIENT, RATE_LIMITED, AUTH, ALREADY_DONE, REFUSED, BUG -> throw failure;
      };
    }
    return commit();
  }

  // BHN refuses a write over a version it was not read from; HighLevel has no such thing.
  private boolean mustLookAgain() {
    return step.attempt().repeated()
        || (step.op().target() == Side.CONTACTS && step.lookIsOlderThan(A_LOOK_IS_FRESH));
  }

  /** Sends these in one call; a refusal costs only the field it is about. */
  private void send(List<FieldWrite> writes) {
    if (writes.isEmpty()) {
      return;
    }
    try {
      PersonView now = step.records().update(step.op().target(), step.targetId(), writes, version);
      answer = now;
      version = now.version();
      written.addAll(writes);
    } catch (ProviderException failure) {
      if (failure.error().kind() != Kind.REFUSED) {
        throw failure;
      }
      List<FieldWrite> named = writes.stream().filter(write -> isNamed(failure, write)).toList();
      if (!named.isEmpty()) {
        named.forEach(write -> refused.add(parked(write, failure.error())));
        send(writes.stream().filter(write -> !named.contains(write)).toList());
      } else if (writes.size() == 1) {
        refused.add(parked(writes.get(0), failure.error()));
      } else {
        writes.forEach(write -> send(List.of(write))); // it named none: one by one tells which
      }
    }
  }

  private boolean isNamed(ProviderException failure, FieldWrite write) {
    return write.field().equals(FieldRule.REFERENCE_ID)
        ? FieldRule.REFERENCE_ID.equals(failure.error().field())
        : Fields.isNamed(failure.error(), step.op().target(), step.rule(write.field()));
  }

  private Parked parked(FieldWrite write, ProviderError error) {
    boolean toContacts = step.op().target() == Side.CONTACTS;
    return new Parked(
        new Waiting(
            step.op().id() + "-" + write.field(),
            write.field(),
            Waiting.Kind.PARKED,
            error.sentence()),
        toContacts ? write.targetDigest() : write.sourceDigest(),
        toContacts ? write.sourceDigest() : write.targetDigest(),
        step.ports().clock().instant());
  }

  private Outcome commit() {
    var change = PairChange.builder().closeIntent(step.op().id());
    PersonView now = answer;
    if (now != null && !written.isEmpty()) {
      step.written()
          .add(change, step.record(), step.op(written), now, step.ports().clock().instant());
      journal(change);
    }
    Outcome outcome = refused.isEmpty() ? step.done(change) : step.park(change, refused);
    if (now != null && step.request().last()) {
      AnswerNews.hint(step, step.op().writes(), now);
    }
    return outcome;
  }

  private void journal(PairChange.Builder change) {
    List<String> cleared = fields(true);
    List<String> updated = fields(false);
    String contactId = step.key().contactId();
    if (!cleared.isEmpty()) {
      change.journal(step.journal(Act.CLEARED, contactId, cleared));
    }
    if (!updated.isEmpty()) {
      change.journal(step.journal(Act.UPDATED, contactId, updated));
    }
  }

  private List<String> fields(boolean cleared) {
    return written.stream()
        .filter(write -> write.values().isEmpty() == cleared)
        .map(FieldWrite::field)
        .toList();
  }
}
