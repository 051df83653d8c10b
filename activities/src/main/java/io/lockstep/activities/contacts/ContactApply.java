package io.lockstep.activities.contacts;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.sync.Apply;
import io.lockstep.activities.sync.Book;
import io.lockstep.activities.sync.DeleteStep;
import io.lockstep.activities.sync.Ports;
import io.lockstep.activities.sync.Step;
import io.lockstep.activities.sync.UpdateStep;
import io.lockstep.core.Flow;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.ledger.Connection;
import io.lockstep.workflows.sync.ApplyRequest;
import java.util.List;

/** Applies one operation to a contact or a profile. */
public final class ContactApply extends Apply<Workbench> {

  private final Ports ports;
  private final Workbenches workbenches;
  private final FieldFileCopies fieldFiles = new FieldFileCopies();

  public ContactApply(Ports ports) {
    super(ports, Flow.CONTACT_UPSERT);
    this.ports = ports;
    this.workbenches = new Workbenches(ports);
  }

  @Override
  protected Book book(ApplyRequest request) {
    return Book.of(ports.pairs(), request.key());
  }

  @Override
  protected Workbench open(Connection connection, ApplyRequest request, CallContext caller) {
    requireNoLoosening(request.op());
    return workbenches.open(connection, caller);
  }

  @Override
  protected Outcome perform(Step step, Workbench bench) {
    return switch (step.op().kind()) {
      case CREATE -> new CreateStep(step, bench).apply();
      case UPDATE -> new UpdateStep(step).apply();
      case ADD_TAGS, REMOVE_TAGS -> new TagStep(step, bench).apply();
      case ADD_FILE -> fieldFiles.copy(step, bench);
      case DELETE ->
          new DeleteStep(
                  step,
                  survivor -> GonePartner.isUntouched(bench, step.key(), step.record(), survivor))
              .apply();
      case UNKNOWN -> throw new IllegalStateException("parked before it comes here");
    };
  }

  /**
   * The last gate of law L11: whatever planned it, nothing that makes a person reachable leaves.
   */
  private static void requireNoLoosening(Op op) {
    for (FieldWrite write : op.writes()) {
      boolean consent = write.field().startsWith(FieldRule.CONSENT_PREFIX);
      if (consent && !write.values().equals(List.of(FieldRule.DND))) {
        throw new IllegalStateException(
            "a write of " + write.field() + " would make a person reachable; it was not sent");
      }
    }
  }
}
