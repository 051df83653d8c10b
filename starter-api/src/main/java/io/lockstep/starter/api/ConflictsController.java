package io.lockstep.starter.api;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemField;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.PairLedger.ListedConflict;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

/** Edits that lost, and edits between which a person must choose. */
@Tag(name = "conflicts")
@RestController
@RequestMapping(path = "/api/v1/conflicts", produces = MediaType.APPLICATION_JSON_VALUE)
class ConflictsController {

  private final Chosen chosen;
  private final PairLedger pairs;
  private final Acts acts;
  private final Decisions decisions;

  ConflictsController(Chosen chosen, PairLedger pairs, Acts acts, Decisions decisions) {
    this.chosen = chosen;
    this.pairs = pairs;
    this.acts = acts;
    this.decisions = decisions;
  }

  /**
   * One conflict.
   *
   * @param item the task or note it is about, such as {@code task/c:abc}; absent for the contact
   *     itself
   * @param field of an item with its name, such as {@code task.title@c:abc}
   * @param loser the side whose edit lost; absent while undecided
   * @param contacts the contacts side's values; absent unless asked for
   * @param rewards the rewards side's values; absent unless asked for
   */
  record ConflictView(
      String connection,
      String contactId,
      @Nullable String item,
      String id,
      String field,
      Conflict.State state,
      @Nullable String loser,
      String why,
      Instant at,
      @Nullable List<String> contacts,
      @Nullable List<String> rewards) {

    private List<@Nullable String> name() {
      return Arrays.asList(connection, contactId, item, id);
    }

    @Override
    public String toString() { // values are a person's data
      return "ConflictView[" + id + "]";
    }
  }

  /**
   * A decision.
   *
   * @param side {@code contacts} or {@code rewards}: the side whose value stays
   */
  record Resolve(@Schema(allowableValues = {"contacts", "rewards"}) @Nullable String side) {}

  @Operation(
      summary = "Conflicts, newest first",
      description =
          "values=true unseals the values, for operators of the connection; who asked for them is"
              + " journalled. Without connection, what one may only read stays sealed.")
  @GetMapping
  Page<ConflictView> list(
      @RequestParam(required = false) @Nullable String connection,
      @Parameter(description = "true: with the values of both sides")
          @RequestParam(defaultValue = "false")
          boolean values,
      @Parameter(description = After.SAYS) @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = Page.USUAL) int limit,
      Principal who) {
    int most = Page.most(limit);
    After last = After.parse(after);
    Map<After, ConflictView> all = new HashMap<>();
    if (values && connection != null) {
      chosen.decidable(connection);
    }
    for (Connection each : chosen.connections(connection)) {
      of(each.id(), last, most, false)
          .forEach(one -> all.put(new After(each.id(), one.shown()), view(each.id(), one, false)));
    }
    Page<ConflictView> page = Page.merged(all, After.NEWEST_FIRST, most);
    return values ? unsealed(page, last, who) : page;
  }

  private List<ListedConflict> of(
      String connection, @Nullable After last, int most, boolean withValues) {
    return pairs.conflicts(
        connection, last == null ? null : last.within(connection), most, withValues);
  }

  /**
   * The same with values, where one may decide: what is not shown is neither opened nor journalled.
   * A row that came after the page was read is not on it.
   */
  private Page<ConflictView> unsealed(
      Page<ConflictView> page, @Nullable After last, Principal who) {
    Map<String, Long> shown =
        page.items().stream()
            .filter(one -> chosen.decides(one.connection()))
            .collect(Collectors.groupingBy(ConflictView::connection, Collectors.counting()));
    Map<List<@Nullable String>, ConflictView> opened = new HashMap<>();
    shown.forEach(
        (connection, rows) -> {
          acts.journal(connection, Act.READ_VALUES, who.getName());
          of(connection, last, Math.toIntExact(rows), true).stream()
              .map(one -> view(connection, one, true))
              .forEach(view -> opened.put(view.name(), view));
        });
    return new Page<>(
        page.items().stream().map(one -> opened.getOrDefault(one.name(), one)).toList(),
        page.next());
  }

  @Operation(
      summary = "In this field's open conflict, that side wins",
      description =
          "Also where something else waits in that field. What is decided and done is 409: to"
              + " reverse it, change the value on either side, as any other edit.")
  @PostMapping("/{contactId}/{field}/resolve")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Recorded resolve(
      @PathVariable String contactId,
      @Parameter(description = "of an item with its name, such as task.title@c:abc, or with item=")
          @PathVariable
          String field,
      @RequestBody Resolve resolve,
      @RequestParam(required = false) @Nullable String connection,
      @Parameter(description = Decisions.ITEM) @RequestParam(required = false)
          @Nullable String item,
      Principal who) {
    FlowKey key = chosen.running(connection, contactId);
    Side side = side(resolve);
    Optional<ItemField> qualified = ItemField.parse(field);
    String rule = qualified.map(ItemField::field).orElse(field);
    Concern concern =
        chosen.concern(
            key,
            item == null ? qualified.map(ItemField::item).map(ItemRef::text).orElse(null) : item);
    requireUndecided(record(key, concern), rule);
    String named = concern.field(rule);
    return decisions.carryOut(
        Set.of(concern.flow()),
        key,
        Act.RESOLVED,
        List.of(named),
        Decision.resolve(named, side),
        who);
  }

  private PairRecord record(FlowKey key, Concern concern) {
    return concern.item() == null ? chosen.known(key) : chosen.known(key, concern.item());
  }

  private static void requireUndecided(PairRecord record, String field) {
    List<Conflict> ofField =
        record.conflicts().stream().filter(each -> each.field().equals(field)).toList();
    boolean open = ofField.stream().anyMatch(each -> each.state() == Conflict.State.OPEN);
    // Tags that come and go, and a winner's value that was refused, wait without an open conflict.
    boolean waits =
        !field.equals(Waiting.WHOLE)
            && record.parked().stream().anyMatch(each -> each.waiting().field().equals(field));
    if (open || waits) {
      return;
    }
    if (!ofField.isEmpty()) {
      throw Problems.conflict(
          "Decided already",
          "The conflict in that field was decided by a person or by the mapping.",
          "To reverse it, change the value on either side, as any other edit.");
    }
    throw Problems.notFound(
        "No such conflict",
        "That contact has no conflict in that field.",
        "GET /api/v1/conflicts lists them.");
  }

  private static Side side(Resolve resolve) {
    return Arrays.stream(Side.values())
        .filter(each -> each.word().equals(resolve.side()))
        .findFirst()
        .orElseThrow(
            () ->
                Problems.badRequest(
                    "Which side?",
                    "side names neither side.",
                    "Send {\"side\": \"contacts\"} or {\"side\": \"rewards\"}."));
  }

  private static ConflictView view(String connection, ListedConflict listed, boolean values) {
    Conflict conflict = listed.conflict();
    Concern concern = new Concern(listed.item());
    return new ConflictView(
        connection,
        listed.contactId(),
        concern.name(),
        conflict.id(),
        concern.field(conflict.field()),
        conflict.state(),
        conflict.loser() == null ? null : conflict.loser().word(),
        conflict.why(),
        conflict.at(),
        values ? conflict.contacts() : null,
        values ? conflict.rewards() : null);
  }
}
