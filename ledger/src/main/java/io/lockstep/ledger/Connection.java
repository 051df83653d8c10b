package io.lockstep.ledger;

import java.util.List;

/**
 * One location and one account that belong together.
 *
 * @param id ours; see {@link #ID}
 * @param region ISO 3166-1 alpha-2; phones without a country code belong to it
 * @param profileYaml the mapping profile, as validated
 * @param firstLinkAuto true: link and converge at once, for so it is configured or a person has
 *     approved it; false: plan, and wait
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

  /** What an id is, as a regular expression. */
  public static final String ID = "[A-Za-z0-9_-]{1,64}";

  /** Where a person lets Lockstep into the location, below the starter-api's address. */
  public String connectPath() {
    return "/oauth/highlevel/start?connection=" + id;
  }

  /**
   * Access to the location.
   *
   * @param token a fixed one; empty: the location's {@link Grant} has one that is renewed
   * @param webhookPublicKeys Ed25519, base64 DER; any of them may have signed
   * @param access what may be done there
   */
  public record HighLevel(
      String baseUrl,
      String locationId,
      String token,
      List<String> webhookPublicKeys,
      Access access) {

    /** What Lockstep may do at HighLevel. */
    public enum Access {
      READ_WRITE,
      /** What is right to write there is listed and waits. */
      READ_ONLY
    }

    /** With all access. */
    public HighLevel(
        String baseUrl, String locationId, String token, List<String> webhookPublicKeys) {
      this(baseUrl, locationId, token, webhookPublicKeys, Access.READ_WRITE);
    }

    /** Whether writes there are held back. */
    public boolean isReadOnly() {
      return access == Access.READ_ONLY;
    }

    /** Whether a person lets Lockstep in through OAuth. */
    public boolean isByGrant() {
      return token.isEmpty();
    }

    @Override
    public String toString() { // the token must not reach a log
      return "HighLevel[" + locationId + "]";
    }
  }

  /**
   * Access to the account.
   *
   * @param webhookSecret the key of the signatures of its webhooks
   * @param formerWebhookSecret the key before that, accepted as well; empty: none is
   * @param way what a call takes beside the client and its secret
   */
  public record Bhn(
      String baseUrl,
      String accountId,
      String clientId,
      String clientSecret,
      String webhookSecret,
      String formerWebhookSecret,
      Way way) {

    /** What the client id and its secret are. */
    public enum Login {
      /** Of a client that mints tokens. */
      CLIENT_CREDENTIALS,
      /** Name and key of an API key of former releases, sent with each call. */
      BASIC
    }

    /**
     * How BHN lets an account in.
     *
     * @param tokenUrl where tokens are made; empty: {@value #TOKEN_PATH} below the base address
     * @param partnerId sent as {@code Partner-Id} with each call; empty: none is
     */
    public record Way(Login login, String tokenUrl, String partnerId) {

      /** What every address of tokens ends in. */
      public static final String TOKEN_PATH = "/oauth2/token";

      /** Tokens of the same address, and nothing more. */
      public static final Way USUAL = new Way(Login.CLIENT_CREDENTIALS, "", "");

      public Way {
        if (!tokenUrl.isEmpty() && !tokenUrl.endsWith(TOKEN_PATH)) {
          throw new IllegalArgumentException("bhn.token-url must end in " + TOKEN_PATH);
        }
      }
    }

    /** In the usual way. */
    public Bhn(
        String baseUrl,
        String accountId,
        String clientId,
        String clientSecret,
        String webhookSecret,
        String formerWebhookSecret) {
      this(
          baseUrl,
          accountId,
          clientId,
          clientSecret,
          webhookSecret,
          formerWebhookSecret,
          Way.USUAL);
    }

    /** What the path of the token call is appended to. */
    public String tokenBase() {
      return way.tokenUrl().isEmpty()
          ? baseUrl
          : way.tokenUrl().substring(0, way.tokenUrl().length() - Way.TOKEN_PATH.length());
    }

    /** With one webhook secret. */
    public Bhn(
        String baseUrl,
        String accountId,
        String clientId,
        String clientSecret,
        String webhookSecret) {
      this(baseUrl, accountId, clientId, clientSecret, webhookSecret, "");
    }

    /** What may have signed a webhook of the account. */
    public List<String> webhookSecrets() {
      return formerWebhookSecret.isEmpty()
          ? List.of(webhookSecret)
          : List.of(webhookSecret, formerWebhookSecret);
    }

    @Override
    public String toString() { // the secrets must not reach a log
      return "Bhn[" + accountId + "]";
    }
  }
}
