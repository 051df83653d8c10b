package io.lockstep.starter.api;

import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.LedgerRights;
import io.lockstep.starter.engine.EngineDownException;
import io.lockstep.starter.engine.Questions;
import io.lockstep.starter.webhook.WebhooksCheck;
import io.lockstep.workflows.connection.DoctorReport;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.connection.Finding.Level;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is wrong with a connection, or will be: as a worker, the ledger and Temporal show it now.
 */
@Tag(name = "connections")
@RestController
@RequestMapping(path = "/api/v1/connections", produces = MediaType.APPLICATION_JSON_VALUE)
class DoctorController {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Chosen chosen;
  private final LedgerRights rights;
  private final Questions questions;
  private final WebhooksCheck webhooks;
  private final Acts acts;

  DoctorController(
      Chosen chosen, LedgerRights rights, Questions questions, WebhooksCheck webhooks, Acts acts) {
    this.chosen = chosen;
    this.acts = acts;
    this.rights = rights;
    this.questions = questions;
    this.webhooks = webhooks;
  }

  /**
   * All findings.
   *
   * @param worst {@code ok}, {@code warning} or {@code error}
   */
  record DoctorView(
      String connection,
      @Schema(allowableValues = {"ok", "warning", "error"}) String worst,
      List<FindingView> findings) {}

  /**
   * One finding.
   *
   * @param id what was looked at, such as {@code highlevel.token}
   * @param level {@code ok}, {@code warning} or {@code error}
   * @param action what to do; empty where all is well
   */
  record FindingView(
      String id,
      @Schema(allowableValues = {"ok", "warning", "error"}) String level,
      String sentence,
      String action) {

    static FindingView of(Finding finding) {
      return new FindingView(
          finding.id(), word(finding.level()), finding.sentence(), finding.action());
    }

    String line() {
      return "%-7s  %-23s  %s%s"
          .formatted(level, id, sentence, action.isEmpty() ? "" : " " + action);
    }
  }

  @Operation(
      summary = "What is wrong with the connection, or will be",
      description =
          "Looks at the token of each side and what it may read, at what the mapping needs of the"
              + " location, the clocks, the rights in the ledger, Temporal, and which webhooks have"
              + " ever come. Up to seven calls of"
              + " live work and no write; only for operators. As text/plain: the worst level, then a"
              + " finding a line.")
  @GetMapping(path = "/{id}/doctor", produces = MediaType.APPLICATION_JSON_VALUE)
  DoctorView doctor(@PathVariable String id) {
    return view(id, examine(chosen.decidable(id).id()));
  }

  @Operation(hidden = true) // the same, described above
  @GetMapping(path = "/{id}/doctor", produces = MediaType.TEXT_PLAIN_VALUE)
  String doctorAsText(@PathVariable String id) {
    return text(doctor(id));
  }

  @Operation(
      summary = "Define the custom fields the mapping needs and the location lacks",
      description =
          "Only for operators, journalled; 409 where the connection may only read, or is"
              + " paused. What is there already is looked for first, so repeating it is"
              + " safe. A field becomes TEXT, one under contact.files FILE_UPLOAD. As text/plain: the"
              + " worst level, then a finding a line.")
  @PostMapping(path = "/{id}/doctor/custom-fields", produces = MediaType.APPLICATION_JSON_VALUE)
  DoctorView defineCustomFields(@PathVariable String id, Principal who) {
    Connection connection = chosen.running(id);
    requireWrites(connection);
    acts.journal(id, Act.DEFINED_FIELDS, who.getName());
    List<Finding> found =
        questions
            .defineCustomFields(id, PATIENCE)
            .map(DoctorReport::findings)
            .orElseGet(() -> List.of(mayStillBeDefined(id)));
    return view(id, found);
  }

  @Operation(hidden = true) // the same, described above
  @PostMapping(path = "/{id}/doctor/custom-fields", produces = MediaType.TEXT_PLAIN_VALUE)
  String defineCustomFieldsAsText(@PathVariable String id, Principal who) {
    return text(defineCustomFields(id, who));
  }

  /**
   * The marked person is on the way.
   *
   * @param follow where to ask what came of it
   */
  record OnTheWay(String connection, String follow) {}

