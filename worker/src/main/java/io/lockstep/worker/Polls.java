package io.lockstep.worker;

import io.lockstep.activities.reconcile.Prices;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Cursors;
import io.lockstep.ledger.PairLedger;
import io.lockstep.worker.WorkerProperties.ConnectionProperties;
import io.lockstep.workflows.reconcile.DailyPrice;
import io.lockstep.workflows.reconcile.ReconcileInput;
import io.lockstep.workflows.reconcile.Rhythm;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What is polled, where no webhooks come. The price is said before it is paid, and HighLevel is not
 * polled where a day would not hold it: the passes go on alone, and so do other connections.
 */
@Component
public final class Polls {

  private static final Logger LOG = LoggerFactory.getLogger(Polls.class);

  private final WorkerProperties properties;
  private final Connections connections;
  private final Prices prices;

  Polls(WorkerProperties properties, Connections connections, PairLedger pairs, Cursors cursors) {
    this.properties = properties;
    this.connections = connections;
    this.prices = new Prices(pairs, cursors);
  }

  /** The polls of that connection, as {@link ReconcileInput} names them, and how often each. */
  public Map<String, Duration> of(String connection) {
    MappingProfile mapping = mapping(connection);
    Rhythm rhythm = rhythm(connection);
    Map<String, Duration> polls = new LinkedHashMap<>();
    if (rhythm.pollHighLevel().isPresent() && isAffordable(connection, mapping, rhythm)) {
      Duration every = rhythm.pollHighLevel().get();
      polls.put(ReconcileInput.CHANGED_CONTACTS, every);
      if (mapping.items(ItemKind.TASK).isPresent()) {
        polls.put(ReconcileInput.TASKS, every);
      }
    }
    rhythm.pollRewards().ifPresent(every -> polls.put(ReconcileInput.REWARDS_CHANGES, every));
    return polls;
  }

  /** How often that connection is compared and asked. */
  Rhythm rhythm(String connection) {
    Optional<ConnectionProperties> given =
        Optional.ofNullable(properties.connections().get(connection));
    return new Rhythm(
        properties.sweep().every(),
        properties.sweep().verifyEvery(),
        given.map(one -> one.highLevel().pollEvery()),
        given.map(one -> one.bhn().pollEvery()));
  }

  private boolean isAffordable(String connection, MappingProfile mapping, Rhythm rhythm) {
    DailyPrice price = prices.of(connection, mapping, rhythm);
    if (price.isTooHigh()) {
      LOG.error(
          "connection {}: HighLevel is not polled, for with the passes it would cost {}; set a"
              + " longer high-level.poll-every",
          connection,
          price.sentence());
      return false;
    }
    LOG.info("connection {}: polling HighLevel, with the passes, {}", connection, price.sentence());
    return true;
  }

  private MappingProfile mapping(String connection) {
    String yaml = connections.byId(connection).orElseThrow().profileYaml();
    return MappingProfiles.parse(connection, yaml);
  }
}
