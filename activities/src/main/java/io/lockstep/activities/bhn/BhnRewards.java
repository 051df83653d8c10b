package io.lockstep.activities.bhn;

import feign.Headers;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import io.lockstep.activities.http.Operation;
import io.lockstep.activities.http.Repeat;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * BHN's campaigns and the rewards sent from them, v2. <b>The paths are ours</b>; the fields of
 * campaigns and claims are from integrators' code. Source: facts/bhn-rewards.md 2.2 and 8.2 and
 * {@code docs/contracts}. Price and errors as in {@link BhnContacts}.
 */
@Headers({
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
public interface BhnRewards {

  /**
   * One page of campaigns: {@code GET /v2/campaigns}.
   *
   * @param limit at most 1,000
   * @param status {@code open} or {@code closed}; null for all
   * @return {@code {success, result: [{campaignKey, name, status, availableRewards, currency}],
   *     total}}
   * @throws ProviderException REFUSED when {@code start} or {@code limit} is not taken
   */
  @Operation(
      source = "bhn-rewards.yaml#listCampaigns",
      repeat = Repeat.READS,
      errors = Kind.REFUSED)
  @RequestLine("GET /v2/campaigns?start={start}&limit={limit}&filterByStatus={status}")
  Map<String, Object> listCampaigns(
      @Param("token") String token,
      @Param("start") int start,
      @Param("limit") int limit,
      @Param("status") @Nullable String status,
      Request.Options options);

  /**
   * Sends a reward: {@code POST /v2/rewards}. A claim is idempotent by its {@code requestId}: a
   * repeat is error 2303 and sends nothing.
   *
   * @return {@code {success, rewardAvailable, result: [{requestId, status, ...}]}}
   * @throws ProviderException GONE for the campaign; ALREADY_DONE on 2303; REFUSED when the
   *     campaign is closed or has run out; BUG on 409 for the same id with another claim
   */
  @Operation(
      source = "bhn-rewards.yaml#claimRewards",
      repeat = Repeat.KEYED,
      errors = {Kind.GONE, Kind.ALREADY_DONE, Kind.REFUSED, Kind.BUG})
  @RequestLine("POST /v2/rewards")
  Map<String, Object> claimRewards(
      @Param("token") String token, RewardClaim claim, Request.Options options);

  /**
   * What became of a claim: {@code GET /v2/rewards?requestId=}. <b>Ours</b>: BHN shows no such
   * call.
   *
   * @return {@code {success, result: [{requestId, status, value, currency, sentAt, ...}]}}; empty
   *     when it was never made
   */
  @Operation(source = "bhn-rewards.yaml#listRewards", repeat = Repeat.READS)
  @RequestLine("GET /v2/rewards?requestId={requestId}")
  Map<String, Object> findReward(
      @Param("token") String token, @Param("requestId") String requestId, Request.Options options);

  /**
   * Gives a contact points: {@code POST /v2/points}. Idempotent by {@code requestId}.
   *
   * @param points {@code {requestId, referenceId or email, points, country, comment}}
   * @return the contact with its new balance
   * @throws ProviderException GONE when nobody is so called; ALREADY_DONE on 2303; REFUSED with the
   *     field; BUG on 409 for the same id with other points
   */
  @Operation(
      source = "bhn-rewards.yaml#awardPoints",
      repeat = Repeat.KEYED,
      errors = {Kind.GONE, Kind.ALREADY_DONE, Kind.REFUSED, Kind.BUG})
  @RequestLine("POST /v2/points")
  Map<String, Object> awardPoints(
      @Param("token") String token, Map<String, Object> points, Request.Options options);
}
