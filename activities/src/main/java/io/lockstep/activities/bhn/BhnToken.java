package io.lockstep.activities.bhn;

import feign.Headers;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import io.lockstep.activities.http.Operation;
import io.lockstep.activities.http.Repeat;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.error.ProviderException;
import java.util.Map;

/**
 * BHN's token call. Source: facts/bhn-rewards.md 2.1, after an integrator's help page (Rival,
 * article 12329182); not tried at BHN.
 */
interface BhnToken {

  /**
   * Mints an access token by client credentials: {@code POST /oauth2/token}. Safe to repeat; BHN
   * names no price and no scope.
   *
   * @param credentials base64 of {@code client_id:client_secret}
   * @param form {@code grant_type=client_credentials&client_id=...}
   * @return {@code {access_token, token_type, expires_in}}, seconds
   * @throws ProviderException AUTH on 400 and 401: the credentials are wrong; TRANSIENT on 5xx and
   *     when no answer came
   */
  @Operation(source = "bhn-rewards.yaml#token", repeat = Repeat.READS)
  @RequestLine("POST /oauth2/token")
  @Headers({
    "Content-Type: application/x-www-form-urlencoded",
    "Accept: application/json",
    "User-Agent: " + Wire.USER_AGENT,
    "Authorization: Basic {credentials}"
  })
  Map<String, Object> mintToken(
      @Param("credentials") String credentials, String form, Request.Options options);
}
