package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Ask;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which part of a list is asked for. */
record Page(int start, int limit) {

  private static final int USUAL = 100;

  /** As {@code start} and {@code limit} say; refused beyond the largest page. */
  static Page of(Ask ask, int largest) {
    return new Page(number(ask, "start", 0, Integer.MAX_VALUE), limit(ask, largest));
  }

  static int limit(Ask ask, int largest) {
    return number(ask, "limit", USUAL, largest);
  }

  /** The answer that shows this part of it. */
  Map<String, Object> of(List<Map<String, Object>> all) {
    Map<String, Object> answer = Says.success(all.stream().skip(start).limit(limit).toList());
    answer.put("start", start);
    answer.put("limit", limit);
    answer.put("total", all.size());
    return answer;
  }

  private static int number(Ask ask, String name, int usual, int most) {
    Optional<String> text = ask.param(name);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException noNumber) {
      throw bad(name, most);
    }
    throw bad(name, most);
  }

  private static RuntimeException bad(String name, int most) {
    return Says.refusal(400, "page." + name + ".invalid", name + " is 0 to " + most + ".");
  }
}
