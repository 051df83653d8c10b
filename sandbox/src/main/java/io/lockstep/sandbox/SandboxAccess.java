package io.lockstep.sandbox;

import io.lockstep.sandbox.control.Connection;
import java.net.URI;

/** What a caller needs to reach one connection: one location and one account. */
public record SandboxAccess(HighLevelAccess highlevel, BhnAccess bhn) {

  /**
   * One location.
   *
   * @param token the app's; {@code personToken} is for edits by hand and has a budget of its own
   * @param webhookPublicKey PEM, Ed25519
   */
  public record HighLevelAccess(
      String baseUrl,
      String locationId,
      String token,
      String personToken,
      String clientId,
      String clientSecret,
      String webhookPublicKey) {

    @Override
    public String toString() {
      return "HighLevelAccess[" + locationId + "]"; // tokens stay out of logs
    }
  }

  /**
   * One account.
   *
   * @param personToken a bearer token for edits by hand, so that the log can tell who called
   * @param webhookSecret the key of the HMAC signatures
   */
  public record BhnAccess(
      String baseUrl,
      String accountId,
      String clientId,
      String clientSecret,
      String personToken,
      String webhookSecret) {

    @Override
    public String toString() {
      return "BhnAccess[" + accountId + "]"; // secrets stay out of logs
    }
  }

  static SandboxAccess of(Connection connection, URI base, String webhookPublicKey) {
    var site = connection.site();
    var member = connection.member();
    return new SandboxAccess(
        new HighLevelAccess(
            base + "/highlevel",
            site.locationId(),
            site.token(),
            site.personToken(),
            site.clientId(),
            site.clientSecret(),
            webhookPublicKey),
        new BhnAccess(
            base + "/bhn",
            member.accountId(),
            member.clientId(),
            member.clientSecret(),
            member.personToken(),
            member.webhookSecret()));
  }
}
