package io.lockstep.sandbox.highlevel;

/**
 * What a caller needs to reach one location.
 *
 * @param token the app's token; its calls share the app's budget of this location
 * @param personToken for edits by hand; it has a budget of its own
 */
public record Site(
    String locationId, String token, String personToken, String clientId, String clientSecret) {

  @Override
  public String toString() {
    return "Site[" + locationId + "]"; // tokens stay out of logs
  }
}
