package io.lockstep.worker;

import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connection.Bhn.Login;
import io.lockstep.ledger.Connection.HighLevel.Access;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a worker serves. Checked at start; listed in docs/configuration.md.
 *
 * @param connections by our id: letters, digits, {@code _} and {@code -}, at most 64
 * @param highLevelApp our app in HighLevel's marketplace, for connections without a token
 * @param profiles mapping profiles by name, each a path or {@code classpath:} resource; {@code
 *     default} is built in
 */
@Validated
@ConfigurationProperties("lockstep")
public record WorkerProperties(
    @DefaultValue @Valid
        Map<@Pattern(regexp = Connection.ID) String, ConnectionProperties> connections,
    @DefaultValue @Valid HighLevelAppProperties highLevelApp,
    @DefaultValue Map<String, String> profiles,
    @DefaultValue @Valid Sweep sweep) {

  /**
   * One location and one account that belong together.
   *
   * @param region ISO 3166-1 alpha-2; phones without a country code belong to it
   * @param profile name of the mapping profile
   * @param firstLink whether linking starts at once or waits for an approved plan
   */
  public record ConnectionProperties(
      @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be two capital letters, such as US")
          String region,
      @DefaultValue("default") String profile,
      @DefaultValue("plan") FirstLink firstLink,
      @NotNull @Valid HighLevel highLevel,
      @NotNull @Valid Bhn bhn) {}

  /**
   * Our app in HighLevel's marketplace.
   *
   * @param clientId empty: there is none
   */
  public record HighLevelAppProperties(
      @DefaultValue("") String clientId, @DefaultValue("") String clientSecret) {

    @Override
    public String toString() { // the secret must not reach a log
      return "HighLevelApp[" + clientId + "]";
    }
  }

  /** How a new connection begins. */
  public enum FirstLink {
    /** A person reads the plan first. */
    PLAN,
    /** Link and converge at once. */
    AUTO
  }

  /**
   * Access to a HighLevel location.
   *
   * @param token a private integration token; empty: a person connects the location by OAuth
   * @param webhookPublicKeys Ed25519 keys, base64 DER or PEM; any of them may have signed
   * @param access whether Lockstep may write there; where it may only read, what it would write is
   *     listed and waits
   * @param pollEvery the pause between polls for what changed, 10 s or more; null: webhooks say so
   */
  public record HighLevel(
      @DefaultValue("https://services.leadconnectorhq.com") String baseUrl,
      @NotBlank String locationId,
      @DefaultValue("") String token,
      @DefaultValue List<String> webhookPublicKeys,
      @DefaultValue("read-write") Access access,
      @DurationMin(seconds = 10) @Nullable Duration pollEvery) {

    @Override
    public String toString() { // the token must not reach a log
      return "HighLevel[" + locationId + "]";
    }
  }

  /**
   * Access to a BHN Rewards account.
   *
   * @param formerWebhookSecret accepted as well, while the sender changes over; empty: none is
   * @param pollEvery the pause between polls of the change feed, 10 s or more; null: webhooks say
   *     what changed
   * @param tokenUrl where tokens are made; empty: {@code /oauth2/token} below the base address
   * @param partnerId sent as {@code Partner-Id}; empty: none is
   * @param login what client id and secret are: of a client that mints tokens, or name and key of
   *     an API key
   */
  public record Bhn(
      @NotBlank String baseUrl,
      @NotBlank String accountId,
      @NotBlank String clientId,
      @NotBlank String clientSecret,
      @NotBlank String webhookSecret,
      @DefaultValue("") String formerWebhookSecret,
      @DurationMin(seconds = 10) @Nullable Duration pollEvery,
      @DefaultValue("") String tokenUrl,
      @DefaultValue("") String partnerId,
      @DefaultValue("client-credentials") Login login) {

    @Override
    public String toString() { // the secrets must not reach a log
      return "Bhn[" + accountId + "]";
    }
  }

  /**
   * When everything is compared, whatever webhooks said.
   *
   * @param atStart a full pass when the worker starts
   * @param every the pause between passes that read lists, 1 min or more
   * @param verifyEvery the pause between passes that look at every pair in full, 1 h or more
   * @param scheduled whether Temporal runs them (a Schedule); the embedded engine has none
   */
  public record Sweep(
      @DefaultValue("true") boolean atStart,
      @DefaultValue("15m") @DurationMin(minutes = 1) Duration every,
      @DefaultValue("24h") @DurationMin(hours = 1) Duration verifyEvery,
      @DefaultValue("true") boolean scheduled) {}
}
