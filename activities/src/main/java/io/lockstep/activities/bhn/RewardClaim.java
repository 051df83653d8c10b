package io.lockstep.activities.bhn;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;

/**
 * One claim, which is all a call makes. BHN takes up to 100, but no repeat of several can be told
 * from its answer: each says {@code status} and {@code errorCode}, and where none was made now the
 * answer is the first one's error alone, so that ALREADY_DONE may hide a claim that was never made.
 *
 * @param claim {@code {requestId, value, email, ...}}
 */
public record RewardClaim(String campaignKey, Map<String, Object> claim) {

  public RewardClaim {
    claim = Map.copyOf(claim);
  }

  /** {@code {campaignKey, rewardClaims: [claim]}}. */
  @JsonValue
  Map<String, Object> body() {
    return Map.of("campaignKey", campaignKey, "rewardClaims", List.of(claim));
  }

  @Override
  public String toString() { // a claim names a person
    return "RewardClaim[" + campaignKey + "]";
  }
}
