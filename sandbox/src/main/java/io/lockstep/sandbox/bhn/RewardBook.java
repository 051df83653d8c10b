package io.lockstep.sandbox.bhn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account's campaigns, and the rewards sent from them by the request id they were sent with. */
final class RewardBook {

  private final List<Campaign> campaigns =
      List.of(
          new Campaign("welcome", "Welcome gift", "open", "USD", 1_000),
          new Campaign("last-ones", "Nearly gone", "open", "EUR", 2),
          new Campaign("winter", "Last winter", "closed", "USD", 50));
  private final Map<String, Map<String, Object>> rewards = new LinkedHashMap<>();

  List<Campaign> campaigns() {
    return campaigns;
  }

  Campaign campaign(String key) {
    return campaigns.stream()
        .filter(one -> one.key().equals(key))
        .findFirst()
        .orElseThrow(() -> Says.unknown("campaign"));
  }

  void add(String requestId, Map<String, Object> reward) {
    rewards.put(requestId, reward);
  }

  /** Those of that request, or all of them. */
  List<Map<String, Object>> rewards(Optional<String> requestId) {
    List<Map<String, Object>> found = new ArrayList<>(rewards.values());
    requestId.ifPresent(id -> found.removeIf(reward -> !id.equals(reward.get("requestId"))));
    return found;
  }
}
