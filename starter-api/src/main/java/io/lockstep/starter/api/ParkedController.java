package io.lockstep.starter.api;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.PairLedger.WaitingItem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
@RequestMapping(path = "/api/v1/parked", produces = MediaType.APPLICATION_JSON_VALUE)
class ParkedController {

  private final Chosen chosen;
  private final PairLedger pairs;
  private final Waits waits;
  private final Decisions decisions;

  ParkedController(Chosen chosen, PairLedger pairs, Waits waits, Decisions decisions) {
    this.chosen = chosen;
    this.pairs = pairs;
    this.waits = waits;
    this.decisions = decisions;
  }

  /**
   * One thing that waits.
   *
   * @param item the task or note it is about, such as {@code task/c:abc}; absent for the contact
   *     itself
   * @param field of an item with its name, such as {@code task.title@c:abc}
   */
  record ParkedView(
      String connection,
      String contactId,
      @Nullable String item,
      String opId,
      String field,
      Waiting.Kind kind,
      String reason,
      Instant since) {}

  @Operation(summary = "Everything that waits for a person, oldest first")
  @GetMapping
  Page<ParkedView> list(
      @RequestParam(required = false) @Nullable String connection,
      @Parameter(description = After.SAYS) @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = Page.USUAL) int limit) {
    int most = Page.most(limit);
    After last = After.parse(after);
    Map<After, ParkedView> all = new HashMap<>();
    for (Connection each : chosen.connections(connection)) {
      pairs
          .waiting(each.id(), last == null ? null : last.within(each.id()), most)
          .forEach(one -> all.put(new After(each.id(), one.shown()), view(each.id(), one)));
    }
    return Page.merged(all, After.OLDEST_FIRST, most);
  }

  @Operation(
      summary = "Try everything of this contact again; it always looks again first",
      description =
          "With item, only the contact's tasks or only its notes; without, also those of which"
              + " something waits.")
  @PostMapping("/{contactId}/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Recorded retry(
      @PathVariable String contactId,
      @RequestParam(required = false) @Nullable String connection,
      @Parameter(description = Decisions.ITEM) @RequestParam(required = false)
          @Nullable String item,
      Principal who) {
    FlowKey key = chosen.running(connection, contactId);
    List<Waits.One> all = waits.all(key);
    Set<Flow> flows = EnumSet.of(chosen.concern(key, item).flow());
    if (item == null) {
      all.forEach(each -> flows.add(each.concern().flow()));
    }
    List<String> fields =
        all.stream()
            .filter(each -> flows.contains(each.concern().flow()))
            .map(Waits.One::field)
            .toList();
    return decisions.carryOut(flows, key, Act.RETRIED, fields, Decision.retry(), who);
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
    Waits.One one = waits.one(key, opId);
    return decisions.carryOut(
        Set.of(one.concern().flow()),
        key,
        Act.SKIPPED,
        List.of(one.field()),
        Decision.skip(opId),
        who);
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
    Waits.One one = waits.one(key, opId);
    FieldRule rule = rule(chosen.mapping(key.connection()), one);
    List<String> values = edit.fitting(rule);
    String editId = UUID.randomUUID().toString();
    pairs.saveEdit(key, editId, values);
    return decisions.carryOut(
        Set.of(one.concern().flow()),
        key,
        Act.EDITED,
        List.of(one.field()),
        Decision.edit(opId, editId),
        who);
  }

  private static FieldRule rule(MappingProfile mapping, Waits.One one) {
    if (one.waiting().field().equals(Waiting.WHOLE)) {
      throw Problems.conflict(
          "Nothing to edit",
          "This entry concerns the whole record, not one field.",
          "Use retry or skip, or correct the record on its own side.");
    }
    return one.concern().rules(mapping).stream()
        .filter(rule -> rule.name().equals(one.waiting().field()))
        .findFirst()
        .orElseThrow(
            () ->
                Problems.conflict(
                    "Nothing to edit",
                    "The mapping profile no longer has this field.",
                    "Use retry: what nobody maps no longer waits."));
  }

  private static ParkedView view(String connection, WaitingItem listed) {
    Concern concern = new Concern(listed.item());
    Waiting waiting = listed.parked().waiting();
    return new ParkedView(
        connection,
        listed.contactId(),
        concern.name(),
        waiting.opId(),
        concern.field(waiting.field()),
        waiting.kind(),
        waiting.reason(),
        listed.parked().since());
  }
}
