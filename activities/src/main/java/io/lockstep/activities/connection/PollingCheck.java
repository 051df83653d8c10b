package io.lockstep.activities.connection;

import io.lockstep.activities.reconcile.Prices;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.ledger.Connection;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.reconcile.DailyPrice;
import io.lockstep.workflows.reconcile.Rhythm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How changes are heard of: by webhooks, by polls, and what polls cost or would cost. */
final class PollingCheck {

  private static final Duration USUAL = Duration.ofMinutes(1);

  private final Ports ports;
  private final Rhythm rhythm;

  PollingCheck(Ports ports, Rhythm rhythm) {
    this.ports = ports;
    this.rhythm = rhythm;
  }

  List<Finding> examine(Connection connection, MappingProfile mapping) {
    List<Finding> found = new ArrayList<>();
    DailyPrice price = price(connection, mapping, rhythm);
    rhythm.pollHighLevel().ifPresent(every -> found.add(polled(every, price)));
    found.add(webhooks(connection, mapping));
    rhythm
        .pollRewards()
        .ifPresent(
            every ->
                found.add(
                    Finding.ok(
                        "bhn.polling",
                        "The change feed of BHN Rewards is read every "
                            + every.toSeconds()
                            + " s, a call there each time.")));
    return found;
  }

  private DailyPrice price(Connection connection, MappingProfile mapping, Rhythm of) {
    return new Prices(ports.pairs(), ports.cursors()).of(connection.id(), mapping, of);
  }

  private static Finding polled(Duration every, DailyPrice price) {
    String id = "highlevel.polling";
    return price.isTooHigh()
        ? Finding.error(
            id,
            ("A day of HighLevel does not hold polls every %d s; with the passes they cost %s. The"
                    + " worker leaves them off from its next start on.")
                .formatted(every.toSeconds(), price.sentence()),
            "Set a longer high-level.poll-every, or longer lockstep.sweep.every and verify-every,"
                + " and restart the worker.")
        : Finding.ok(
            id,
            "HighLevel is polled every %d s; with the passes that costs %s."
                .formatted(every.toSeconds(), price.sentence()));
  }

  private Finding webhooks(Connection connection, MappingProfile mapping) {
    String id = "highlevel.webhook-keys";
    if (!connection.highLevel().webhookPublicKeys().isEmpty()) {
      return Finding.ok(id, "HighLevel's webhooks can be verified.");
    }
    if (rhythm.pollHighLevel().isPresent()) {
      return Finding.ok(id, "No webhook of HighLevel is expected; polls find what changes.");
    }
    return Finding.warning(
        id,
        "No key of HighLevel's webhooks is configured, so all of them are refused.",
        ("Set webhook-public-keys of the connection; until then sweeps find the changes. A private"
                + " integration sends no webhooks: set high-level.poll-every; at %s that would cost"
                + " %s.")
            .formatted(
                "1m", price(connection, mapping, rhythm.pollingHighLevel(USUAL)).sentence()));
  }
}
