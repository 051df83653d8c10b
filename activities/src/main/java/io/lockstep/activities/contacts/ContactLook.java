package io.lockstep.activities.contacts;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.plan.Plan;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.LinkTakenException;
import io.lockstep.ledger.StaleBaseException;
import io.lockstep.workflows.sync.LookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads both sides of a contact and the base, and answers what to do. It writes to the ledger (a
 * link it found, an agreement it saw, what waits for a person) and to no provider.
 *
 * <p>The open mark is set before the first read and cleared only by a look that finds nothing to do
 * and nothing waiting, so the door never takes an edit for an echo of a base that is about to move.
 */
public final class ContactLook {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Ports ports;
  private final Workbenches workbenches;

  public ContactLook(Ports ports) {
    this.ports = ports;
    this.workbenches = new Workbenches(ports);
  }

  /**
   * Looks. A linked pair costs one HighLevel call and one BHN call; an unlinked one also what it
   * takes to find its partner.
   *
   * @throws io.lockstep.activities.NotNowException when a call may not be made now
   * @throws io.lockstep.core.error.ProviderException for a passing fault; look again
   */
  public Plan look(LookRequest request, Attempt attempt) {
    FlowKey key = request.key();
    Connection connection = ports.connection(key);
    Instant lookedAt = ports.clock().instant();
    if (connection.paused()) {
      ports.connections().markForSweep(connection.id());
      ports.marks().close(Flow.CONTACT_UPSERT, key, lookedAt);
      return answer(Plan.Verdict.PAUSED, lookedAt, Duration.ZERO, "the connection is paused");
    }
    boolean underWay = ports.marks().open(Flow.CONTACT_UPSERT, key, lookedAt);
    Workbench bench = workbenches.open(connection, caller(request, attempt));
    var looking = new Looking(ports, bench, request, attempt, lookedAt, underWay);
    try {
      if (!connection.firstLinkAuto()) {
        Optional<Plan> planned = new FirstLinkPlan(looking).plan();
        if (planned.isPresent()) {
          return planned.get();
        }
      }
      return key.isProfile() ? new ProfileLook(looking).plan() : new PairLook(looking).plan();
    } catch (StaleBaseException | LinkTakenException moved) {
      // Another run was faster. Not now, so that the hints and decisions come back with the next.
      return looking.notNow(SOON, "another run moved link or base meanwhile");
    }
  }

  private static CallContext caller(LookRequest request, Attempt attempt) {
    return new CallContext(
        request.lane(),
        attempt.repeated(),
        request.brief(),
        Flow.CONTACT_UPSERT.workflowId(request.key()));
  }

  static Plan answer(Plan.Verdict verdict, Instant lookedAt, Duration again, String summary) {
    return new Plan(verdict, lookedAt, List.of(), List.of(), again, false, summary);
  }
}