  @Operation(
      summary = "Send one marked, invented person round, and remove it",
      description =
          "Only for operators, journalled; 409 where the connection is paused, may only read, or its"
              + " first link waits. Makes a contact lockstep-doctor@example.com at HighLevel, waits"
              + " until its profile is at BHN Rewards, and removes both; what an earlier round left"
              + " is removed first. Half a minute as a rule, eleven at most while both providers"
              + " answer. Repeating it joins the round that goes on.")
  @PostMapping("/{id}/doctor/person")
  @ResponseStatus(HttpStatus.ACCEPTED)
  OnTheWay sendPerson(@PathVariable String id, Principal who) {
    Connection connection = chosen.running(id);
    requireWrites(connection);
    if (!connection.firstLinkAuto()) {
      throw Problems.conflict(
          "The first link waits for its approval",
          "Nothing is made for connection " + id + " before that.",
          "POST /api/v1/connections/" + id + "/first-link/approve first.");
    }
    acts.journal(id, Act.SENT_PERSON, who.getName());
    questions.sendPerson(id);
    return onTheWay(id);
  }

  @Operation(
      summary = "What came of the marked person",
      description =
          "202 while it is on the way, then the findings of the newest round; 404 where none was"
              + " sent, or too long ago to be known.")
  @ApiResponse(
      responseCode = "200",
      description = "the findings of the newest round",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = DoctorView.class)))
  @ApiResponse(
      responseCode = "202",
      description = "it is on the way",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = OnTheWay.class)))
  @GetMapping("/{id}/doctor/person")
  ResponseEntity<Object> person(@PathVariable String id) {
    Optional<DoctorReport> report = newestRound(id);
    return report.isPresent()
        ? ResponseEntity.ok(view(id, report.get().findings()))
        : ResponseEntity.accepted().body(onTheWay(id));
  }

  @Operation(hidden = true) // the same, described above
  @GetMapping(path = "/{id}/doctor/person", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> personAsText(@PathVariable String id) {
    return newestRound(id)
        .map(report -> ResponseEntity.ok(text(view(id, report.findings()))))
        .orElseGet(() -> ResponseEntity.accepted().body("on the way\n"));
  }

  private Optional<DoctorReport> newestRound(String id) {
    return questions
        .round(chosen.decidable(id).id())
        .orElseThrow(
            () ->
                Problems.notFound(
                    "No person was sent",
                    "Temporal knows of no marked person of connection " + id + ".",
                    "POST the same address sends one."))
        .report();
  }

  private static OnTheWay onTheWay(String id) {
    return new OnTheWay(id, "/api/v1/connections/" + id + "/doctor/person");
  }

  private static void requireWrites(Connection connection) {
    if (connection.highLevel().isReadOnly()) {
      throw Problems.conflict(
          "The connection may only read",
          "Nothing is written at HighLevel for connection " + connection.id() + ".",
          "Set high-level.access of the connection to read-write first.");
    }
  }

  private static DoctorView view(String id, List<Finding> found) {
    Level worst = found.stream().map(Finding::level).max(Comparator.naturalOrder()).orElseThrow();
    return new DoctorView(id, word(worst), found.stream().map(FindingView::of).toList());
  }

  private static String text(DoctorView view) {
    return view.findings().stream()
        .map(FindingView::line)
        .collect(Collectors.joining("\n", view.worst() + "\n", "\n"));
  }

  private List<Finding> examine(String connection) {
    List<Finding> found = new ArrayList<>();
    found.add(ledger());
    try {
      Optional<DoctorReport> report = questions.doctor(connection, PATIENCE);
      if (report.isEmpty()) {
        found.add(nobody());
      } else {
        found.add(
            Finding.ok("temporal", "Temporal took the question, with its search attributes."));
        found.addAll(report.get().findings());
      }
    } catch (EngineDownException down) {
      found.add(
          Finding.error(
              "temporal",
              "Temporal did not take the question, so no provider was looked at.",
              "Look at the component temporal of /actuator/health. The namespace must exist, and a"
                  + " worker must have run once: it registers the search attributes."));
    }
    found.addAll(webhooks.examine(connection));
    return found;
  }

  private Finding ledger() {
    List<String> missing = rights.missing();
    return missing.isEmpty()
        ? Finding.ok("ledger.starter-api", "The starter-api has all rights in the ledger.")
        : Finding.error(
            "ledger.starter-api",
            "The starter-api's database user lacks " + String.join(", ", missing) + ".",
            "Grant them, or let it use the user who owns the schema lockstep.");
  }

  private static Finding mayStillBeDefined(String connection) {
    return Finding.error(
        "highlevel.custom-fields",
        "No worker answered within 15 s; the fields may still be defined.",
        "GET /api/v1/connections/"
            + connection
            + "/doctor says which are missing. Repeating this makes none twice; without a worker"
            + " nothing happens.");
  }

  private static Finding nobody() {
    return Finding.error(
        "worker",
        "No worker answered within 15 s.",
        "Start one, or look at its /actuator/health and log, and at the component temporal here.");
  }

  private static String word(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
