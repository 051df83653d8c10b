package io.lockstep.activities.connection;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.ProviderCalls;
import io.lockstep.activities.bhn.Bhn;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.highlevel.LocationSettings;
import io.lockstep.activities.sync.Mappings;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.HighLevelField;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingException;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.PairState;
import io.lockstep.ledger.Budget.Need;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.LedgerRights;
import io.lockstep.ledger.Sealer;
import io.lockstep.workflows.connection.DoctorReport;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.reconcile.Rhythm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks at a connection without changing anything. A token shows what it may read; what it may
 * write is seen only when something is written.
 */
final class Doctor {

  /** Signed webhooks are good for five minutes. */
  private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(4);

  private static final Duration CLOCKS_SHOULD_DIFFER = Duration.ofSeconds(30);

  private final Ports ports;
  private final LedgerRights rights;
  private final Function<String, Rhythm> rhythms;
  private final Mappings mappings = new Mappings();

  Doctor(Ports ports, LedgerRights rights, Function<String, Rhythm> rhythms) {
    this.ports = ports;
    this.rights = rights;
    this.rhythms = rhythms;
  }

  DoctorReport examine(String id, CallContext caller) {
    List<Finding> found = new ArrayList<>();
    found.add(ledger());
    Connection connection = ports.connection(id);
    found.add(paused(connection));
    if (!connection.firstLinkAuto()) {
      found.add(planned(connection));
    }
    Optional<MappingProfile> mapping = mapping(connection, found);
    mapping.ifPresent(profile -> found.add(new AccessCheck(ports).examine(connection, profile)));
    ProviderCalls calls = ports.providers().of(connection, caller);
    highLevel(connection, mapping, calls.highLevel(), found);
    // Now that it was called: an agency's location gets its token by that.
    found.addAll(new SecretAgesCheck(ports).examine(connection));
    mapping.flatMap(profile -> scopes(connection, profile)).ifPresent(found::add);
    mapping.ifPresent(
        profile ->
            found.addAll(new PollingCheck(ports, rhythms.apply(id)).examine(connection, profile)));
    bhn(calls.bhn(), found);
    return new DoctorReport(found);
  }

  private Finding ledger() {
    List<String> missing = rights.missing();
    return missing.isEmpty()
        ? Finding.ok("ledger.worker", "The worker has all rights in the ledger.")
        : Finding.error(
            "ledger.worker",
            "The worker's database user lacks " + String.join(", ", missing) + ".",
            "Grant them, or let the worker use the user who owns the schema lockstep.");
  }

  private static Finding paused(Connection connection) {
    return connection.paused()
        ? Finding.warning(
            "connection.paused",
            "The connection is paused: " + connection.pausedReason() + ".",
            "Mend the cause, then POST /api/v1/connections/" + connection.id() + "/resume.")
        : Finding.ok("connection.paused", "The connection runs.");
  }

  private Finding planned(Connection connection) {
    int records =
        ports.pairs().reasons(connection.id(), PairState.PLANNED).values().stream()
            .mapToInt(Integer::intValue)
            .sum();
    String address = "/api/v1/connections/" + connection.id() + "/first-link";
    return Finding.warning(
        "connection.first-link",
        "The first link waits for its approval; " + records + " records are planned.",
        "Read GET " + address + ", then POST " + address + "/approve.");
  }

  private Optional<MappingProfile> mapping(Connection connection, List<Finding> found) {
    try {
      MappingProfile mapping = mappings.mapping(connection);
      found.add(Finding.ok("connection.mapping", "The mapping profile can be read."));
      return Optional.of(mapping);
    } catch (MappingException unreadable) {
      found.add(
          Finding.error(
              "connection.mapping",
              "The mapping profile cannot be read: " + unreadable.getMessage(),
              "Mend the profile and restart the worker."));
      return Optional.empty();
    }
  }

  // ------------------------------------------------------------------ HighLevel

