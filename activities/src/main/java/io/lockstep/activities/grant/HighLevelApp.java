package io.lockstep.activities.grant;

/**
 * Our app in HighLevel's marketplace.
 *
 * @param clientId empty: there is none, and every connection has a fixed token
 */
public record HighLevelApp(String clientId, String clientSecret) {

  /** No app: every connection has a fixed token. */
  public static final HighLevelApp NONE = new HighLevelApp("", "");

  @Override
  public String toString() { // the secret must not reach a log
    return "HighLevelApp[" + clientId + "]";
  }
}
