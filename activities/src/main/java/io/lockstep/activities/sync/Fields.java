package io.lockstep.activities.sync;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a write of a field means in terms of readings. */
public final class Fields {

  private Fields() {}

  /** What the target shows, in canonical form, once the write has happened to the letter. */
  public static Reading wanted(Records records, FieldRule rule, FieldWrite write) {
    return records.canonical(rule, reading(rule, write.values()));
  }

  /** These values of a write as a reading. */
  public static Reading reading(FieldRule rule, List<String> values) {
    if (rule.kind().isSet() || values.size() > 1) {
      return Reading.ofElements(values);
    }
    return values.isEmpty() ? Reading.empty() : Reading.ofText(values.get(0));
  }

  /** The record this one names as its partner, as the values of a write. */
  public static List<String> counterpart(PersonView view) {
    String named = view.counterpart();
    return named == null ? List.of() : List.of(named);
  }

  /** Names all that a create copies; moves when any of it does. */
  public static String fingerprint(Records records, FlowKey key, List<FieldWrite> copied) {
    return records.digester().fingerprint(key, canonical(records, copied));
  }

  /** Whether that fingerprint, of whatever digest key, is of a create that copies this. */
  public static boolean isFingerprint(
      String fingerprint, Records records, FlowKey key, List<FieldWrite> copied) {
    return records.digester().isFingerprint(fingerprint, key, canonical(records, copied));
  }

  private static Map<String, Reading> canonical(Records records, List<FieldWrite> copied) {
    return copied.stream()
        .collect(
            Collectors.toMap(
                FieldWrite::field,
                write ->
                    wanted(records, records.mapping().rule(write.field()).orElseThrow(), write)));
  }

  /** Whether that refusal is about this rule: providers name their own properties. */
  public static boolean isNamed(ProviderError error, Side target, FieldRule rule) {
    String named = error.field();
    if (named == null) {
      return false;
    }
    String property = target == Side.CONTACTS ? rule.contacts() : rule.rewards();
    boolean inSection = rule.kind() == FieldRule.Kind.CONSENT && property.startsWith(named + ".");
    return inSection || named.equals(rule.name()) || named.equals(property);
  }
}
