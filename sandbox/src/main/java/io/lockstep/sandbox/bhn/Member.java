package io.lockstep.sandbox.bhn;

/**
 * What a caller needs to reach one account.
 *
 * @param personToken a bearer token for edits by hand, so that the log can tell who called
 * @param webhookSecret the key of the account's webhook signatures
 */
public record Member(
    String accountId,
    String clientId,
    String clientSecret,
    String personToken,
    String webhookSecret) {

  @Override
  public String toString() {
    return "Member[" + accountId + "]"; // secrets stay out of logs
  }
}
