package io.lockstep.ledger;

import java.util.List;

/**
 * One location and one account that belong together.
 *
 * @param id ours; letters, digits, {@code _} and {@code -}
 * @param region ISO 3166-1 alpha-2; phones without a country code belong to it
 * @param profileYaml the mapping profile, as validated
 * @param firstLinkAuto true: link and converge at once; false: wait for an approved plan
 */
public record Connection(
    String id,
    String region,
    HighLevel highLevel,
    Bhn bhn,
    String profileYaml,
    boolean firstLinkAuto,
    boolean paused,
    String pausedReason) {

  /**
   * Access to the location.
   *
   * @param webhookPublicKeys Ed25519, base64 DER; any of them may have signed
   */
  public record HighLevel(
      String baseUrl, String locationId, String token, List<String> webhookPublicKeys) {

    @Override
    public String toString() { // the token must not reach a log
      return "HighLevel[" + locationId + "]";
    }
  }

  /** Access to the account. */
  public record Bhn(
      String baseUrl,
      String accountId,
      String clientId,
      String clientSecret,
      String webhookSecret) {

    @Override
    public String toString() { // the secrets must not reach a log
      return "Bhn[" + accountId + "]";
    }
  }
}
