package io.lockstep.activities.connection;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.sync.Mappings;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.HighLevelField;
import io.lockstep.core.mapping.MappingException;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.ledger.Connection;
import io.lockstep.workflows.connection.DoctorReport;
import io.lockstep.workflows.connection.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Defines the custom fields a mapping needs and its location lacks, because a person asked for it.
 * Every attempt lists what is there first, so one whose answer was lost is found and not made
 * twice.
 */
final class FieldDefinitions {

  private static final String ID = "highlevel.custom-fields";

  /**
   * A second less than the question has: when its flow lets the next one begin, nothing of it is
   * under way that the next one's list could not show.
   */
  private static final Duration ASKED_FOR = Duration.ofSeconds(11);

  private final Ports ports;
  private final Mappings mappings = new Mappings();

  FieldDefinitions(Ports ports) {
    this.ports = ports;
  }

  /**
   * A finding for each field that was missing; one that all are there where none was.
   *
   * @param asked when the question was, by the engine's clock
   * @throws NotNowException when there is no turn now, or too little time is left
   * @throws ProviderException what a later attempt may mend
   */
  DoctorReport define(String id, CallContext caller, Instant asked) {
    Instant now = ports.clock().instant();
    Instant end = (asked.isBefore(now) ? asked : now).plus(ASKED_FOR); // the clocks may differ
    Connection connection = ports.connection(id);
    if (connection.highLevel().isReadOnly()) {
      return refused(
          "The connection may only read at HighLevel, so nothing was defined.",
          "Define the fields in HighLevel, or set high-level.access to read-write.");
    }
    if (connection.paused()) {
      return refused(
          "The connection is paused, so nothing was defined.",
          "POST /api/v1/connections/" + id + "/resume, then ask again.");
    }
    Map<String, String> needed;
    try {
      needed = needed(mappings.mapping(connection));
    } catch (MappingException unreadable) {
      return refused(
          "The mapping profile cannot be read: " + unreadable.getMessage(),
          "Mend the profile and restart the worker.");
    }
    HighLevel highLevel = ports.providers().of(connection, caller).highLevel();
    needed.keySet().removeAll(highLevel.customFieldTypes().keySet());
    List<Finding> found = new ArrayList<>();
    needed.forEach((key, type) -> found.add(defined(highLevel, key, type, end)));
    return new DoctorReport(
        found.isEmpty()
            ? List.of(Finding.ok(ID, "All custom fields of the mapping exist; none was defined."))
            : found);
  }

  /** The types by key, in the mapping's order. */
  private static Map<String, String> needed(MappingProfile mapping) {
    Map<String, String> types = new LinkedHashMap<>();
    for (FieldRule rule : mapping.rules()) {
      HighLevelField.customFieldKey(rule.contacts())
          .ifPresent(
              key ->
                  types.putIfAbsent(
                      key, rule.kind() == FieldRule.Kind.FILES ? "FILE_UPLOAD" : "TEXT"));
    }
    return types;
  }

  private static Finding defined(HighLevel highLevel, String key, String type, Instant end) {
    String id = ID + "." + key;
    try {
      highLevel.createCustomField(key, type, end);
      return Finding.ok(id, "Defined " + key + " for contacts, as " + type + ".");
    } catch (ProviderException failure) {
      if (failure.error().kind() != Kind.REFUSED) {
        throw failure;
      }
      return Finding.error(
          id,
          key + " was not defined: " + failure.error().sentence(),
          "Give the token the scope locations/customFields.write, for this location; or define it"
              + " in HighLevel, with exactly this key.");
    }
  }

  private static DoctorReport refused(String sentence, String action) {
    return new DoctorReport(List.of(Finding.error(ID, sentence, action)));
  }
}