  private static void highLevel(
      Connection connection,
      Optional<MappingProfile> mapping,
      HighLevel highLevel,
      List<Finding> found) {
    boolean tasks = mapping.flatMap(profile -> profile.items(ItemKind.TASK)).isPresent();
    boolean owners =
        mapping
            .flatMap(profile -> profile.items(ItemKind.TASK))
            .filter(ItemMapping::ownersByEmail)
            .isPresent();
    boolean copies =
        mapping
            .flatMap(profile -> profile.items(ItemKind.NOTE))
            .filter(ItemMapping::copiesFiles)
            .isPresent();
    Questions side = new Questions("highlevel", "HighLevel", connectAgain(connection), found);
    side.ask(
        "token",
        () -> {
          highLevel.begin(Need.of(3 + (tasks ? 1 : 0) + (owners ? 1 : 0) + (copies ? 1 : 0)));
          highLevel.search(Map.of("pageLimit", 1));
          return Finding.ok("highlevel.token", "HighLevel accepts the token and shows contacts.");
        },
        scope("contacts.readonly"));
    side.ask("location", () -> duplicates(highLevel.settings()), scope("locations.readonly"));
    side.ask(
        "custom-fields",
        () -> customFields(connection.id(), mapping, highLevel.customFieldTypes()),
        scope("locations/customFields.readonly"));
    if (tasks) {
      side.ask(
          "tasks",
          () -> {
            highLevel.searchTasks(Map.of(), 0, 1);
            return Finding.ok("highlevel.tasks", "Tasks can be searched.");
          },
          scope("locations/tasks.readonly"));
    }
    if (owners) {
      side.ask(
          "users",
          () ->
              Finding.ok(
                  "highlevel.users",
                  highLevel.userIdsByEmail().size() + " users have an e-mail to own tasks by."),
          scope("users.readonly"));
    }
    if (copies) {
      side.ask(
          "medias",
          () -> {
            highLevel.filesNamed("lockstep");
            return Finding.ok(
                "highlevel.medias",
                "The media library can be read; whether files may be put there, the first copy"
                    + " shows.");
          },
          "Give the token the scopes medias.readonly and medias.write, for this location.");
    }
    clock("highlevel", "HighLevel", highLevel.clockAhead(), found);
  }

  private Optional<Finding> scopes(Connection connection, MappingProfile mapping) {
    if (!connection.highLevel().isByGrant()) {
      return Optional.empty();
    }
    try {
      return ports
          .providers()
          .grant(connection)
          .map(grant -> ScopesCheck.examine(connection, mapping, grant));
    } catch (Sealer.CannotOpenException locked) { // another finding says so
      return Optional.empty();
    }
  }

  private static String connectAgain(Connection connection) {
    return connection.highLevel().isByGrant()
        ? "Connect the location again at %s of the starter-api, then resume."
            .formatted(connection.connectPath())
        : "";
  }

  private static String scope(String scope) {
    return "Give the token the scope " + scope + ", for this location.";
  }

  private static Finding duplicates(LocationSettings settings) {
    return settings.allowDuplicateContact()
        ? Finding.warning(
            "highlevel.location",
            "The location allows duplicate contacts: HighLevel does not refuse a second one.",
            "Switch that off in the location's settings, unless it is wanted.")
        : Finding.ok("highlevel.location", "The location refuses duplicate contacts.");
  }

  private static Finding customFields(
      String connection, Optional<MappingProfile> mapping, Map<String, String> types) {
    String id = "highlevel.custom-fields";
    List<String> missing = customFields(mapping, (rule, key) -> !types.containsKey(key));
    if (!missing.isEmpty()) {
      return Finding.error(
          id,
          "The location lacks these custom fields of the mapping: "
              + String.join(", ", missing)
              + ". They stay where they are.",
          "Let Lockstep define them, if the connection may write: doctor "
              + connection
              + " --define-custom-fields, or POST /api/v1/connections/"
              + connection
              + "/doctor/custom-fields. Or define them for contacts in HighLevel, with exactly"
              + " these keys.");
    }
    List<String> resting =
        customFields(mapping, (rule, key) -> isFile(rule) != holdsFiles(types, key));
    return resting.isEmpty()
        ? Finding.ok(id, "All custom fields of the mapping exist.")
        : Finding.error(
            id,
            "These custom fields are mapped as what they are not, and rest: "
                + String.join(", ", resting)
                + ".",
            "A field of the type FILE_UPLOAD belongs under contact.files of the mapping profile, any"
                + " other under contact.fields.");
  }

