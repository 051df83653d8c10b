package io.lockstep.starter.api;

import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairState;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connection.HighLevel.Access;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.WithheldWrites;
import io.lockstep.starter.engine.Flows;
import io.lockstep.workflows.reconcile.Passes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The connections: how they stand, pause, resume. */
@Tag(name = "connections")
@RestController
@RequestMapping(path = "/api/v1/connections", produces = MediaType.APPLICATION_JSON_VALUE)
class ConnectionsController {

  private static final int LONGEST_REASON = 200;

  private final Connections connections;
  private final PairLedger pairs;
  private final WithheldWrites withheld;
  private final Chosen chosen;
  private final Acts acts;
  private final Flows flows;

  ConnectionsController(
      Connections connections,
      PairLedger pairs,
      WithheldWrites withheld,
      Chosen chosen,
      Acts acts,
      Flows flows) {
    this.connections = connections;
    this.pairs = pairs;
    this.withheld = withheld;
    this.chosen = chosen;
    this.acts = acts;
    this.flows = flows;
  }

  /**
   * One connection and how its pairs stand. Holds no secret.
   *
   * @param access what Lockstep may do at HighLevel
   * @param withheld how many writes there wait for permission
   */
  record ConnectionView(
      String id,
      String region,
      String locationId,
      String accountId,
      boolean paused,
      String pausedReason,
      Access access,
      int withheld,
      Map<PairState, Integer> pairs) {}

  /**
   * Why a connection is paused.
   *
   * @param reason shown to all who may see the connection; may be left out
   */
  record Pause(
      @Schema(
              description =
                  "shown to all who may see the connection: name no person. No control characters",
              maxLength = LONGEST_REASON)
          @Nullable String reason) {

    /** What to show; a problem where that is too much for a page, or not for one at all. */
    String sentence(String who) {
      if (reason == null || reason.isBlank()) {
        return "paused by " + who;
      }
      if (reason.length() > LONGEST_REASON || reason.chars().anyMatch(Character::isISOControl)) {
        throw Problems.badRequest(
            "Not a reason",
            "reason is longer than %d characters, or has control characters."
                .formatted(LONGEST_REASON),
            "Send one short line, or none. Nothing was paused.");
      }
      return reason;
    }
  }

  @Operation(summary = "Your connections, with the number of pairs in each state")
  @GetMapping
  Page<ConnectionView> list() {
    return Page.whole(chosen.connections(null).stream().map(this::view).toList());
  }

  @Operation(summary = "One connection")
  @GetMapping("/{id}")
  ConnectionView one(@PathVariable String id) {
    return view(chosen.connection(id));
  }

  @Operation(
      summary = "Pause: nothing is written to either side until it is resumed",
      description = "Webhooks are still answered; resuming sweeps for what they reported.")
  @PostMapping("/{id}/pause")
  ConnectionView pause(
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Pause pause,
      Principal who) {
    chosen.decidable(id);
    String reason = (pause == null ? new Pause(null) : pause).sentence(who.getName());
    acts.journal(id, Act.PAUSED, who.getName());
    connections.pause(id, true, reason);
    return view(chosen.connection(id));
  }

  @Operation(summary = "Resume, and sweep for whatever changed meanwhile")
  @PostMapping("/{id}/resume")
  ConnectionView resume(@PathVariable String id, Principal who) {
    chosen.decidable(id);
    MappingProfile mapping = chosen.mapping(id);
    acts.journal(id, Act.RESUMED, who.getName());
    connections.pause(id, false, "");
    // A pass under way may have gone by a contact before its news was put off. The mark is cleared
    // after it: failing here leaves it for the next try.
    Passes.afterAPause(mapping).forEach(what -> flows.sweepAnew(id, what));
    connections.takeSweepMark(id);
    return view(chosen.connection(id));
  }

  private ConnectionView view(Connection connection) {
    return new ConnectionView(
        connection.id(),
        connection.region(),
        connection.highLevel().locationId(),
        connection.bhn().accountId(),
        connection.paused(),
        connection.pausedReason(),
        connection.highLevel().access(),
        withheld.count(connection.id()),
        pairs.counts(connection.id()));
  }
}
