package io.lockstep.starter.api;

import io.lockstep.ledger.LedgerRights;
import io.lockstep.starter.engine.EngineDownException;
import io.lockstep.starter.engine.Questions;
import io.lockstep.workflows.connection.DoctorReport;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.connection.Finding.Level;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
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

  DoctorController(Chosen chosen, LedgerRights rights, Questions questions) {
    this.chosen = chosen;
    this.rights = rights;
    this.questions = questions;
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
              + " location, the clocks, the rights in the ledger, and Temporal. Up to seven calls of"
              + " live work and no write; only for operators. As text/plain: the worst level, then a"
              + " finding a line.")
  @GetMapping(path = "/{id}/doctor", produces = MediaType.APPLICATION_JSON_VALUE)
  DoctorView doctor(@PathVariable String id) {
    List<Finding> found = examine(chosen.decidable(id).id());
    Level worst = found.stream().map(Finding::level).max(Comparator.naturalOrder()).orElseThrow();
    return new DoctorView(id, word(worst), found.stream().map(FindingView::of).toList());
  }

  @Operation(hidden = true) // the same, described above
  @GetMapping(path = "/{id}/doctor", produces = MediaType.TEXT_PLAIN_VALUE)
  String doctorAsText(@PathVariable String id) {
    DoctorView view = doctor(id);
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