  private static boolean isFile(FieldRule rule) {
    return rule.kind() == FieldRule.Kind.FILES;
  }

  private static boolean holdsFiles(Map<String, String> types, String key) {
    return "FILE_UPLOAD".equals(types.get(key));
  }

  private static List<String> customFields(
      Optional<MappingProfile> mapping, BiPredicate<FieldRule, String> which) {
    return mapping.stream()
        .flatMap(profile -> profile.rules().stream())
        .flatMap(
            rule ->
                HighLevelField.customFieldKey(rule.contacts()).stream()
                    .filter(key -> which.test(rule, key)))
        .distinct()
        .toList();
  }

  // ------------------------------------------------------------------ BHN Rewards

  private static void bhn(Bhn bhn, List<Finding> found) {
    new Questions("bhn", "BHN Rewards", "", found)
        .ask(
            "token",
            () -> {
              bhn.list(0, 1);
              return Finding.ok(
                  "bhn.token", "BHN Rewards accepts the client; the account may use the API.");
            },
            "Check client id and secret of the connection. An account without API access is refused"
                + " too: annual subscriptions have it, pay as you go has not.");
    clock("bhn", "BHN Rewards", bhn.clockAhead(), found);
  }

  private static void clock(
      String side, String name, Optional<Duration> ahead, List<Finding> found) {
    if (ahead.isEmpty()) {
      return; // nothing was answered, which is another finding, or not dated
    }
    String id = side + ".clock";
    Duration off = ahead.get().abs();
    if (off.compareTo(CLOCKS_SHOULD_DIFFER) <= 0) {
      found.add(Finding.ok(id, "The clocks of " + name + " and of the worker agree."));
      return;
    }
    String sentence =
        "The worker's clock is %d s %s that of %s."
            .formatted(off.toSeconds(), ahead.get().isNegative() ? "ahead of" : "behind", name);
    String action = "Let the machine keep its time by NTP; webhooks are signed with the time.";
    found.add(
        off.compareTo(CLOCKS_MAY_DIFFER) > 0
            ? Finding.error(id, sentence, action)
            : Finding.warning(id, sentence, action));
  }

  /** Asks one side one thing after another, until it cannot be asked any more. */
  private static final class Questions {

    private final String side;
    private final String name;
    private final String connectAgain;
    private final List<Finding> found;
    private boolean over;

    /**
     * @param connectAgain what a person does whose access is over; "" where a secret is set
     */
    Questions(String side, String name, String connectAgain, List<Finding> found) {
      this.side = side;
      this.name = name;
      this.connectAgain = connectAgain;
      this.found = found;
    }

    void ask(String what, Supplier<Finding> question, String ifRefused) {
      if (over) {
        return;
      }
      String id = side + "." + what;
      try {
        found.add(question.get());
      } catch (NotNowException notNow) {
        over = true;
        found.add(
            Finding.warning(
                id,
                name + " was not asked: " + notNow.why() + ".",
                "Ask again in " + Math.max(1, notNow.in().toSeconds()) + " s."));
      } catch (ProviderException failure) {
        ProviderError error = failure.error();
        found.add(
            switch (error.kind()) {
              case TRANSIENT, RATE_LIMITED -> {
                over = true;
                yield Finding.error(id, error.sentence(), "Wait; it is asked again by itself.");
              }
              case AUTH -> {
                over = true;
                yield Finding.error(
                    id,
                    error.sentence() + " The connection is paused.",
                    connectAgain.isEmpty()
                        ? "Renew the access of the connection, restart the worker, then resume. "
                            + ifRefused
                        : connectAgain);
              }
              case REFUSED, GONE, ALREADY_DONE, CONFLICT, BUG ->
                  Finding.error(id, error.sentence(), ifRefused);
            });
      }
    }
  }
}
