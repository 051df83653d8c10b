package io.lockstep.starter.api;

import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.PairLedger;
import io.lockstep.starter.engine.Flows;
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

  private static final int MOST_VALUES = 100;
  private static final int LONGEST_VALUE = 8 * 1024;
  private static final String WHOLE_RECORD = "*";

  private final Chosen chosen;
  private final PairLedger pairs;
  private final Acts acts;
  private final Flows flows;

  ParkedController(Chosen chosen, PairLedger pairs, Acts acts, Flows flows) {
    this.chosen = chosen;
    this.pairs = pairs;
    this.acts = acts;
    this.flows = flows;
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

  /**
   * A correction.
   *
   * @param values what to write to both sides: one text, several for a set, none to clear
   */
  record Edit(@Nullable List<@Nullable String> values) {

    @Override
    public String toString() { // values are a person's data
      return "Edit";
    }
  }

  @Operation(summary = "Everything that waits for a person, oldest first")
  @GetMapping
  Page<ParkedView> list(
      @RequestParam(required = false) @Nullable String connection,
      @RequestParam(defaultValue = Page.USUAL) int limit) {
    int most = Math.max(1, Math.min(limit, Page.MOST));
    List<ParkedView> all = new ArrayList<>();
    for (Connection each : chosen.connections(connection)) {
      pairs
          .waiting(each.id(), most)
          .forEach(item -> all.add(view(each.id(), item.contactId(), item.parked())));
    }
    all.sort(Comparator.comparing(ParkedView::since));
    return Page.whole(all.stream().limit(most).toList());
  }

  @Operation(summary = "Try everything of this contact again; it always looks again first")
  @PostMapping("/{contactId}/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Recorded retry(
      @PathVariable String contactId,
      @RequestParam(required = false) @Nullable String connection,
      Principal who) {
    FlowKey key = chosen.key(connection, contactId);
    List<String> fields =
        chosen.known(key).parked().stream().map(each -> each.waiting().field()).toList();
    return carryOut(key, Act.RETRIED, fields, Decision.retry(), who);
  }

  @Operation(summary = "Leave this difference as it is, until a value or the rule changes")
  @PostMapping("/{contactId}/{opId}/skip")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Recorded skip(
      @PathVariable String contactId,
      @PathVariable String opId,
      @RequestParam(required = false) @Nullable String connection,
      Principal who) {
    FlowKey key = chosen.key(connection, contactId);
    Waiting waiting = waiting(key, opId);
    return carryOut(key, Act.SKIPPED, List.of(waiting.field()), Decision.skip(opId), who);
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
    FlowKey key = chosen.key(connection, contactId);
    Waiting waiting = waiting(key, opId);
    if (waiting.field().equals(WHOLE_RECORD)) {
      throw Problems.conflict(
          "Nothing to edit",
          "This entry concerns the whole record, not one field.",
          "Use retry or skip, or correct the record on its own side.");
    }
    String editId = UUID.randomUUID().toString();
    pairs.saveEdit(key, editId, checked(edit));
    return carryOut(key, Act.EDITED, List.of(waiting.field()), Decision.edit(opId, editId), who);
  }

  private Recorded carryOut(
      FlowKey key, Act act, List<String> fields, Decision decision, Principal who) {
    acts.journal(key.connection(), key.contactId(), act, fields, who.getName());
    flows.decide(key, decision);
    return Recorded.of(key, act);
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

  private static List<String> checked(Edit edit) {
    List<@Nullable String> values = edit.values() == null ? List.of() : edit.values();
    List<String> sound = new ArrayList<>();
    for (String value : values) {
      if (value == null || value.length() > LONGEST_VALUE || values.size() > MOST_VALUES) {
        throw Problems.badRequest(
            "Not a list of values",
            "values holds at most %d texts of at most %d characters, none of them null."
                .formatted(MOST_VALUES, LONGEST_VALUE),
            "Send {\"values\": [\"...\"]}; an empty list clears the field.");
      }
      sound.add(value);
    }
    return sound;
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
