package io.lockstep.starter.api;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.PairLedger.PairSummary;
import io.lockstep.starter.api.ItemViews.ItemView;
import io.lockstep.starter.engine.Flows;
import io.lockstep.workflows.sync.Phase;
import io.lockstep.workflows.sync.SyncStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pairs: how each stands, and "look now". Ids and field names only. */
@Tag(name = "pairs")
@RestController
@RequestMapping(path = "/api/v1/pairs", produces = MediaType.APPLICATION_JSON_VALUE)
class PairsController {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Chosen chosen;
  private final PairLedger pairs;
  private final ItemViews items;
  private final Acts acts;
  private final Flows flows;

  PairsController(Chosen chosen, PairLedger pairs, ItemViews items, Acts acts, Flows flows) {
    this.chosen = chosen;
    this.pairs = pairs;
    this.items = items;
    this.acts = acts;
    this.flows = flows;
  }

  /** One line of the list. */
  record PairLine(
      String connection,
      String contactId,
      @Nullable String profileId,
      PairState state,
      String reason) {}

  /**
   * One pair.
   *
   * @param state absent for a profile that is listed under its contact
   * @param reason why it needs a person or is not eligible
   * @param fields the fields on which both sides have agreed at some time
   * @param differences differences that stay as they are, and why
   * @param items its tasks and notes, linked and waiting ones
   */
  record PairView(
      String connection,
      String contactId,
      @Nullable String profileId,
      @Nullable PairState state,
      @Nullable String reason,
      @Nullable Instant linkedAt,
      List<String> fields,
      List<Waiting> waiting,
      List<Difference> differences,
      List<String> conflicts,
      int pendingWrites,
      List<ItemView> items) {}

  /**
   * How the run stands that was told to look.
   *
   * @param lastPlan what it planned last; absent while it has not answered
   * @param looks how often it has read both sides
   * @param failures how often a look or a write did not succeed
   * @param follow where to see what comes of it
   */
  record SyncView(
      Phase phase,
      @Nullable String lastPlan,
      List<Waiting> waiting,
      @Nullable Integer looks,
      @Nullable Integer writes,
      @Nullable Integer failures,
      String follow) {

    static SyncView of(@Nullable SyncStatus status, FlowKey key) {
      String follow = Recorded.follow(key);
      return status == null
          ? new SyncView(Phase.SYNCING, null, List.of(), null, null, null, follow)
          : new SyncView(
              status.phase(),
              status.lastPlan(),
              status.waiting(),
              status.looks(),
              status.writes(),
              status.failures(),
              follow);
    }

    /** Whether nothing is left to do but what waits for a person. */
    boolean isOver() {
      return switch (phase) {
        case SETTLED, PARKED, REVIEW -> true;
        case SYNCING, RETRYING, UNKNOWN -> false;
      };
    }
  }

  @Operation(summary = "Pairs in the order of their contact ids")
  @GetMapping
  Page<PairLine> list(
      @Parameter(description = "may be left out where there is only one connection")
          @RequestParam(required = false)
          @Nullable String connection,
      @Parameter(description = "the last contact id of the part before")
          @RequestParam(defaultValue = "")
          String after,
      @RequestParam(defaultValue = Page.USUAL) int limit) {
    String id = chosen.key(connection, "any").connection();
    int most = Page.most(limit);
    List<PairLine> lines =
        pairs.pairs(id, chosen.after(id, after), most).stream()
            .map(
                pair ->
                    new PairLine(
                        id, pair.contactId(), pair.profileId(), pair.state(), pair.reason()))
            .toList();
    String next = lines.size() < most ? null : lines.get(lines.size() - 1).contactId();
    return new Page<>(lines, next);
  }

  @Operation(summary = "One pair: its fields, what waits, what may differ, its tasks and notes")
  @GetMapping("/{contactId}")
  PairView one(
      @PathVariable String contactId, @RequestParam(required = false) @Nullable String connection) {
    FlowKey key = chosen.key(connection, contactId);
    PairRecord record = chosen.known(key);
    Optional<PairSummary> listed = pairs.summary(key);
    return new PairView(
        key.connection(),
        contactId,
        Optional.ofNullable(record.link()).map(Link::profileId).orElse(null),
        listed.map(PairSummary::state).orElse(null),
        listed.map(PairSummary::reason).filter(reason -> !reason.isEmpty()).orElse(null),
        Optional.ofNullable(record.link()).map(Link::linkedAt).orElse(null),
        record.base().stream().map(BaseRow::field).distinct().sorted().toList(),
        record.parked().stream().map(Parked::waiting).toList(),
        record.accepted().stream().map(Difference::of).toList(),
        record.conflicts().stream().map(each -> each.field()).distinct().sorted().toList(),
        record.intents().size(),
        items.of(key));
  }

  @Operation(
      summary = "Look at both sides now and bring them in step",
      description =
          "The contact, or with item all its tasks or all its notes. Answers 200 when the run has"
              + " nothing left to do: both sides are in step, or the pair shows what waits and why;"
              + " of a contact that is not linked yet, once it was handed to its own run."
              + " 202: the run goes on, as a look or a"
              + " write had no turn yet, did not succeed, has to be confirmed, or takes more than"
              + " 15 s.")
  @ApiResponse(responseCode = "200", description = "nothing is left to do")
  @ApiResponse(
      responseCode = "202",
      description = "the run goes on",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = SyncView.class)))
  @PostMapping("/{contactId}/sync")
  ResponseEntity<SyncView> sync(
      @PathVariable String contactId,
      @RequestParam(required = false) @Nullable String connection,
      @Parameter(description = Decisions.ITEM) @RequestParam(required = false)
          @Nullable String item,
      Principal who) {
    FlowKey key = chosen.running(connection, contactId);
    Flow flow = chosen.concern(key, item).flow();
    acts.journal(key.connection(), contactId, Act.LOOKED, List.of(), who.getName());
    SyncView view = SyncView.of(flows.syncNow(flow, key, PATIENCE).orElse(null), key);
    return ResponseEntity.status(view.isOver() ? HttpStatus.OK : HttpStatus.ACCEPTED).body(view);
  }
}
