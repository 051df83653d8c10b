package io.lockstep.activities.http;

import feign.Request;

/**
 * What one call carries besides what it is about.
 *
 * @param token the connection's
 * @param home the location, or the account, it is for
 * @param options how long it may take
 */
public record Turn(String token, String home, Request.Options options) {

  @Override
  public String toString() { // the token must not reach a log
    return "Turn[" + home + "]";
  }
}
