package io.lockstep.activities.grant;

import feign.Request;
import io.lockstep.activities.NotNowException;
import io.lockstep.core.error.ProviderException;
import java.util.Optional;

/** Where a connection's calls to HighLevel get their token from, each call anew. */
public interface LocationToken {

  /**
   * A token that should work.
   *
   * @throws NotNowException when it is being renewed for longer than the call may take
   * @throws ProviderException AUTH when there is none any more
   */
  String current(Request.Options patience);

  /** A token to try in the place of this one, which HighLevel has refused; empty: there is none. */
  Optional<String> instead(String refused, Request.Options patience);

  /** The refusal that stands, with where a person gives Lockstep access again. */
  ProviderException over(ProviderException refusal);
}
