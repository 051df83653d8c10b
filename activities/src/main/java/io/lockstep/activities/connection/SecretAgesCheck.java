package io.lockstep.activities.connection;

import io.lockstep.activities.sync.Ports;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections.SecretAges;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.Sealer;
import io.lockstep.workflows.connection.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How old a connection's secrets are, and whether HighLevel's grant still lives. By the ledger. */
final class SecretAgesCheck {

  /** HighLevel advises a new private integration token every 90 days. */
  private static final Duration TOKEN_MAY_AGE = Duration.ofDays(90);

  private static final Duration TOKEN_SHOULD_AGE = Duration.ofDays(80);

  private final Ports ports;

  SecretAgesCheck(Ports ports) {
    this.ports = ports;
  }

  /** None for a connection whose ages nobody has recorded. */
  List<Finding> examine(Connection connection) {
    return ports
        .connections()
        .secretAges(connection.id())
        .map(ages -> examine(connection, ages))
        .orElse(List.of());
  }

  private List<Finding> examine(Connection connection, SecretAges ages) {
    List<Finding> found = new ArrayList<>();
    found.add(
        connection.highLevel().isByGrant()
            ? ofGrant(connection)
            : ofToken(age(ages.highLevelToken())));
    found.add(
        Finding.ok(
            "secrets.ages",
            "Known for: BHN's client secret %s, its webhook secret %s, HighLevel's webhook keys %s."
                .formatted(
                    days(age(ages.clientSecret())),
                    days(age(ages.webhookSecret())),
                    days(age(ages.webhookKeys())))));
    if (!connection.bhn().formerWebhookSecret().isEmpty()) {
      found.add(
          Finding.warning(
              "secrets.former-webhook-secret",
              "A former webhook secret of BHN Rewards is accepted beside the present one.",
              "Once BHN signs with the new one, take former-webhook-secret out and restart the"
                  + " worker."));
    }
    return found;
  }

  private Finding ofGrant(Connection connection) {
    String start = connection.connectPath();
    Optional<Grant> grant;
    try {
      grant = ports.providers().grant(connection);
    } catch (Sealer.CannotOpenException locked) {
      return Finding.error(
          "secrets.highlevel-grant",
          "HighLevel's grant does not open: " + locked.getMessage() + ".",
          "Give the worker the key file it was sealed with, or connect the location again at "
              + start
              + " of the starter-api.");
    }
    if (grant.isEmpty()) {
      return Finding.error(
          "secrets.highlevel-grant",
          "HighLevel has not let Lockstep in yet.",
          "Connect the location at " + start + " of the starter-api, then resume.");
    }
    String sentence =
        "HighLevel's token was renewed %d h ago and is good until %s."
            .formatted(age(grant.get().obtainedAt()).toHours(), grant.get().expiresAt());
    return grant.get().refusedAt() == null
        ? Finding.ok("secrets.highlevel-grant", sentence)
        : Finding.error(
            "secrets.highlevel-grant",
            sentence + " HighLevel refused to renew it.",
            "Connect the location again at " + start + " of the starter-api, then resume.");
  }

  private static Finding ofToken(Duration age) {
    String sentence = "HighLevel's private integration token is known for " + days(age) + ".";
    return age.compareTo(TOKEN_SHOULD_AGE) < 0
        ? Finding.ok("secrets.highlevel-token", sentence)
        : Finding.warning(
            "secrets.highlevel-token",
            sentence + " HighLevel advises a new one every " + days(TOKEN_MAY_AGE) + ".",
            "Rotate it in HighLevel with an overlap, set it in the worker's configuration and"
                + " restart the worker.");
  }

  private Duration age(Instant since) {
    return Duration.between(since, ports.clock().instant());
  }

  private static String days(Duration age) {
    return age.toDays() + " days";
  }
}
