package io.lockstep.activities.bhn;

import io.lockstep.activities.http.Wire;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** What a successful answer of BHN must hold. Less says nothing, least of all "gone". */
final class Answers {

  private Answers() {}

  /**
   * The one record of the result.
   *
   * @throws ProviderException TRANSIENT when it is not there
   */
  static Map<String, Object> one(Map<String, Object> answer, String operation) {
    List<Map<String, Object>> records = all(answer, operation);
    if (records.size() != 1) {
      throw lacking("result", operation);
    }
    return records.get(0);
  }

  /**
   * The records of the result.
   *
   * @throws ProviderException TRANSIENT when there is no list of nothing but records: what cannot
   *     be read must not look like nobody
   */
  static List<Map<String, Object>> all(Map<String, Object> answer, String operation) {
    List<Map<String, Object>> records = Wire.records(answer.get("result"));
    if (!(answer.get("result") instanceof List<?> list) || list.size() != records.size()) {
      throw lacking("result", operation);
    }
    return records;
  }

  /**
   * The records of all pages of a list.
   *
   * @param page asks for the page that begins there
   * @throws ProviderException TRANSIENT when one is missing: part of a list must not look like all
   */
  static List<Map<String, Object>> allPages(
      IntFunction<Map<String, Object>> page, String operation) {
    List<Map<String, Object>> records = new ArrayList<>();
    while (true) {
      Map<String, Object> answer = page.apply(records.size());
      List<Map<String, Object>> next = all(answer, operation);
      records.addAll(next);
      if (!(answer.get("total") instanceof Number total)) {
        throw lacking("total", operation);
      }
      if (records.size() >= total.intValue()) {
        return records;
      }
      if (next.isEmpty()) {
        throw lacking("last page", operation);
      }
    }
  }

  /** The answer came as a success and lacks that. */
  static ProviderException lacking(String what, String operation) {
    return new ProviderException(
        new ProviderError(
            Side.REWARDS,
            operation,
            200,
            null,
            Kind.TRANSIENT,
            Duration.ZERO,
            null,
            null,
            "the answer lacks its " + what + "; it is asked again"));
  }
}
