package io.lockstep.starter.api;

import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.plan.Decision;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.PairLedger.WaitingItem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One decision about all that the brakes of a connection hold. */
@Tag(name = "parked")
@RestController
@RequestMapping(
    path = "/api/v1/connections/{id}/release",
    produces = MediaType.APPLICATION_JSON_VALUE)
class BrakesController {

  /** Each is a call to Temporal; these take some ten seconds on a busy one. */
  private static final int AT_ONCE = 500;

  private final Chosen chosen;
  private final PairLedger pairs;
  private final Decisions decisions;

  BrakesController(Chosen chosen, PairLedger pairs, Decisions decisions) {
    this.chosen = chosen;
    this.pairs = pairs;
    this.decisions = decisions;
  }

  /**
   * What was let pass.
   *
   * @param released operations whose runs were told
   * @param more whether there may be others; once these have passed, ask again
   */
  record Released(String connection, int released, boolean more) {}

  @Operation(
      summary = "Let everything pass that the brakes of this connection hold",
      description =
          "What is held later is held again. A contact under which something else waits too is"
              + " left out, since a retry would decide that as well: retry it by itself. Up to 500"
              + " operations at once.")
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Released release(@PathVariable String id, Principal who) {
    chosen.running(id);
    List<WaitingItem> held = pairs.held(id, AT_ONCE);
    Map<FlowKey, List<WaitingItem>> byContact =
        held.stream()
            .collect(
                Collectors.groupingBy(
                    one -> new FlowKey(id, one.contactId()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    byContact.forEach((key, all) -> release(key, all, who));
    return new Released(id, held.size(), held.size() == AT_ONCE);
  }

  private void release(FlowKey key, List<WaitingItem> held, Principal who) {
    decisions.carryOut(
        held.stream().map(one -> concern(one).flow()).collect(Collectors.toSet()),
        key,
        Act.RETRIED,
        held.stream().map(one -> concern(one).field(one.parked().waiting().field())).toList(),
        Decision.retry(),
        who);
  }

  private static Concern concern(WaitingItem held) {
    return new Concern(held.item());
  }
}
