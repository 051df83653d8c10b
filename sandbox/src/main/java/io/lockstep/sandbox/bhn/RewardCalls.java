package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Refusal;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.SandboxClock;
import io.lockstep.sandbox.world.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Campaigns and the rewards claimed from them. A batch succeeds when one of its claims does; each
 * claim says what became of it. A reward stays {@code sent}: nobody here opens one.
 */
final class RewardCalls {

  private static final int LARGEST_PAGE = 1_000;
  private static final int LARGEST_BATCH = 100;
  private static final Duration CLAIM_WINDOW = Duration.ofDays(90);
  private static final Set<String> BATCH = Set.of("campaignKey", "rewardClaims");
  private static final Set<String> CLAIM =
      Set.of("requestId", "value", "email", "firstName", "referenceId", "customFields");

  private final SandboxClock clock;
  private final Clients clients;

  RewardCalls(SandboxClock clock, Clients clients) {
    this.clock = clock;
    this.clients = clients;
  }

  Reply campaigns(Ask ask) {
    Page page = Page.of(ask, LARGEST_PAGE);
    Optional<String> status = ask.param("filterByStatus");
    return Reply.ok(
        page.of(
            account(ask).rewards().campaigns().stream()
                .filter(one -> status.isEmpty() || status.get().equals(one.status()))
                .map(Campaign::shape)
                .toList()));
  }

  Reply list(Ask ask) {
    Page page = Page.of(ask, LARGEST_PAGE);
    return Reply.ok(page.of(account(ask).rewards().rewards(ask.param("requestId"))));
  }

  Reply claim(Ask ask) {
    Map<String, Object> body = ask.json();
    refuseOthers(body, BATCH, "A batch");
    Campaign campaign =
        account(ask).rewards().campaign(String.valueOf(body.getOrDefault("campaignKey", "")));
    if (!campaign.isOpen()) {
      throw Says.badField("reward", "campaignKey", "closed", "This campaign is closed.");
    }
    List<Map<String, Object>> claims = claims(body.get("rewardClaims"));
    List<Map<String, Object>> results = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (Map<String, Object> claim : claims) {
      try {
        results.add(claimOne(account(ask), campaign, claim));
      } catch (Refusal refused) {
        refusals.add(refused);
        results.add(failed(claim, refused));
      }
    }
    if (refusals.size() == claims.size()) {
      throw refusals.get(0);
    }
    Map<String, Object> answer = Says.success(results);
    answer.put("rewardAvailable", campaign.hasRewards());
    return Reply.created(answer);
  }

  private static List<Map<String, Object>> claims(@Nullable Object value) {
    if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > LARGEST_BATCH) {
      throw Says.badField("reward", "rewardClaims", "invalid", "rewardClaims has 1 to 100 claims.");
    }
    return list.stream().map(Json::map).toList();
  }

  private Map<String, Object> claimOne(
      Account account, Campaign campaign, Map<String, Object> claim) {
    Map<String, Object> whole = new LinkedHashMap<>(claim);
    whole.put("campaignKey", campaign.key());
    Optional<String> requestId = Creations.requestId(claim);
    if (requestId.isEmpty()) {
      throw Says.badField("reward", "requestId", "required", "A claim has a requestId.");
    }
    account.creations().requireNew(requestId, "rewards", whole);
    check(claim);
    if (!campaign.hasRewards()) {
      throw Says.badField("reward", "campaignKey", "exhausted", "This campaign has run out.");
    }
    campaign.takeOne();
    Map<String, Object> reward = new LinkedHashMap<>();
    reward.put("requestId", requestId.get());
    reward.put("campaignKey", campaign.key());
    reward.put("status", "sent");
    reward.put("value", claim.get("value"));
    reward.put("currency", campaign.currency());
    reward.put("sentAt", Times.text(clock.instant()));
    reward.put("expiresAt", Times.text(clock.instant().plus(CLAIM_WINDOW)));
    account.rewards().add(requestId.get(), reward);
    account.creations().remember(requestId, "rewards", whole, requestId.get());
    return reward;
  }

  private static void check(Map<String, Object> claim) {
    refuseOthers(claim, CLAIM, "A claim");
    if (!(claim.get("value") instanceof String value) || !value.matches("\\d{1,6}(\\.\\d{1,2})?")) {
      throw Says.badField("reward", "value", "invalid", "value is an amount such as 25 or 12.50.");
    }
    if (!(claim.get("email") instanceof String email) || !email.contains("@")) {
      throw Says.badField("reward", "email", "invalid", "email is an e-mail address.");
    }
  }

  private static void refuseOthers(Map<String, Object> body, Set<String> known, String what) {
    body.keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw Says.badField("reward", name, "unknown", what + " has no " + name + ".");
            });
  }

  private static Map<String, Object> failed(Map<String, Object> claim, Refusal refused) {
    Object errors = Json.map(refused.reply().body()).get("errors");
    Object first = errors instanceof List<?> list ? list.get(0) : Map.of();
    Map<String, Object> failed = new LinkedHashMap<>();
    failed.put("requestId", claim.get("requestId"));
    failed.put("status", "failed");
    failed.put("errorCode", Json.map(first).get("errorCode"));
    return failed;
  }

  private Account account(Ask ask) {
    return clients.account(ask.caller().home());
  }
}
