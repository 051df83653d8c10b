package io.lockstep.activities.highlevel;

import io.lockstep.activities.http.Wire;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a successful answer of HighLevel must hold. Less says nothing, least of all "gone". */
final class Answers {

  private Answers() {}

  /**
   * The record under that name.
   *
   * @throws ProviderException TRANSIENT when it is not there
   */
  static Map<String, Object> one(Map<String, Object> answer, String name, String operation) {
    Map<String, Object> record = Wire.record(answer, name);
    if (record.isEmpty()) {
      throw lacking(name, operation);
    }
    return record;
  }

  /**
   * The record under that name; empty when null stands there, which says that there is none.
   *
   * @throws ProviderException TRANSIENT when neither is there
   */
  static Optional<Map<String, Object>> oneOrNull(
      Map<String, Object> answer, String name, String operation) {
    return answer.containsKey(name) && answer.get(name) == null
        ? Optional.empty()
        : Optional.of(one(answer, name, operation));
  }

  /**
   * The records under that name.
   *
   * @throws ProviderException TRANSIENT when there is no list of nothing but records: what cannot
   *     be read must not look as if it were not there
   */
  static List<Map<String, Object>> many(Map<String, Object> answer, String name, String operation) {
    List<Map<String, Object>> records = Wire.records(answer.get(name));
    if (!(answer.get(name) instanceof List<?> list) || list.size() != records.size()) {
      throw lacking(name, operation);
    }
    return records;
  }

  /**
   * The text under that name.
   *
   * @throws ProviderException TRANSIENT when it is not there
   */
  static String text(Map<String, Object> answer, String name, String operation) {
    if (answer.get(name) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw lacking(name, operation);
  }

  /**
   * Passes when the answer says that it was done: {@code succeded}, as HighLevel spells it, or
   * {@code succeeded}, which its version v3 puts beside it.
   *
   * @throws ProviderException TRANSIENT when it does not: whoever repeats it looks first
   */
  static void done(Map<String, Object> answer, String operation) {
    boolean done = false;
    for (String word : List.of("succeded", "succeeded")) {
      if (answer.containsKey(word)) {
        done = true;
        if (!Boolean.TRUE.equals(answer.get(word))) {
          throw new ProviderException(
              error(operation, Kind.TRANSIENT, "the answer says that it did not succeed"));
        }
      }
    }
    if (!done) {
      throw lacking("succeded", operation);
    }
  }

  /**
   * The texts in the list under that name.
   *
   * @throws ProviderException TRANSIENT when there is no list
   */
  static List<String> named(Map<String, Object> answer, String name, String operation) {
    if (answer.get(name) instanceof List<?> list) {
      return texts(list);
    }
    throw lacking(name, operation);
  }

  /** The texts in a list; empty when it is no list. */
  static List<String> texts(@Nullable Object values) {
    return values instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** The answer came as a success and lacks that. */
  static ProviderException lacking(String name, String operation) {
    return new ProviderException(
        error(operation, Kind.TRANSIENT, "the answer lacks its " + name + "; it is asked again"));
  }

  /** What is wrong with an answer that came as a success. */
  static ProviderError error(String operation, Kind kind, String reason) {
    return new ProviderError(
        Side.CONTACTS, operation, 200, null, kind, Duration.ZERO, null, null, reason);
  }
}
