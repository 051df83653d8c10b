package io.lockstep.activities.items;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** What became of the files of one note, each by the key its line names it with. */
final class Copied {

  private final Map<String, String> addresses = new HashMap<>();
  private final Map<String, String> refused = new HashMap<>();

  /** The copy lies there. */
  void at(String fileKey, String url) {
    addresses.put(fileKey, url);
  }

  /** There is no copy, for that reason, told to a person. */
  void refused(String fileKey, String reason) {
    refused.put(fileKey, reason);
  }

  Map<String, String> addresses() {
    return Collections.unmodifiableMap(addresses);
  }

  Map<String, String> refused() {
    return Collections.unmodifiableMap(refused);
  }
}
