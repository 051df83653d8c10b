package io.lockstep.activities.bhn;

import feign.Headers;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import io.lockstep.activities.http.Operation;
import io.lockstep.activities.http.Repeat;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.error.ProviderError.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * BHN's change feed, v2. <b>Ours</b>: BHN documents none. Source: facts/bhn-rewards.md 8.2 and
 * {@code docs/contracts}. Price and errors as in {@link BhnContacts}.
 */
@Headers({
  "Content-Type: application/json",
  "Accept: application/json",
  "User-Agent: " + Wire.USER_AGENT,
  "Authorization: Bearer {token}"
})
public interface BhnChanges {

  /**
   * One page of what changed, in the order of change, deletions among them: {@code GET
   * /v2/changes}.
   *
   * @param cursor the {@code nextCursor} of the page before; null from the beginning
   * @param limit at most 1,000; a shorter page is the last
   * @return {@code {success, result, nextCursor}}
   */
  @Operation(source = "bhn-rewards.yaml#listChanges", repeat = Repeat.READS, errors = Kind.REFUSED)
  @RequestLine("GET /v2/changes?cursor={cursor}&limit={limit}")
  Map<String, Object> listChanges(
      @Param("token") String token,
      @Param("cursor") @Nullable String cursor,
      @Param("limit") int limit,
      Request.Options options);
}
