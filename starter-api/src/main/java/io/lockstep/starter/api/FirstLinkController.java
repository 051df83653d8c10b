package io.lockstep.starter.api;

import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairState;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.PairLedger;
import io.lockstep.starter.engine.Flows;
import io.lockstep.workflows.reconcile.ReconcileInput;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the first link of a connection will do, and the word that lets it begin. */
@Tag(name = "connections")
@RestController
@RequestMapping(
    path = "/api/v1/connections/{id}/first-link",
    produces = MediaType.APPLICATION_JSON_VALUE)
class FirstLinkController {

  /** Workers believe for a second what they have read of a connection. */
  private static final Duration UNTIL_WORKERS_KNOW = Duration.ofSeconds(3);

  private final Chosen chosen;
  private final Connections connections;
  private final PairLedger pairs;
  private final Acts acts;
  private final Flows flows;

  FirstLinkController(
      Chosen chosen, Connections connections, PairLedger pairs, Acts acts, Flows flows) {
    this.chosen = chosen;
    this.connections = connections;
    this.pairs = pairs;
    this.acts = acts;
    this.flows = flows;
  }

  /**
   * The plan.
   *
   * @param approved whether records are linked and made as they are found
   * @param planned what waits, the most frequent first; grows while the first pass goes on
   */
  record FirstLink(String connection, boolean approved, List<Outcome> planned) {}

  /** So many contacts or profiles come to the same. */
  record Outcome(String outcome, int records) {}

  @Operation(
      summary = "What the first link will do",
      description =
          "Complete once the first pass over contacts is over. A contact and its profile are two"
              + " records.")
  @GetMapping
  FirstLink plan(@PathVariable String id) {
    return view(chosen.connection(id));
  }

  @Operation(
      summary = "Plan anew what is planned, for instance after a change of the mapping",
      description = "What a webhook tells of is planned anew by itself.")
  @PostMapping("/plan")
  @ResponseStatus(HttpStatus.ACCEPTED)
  FirstLink planAgain(@PathVariable String id, Principal who) {
    chosen.running(id);
    acts.journal(id, Act.LOOKED, who.getName());
    flows.sweep(id, ReconcileInput.PLAN_FIRST_LINK);
    return view(chosen.connection(id));
  }

  @Operation(
      summary = "Approve the first link: link, make and merge what is planned",
      description = "It stays approved. Repeating it sets out again what is still planned.")
  @PostMapping("/approve")
  @ResponseStatus(HttpStatus.ACCEPTED)
  FirstLink approve(@PathVariable String id, Principal who) {
    chosen.running(id);
    acts.journal(id, Act.APPROVED, who.getName());
    connections.approveFirstLink(id);
    flows.sweep(id, ReconcileInput.FIRST_LINK, UNTIL_WORKERS_KNOW);
    return view(chosen.connection(id));
  }

  private FirstLink view(Connection connection) {
    return new FirstLink(
        connection.id(),
        connection.firstLinkAuto(),
        pairs.reasons(connection.id(), PairState.PLANNED).entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(reason -> new Outcome(reason.getKey(), reason.getValue()))
            .toList());
  }
}
