package io.lockstep.starter.api;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.PairLedger;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What waits for a person: retry it, leave it, or correct it. */
@Tag(name = "parked")
@RestController
@RequestMapping("/api/v1/parked")
class ParkedController {

  private final Chosen chosen;
  private final PairLedger pairs;
  private final Decisions decisions;

  ParkedController(Chosen chosen, PairLedger pairs, Decisions decisions) {
    this.chosen = chosen;
    this.pairs = pairs;
    this.decisions = decisions;
  }

  /** One thing that waits. */
  record ParkedView(
      String connection,
      String contactId,
      String opId,
      String field,
      Waiting.Kind kind,
      String reason,
      Instant since) {}

  @Operation(summary = "Everything that waits for a person, oldest first")
  @GetMapping
  Page<ParkedView> list(
      @RequestParam(required = false) @Nullable String connection,
      @RequestParam(defaultValue = Page.USUAL) int limit) {
    int most = Page.most(limit);
    List<ParkedView> all = new ArrayList<>();
    for (Connection each : chosen.connections(connection)) {
      pairs
          .waiting(each.id(), most)
          .forEach(item -> all.add(view(each.id(), item.contactId(), item.parked())));
    }
    return Page.merged(all, Comparator.comparing(ParkedView::since), most);
  }

  @Operation(summary = "Try everything of this contact again; it always looks again first")
  @PostMapping("/{contactId}/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Recorded retry(
      @PathVariable String contactId,
      @RequestParam(required = false) @Nullable String connection,
      Principal who) {
    FlowKey key = chosen.running(connection, contactId);
    List<String> fields =
        chosen.known(key).parked().stream().map(each -> each.waiting().field()).toList();
    return decisions.carryOut(Flow.CONTACT_UPSERT, key, Act.RETRIED, fields, Decision.retry(), who);
  }

  @Operation(summary = "Leave this difference as it is, until a value or the rule changes")
  @PostMapping("/{contactId}/{opId}/skip")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Recorded skip(
      @PathVariable String contactId,
      @PathVariable String opId,
      @RequestParam(required = false) @Nullable String connection,
      Principal who) {
    FlowKey key = chosen.running(connection, contactId);
    Waiting waiting = waiting(key, opId);
    return decisions.carryOut(
        Flow.CONTACT_UPSERT, key, Act.SKIPPED, List.of(waiting.field()), Decision.skip(opId), who);
  }

  @Operation(
      summary = "Write corrected values to both sides",
      description = "The values are sealed in the ledger; no workflow history holds them.")
  @PostMapping("/{contactId}/{opId}/edit")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Recorded edit(
      @PathVariable String contactId,
      @PathVariable String opId,
      @RequestBody Edit edit,
      @RequestParam(required = false) @Nullable String connection,
      Principal who) {
    FlowKey key = chosen.running(connection, contactId);
    Waiting waiting = waiting(key, opId);
    FieldRule rule = rule(chosen.connection(key.connection()), waiting);
    List<String> values = edit.fitting(rule);
    String editId = UUID.randomUUID().toString();
    pairs.saveEdit(key, editId, values);
    return decisions.carryOut(
        Flow.CONTACT_UPSERT,
        key,
        Act.EDITED,
        List.of(waiting.field()),
        Decision.edit(opId, editId),
        who);
  }

  private Waiting waiting(FlowKey key, String opId) {
    PairRecord record = chosen.known(key);
    return record.parked().stream()
        .map(Parked::waiting)
        .filter(each -> each.opId().equals(opId))
        .findFirst()
        .orElseThrow(
            () ->
                Problems.notFound(
                    "Nothing waits under that id",
                    "It was decided meanwhile, or a value moved and it was planned anew.",
                    "GET /api/v1/parked lists what waits now."));
  }

  private static FieldRule rule(Connection connection, Waiting waiting) {
    if (waiting.field().equals(Waiting.WHOLE)) {
      throw Problems.conflict(
          "Nothing to edit",
          "This entry concerns the whole record, not one field.",
          "Use retry or skip, or correct the record on its own side.");
    }
    return MappingProfiles.parse(connection.id(), connection.profileYaml())
        .rule(waiting.field())
        .orElseThrow(
            () ->
                Problems.conflict(
                    "Nothing to edit",
                    "The mapping profile no longer has this field.",
                    "Use retry: what nobody maps no longer waits."));
  }

  private static ParkedView view(String connection, String contactId, Parked parked) {
    Waiting waiting = parked.waiting();
    return new ParkedView(
        connection,
        contactId,
        waiting.opId(),
        waiting.field(),
        waiting.kind(),
        waiting.reason(),
        parked.since());
  }
}
