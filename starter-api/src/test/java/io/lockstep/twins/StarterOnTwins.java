package io.lockstep.twins;

import io.lockstep.core.digest.Digester;
import io.lockstep.engine.CodecEndpoint;
import io.lockstep.engine.PayloadKeys;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Grants;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.ledger.InMemoryGrants;
import io.lockstep.ledger.InMemoryItemLedger;
import io.lockstep.ledger.InMemoryOpenMarks;
import io.lockstep.ledger.InMemoryPairLedger;
import io.lockstep.ledger.InMemorySeenWebhooks;
import io.lockstep.ledger.InMemoryWithheldWrites;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.LedgerRights;
import io.lockstep.ledger.OpenMarks;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.SeenWebhooks;
import io.lockstep.ledger.WithheldWrites;
import io.lockstep.starter.LedgerSwitch;
import io.lockstep.starter.Samples;
import io.lockstep.starter.SettableClock;
import io.lockstep.starter.engine.FlowsInMemory;
import io.lockstep.starter.engine.QuestionsInMemory;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * The whole web side of the app on the ledger's and Temporal's twins: no port, no process. It lies
 * outside the app's package, or the app would find it too.
 */
@SpringBootConfiguration
@EnableAutoConfiguration(
    excludeName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "io.temporal.spring.boot.autoconfigure.ServiceStubsAutoConfiguration",
      "io.temporal.spring.boot.autoconfigure.RootNamespaceAutoConfiguration"
    })
@ConfigurationPropertiesScan("io.lockstep.starter")
@ComponentScan(
    basePackages = "io.lockstep.starter",
    excludeFilters =
        @ComponentScan.Filter(
            type = FilterType.REGEX,
            pattern = {
              "io\\.lockstep\\.starter\\.engine\\..*",
              "io\\.lockstep\\.starter\\.StarterApplication",
              "io\\.lockstep\\.starter\\.OnRealParts.*"
            }))
public class StarterOnTwins {

  public static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  @Bean
  SettableClock clock() {
    return new SettableClock(START);
  }

  @Bean
  LedgerSwitch ledgerSwitch() {
    return new LedgerSwitch();
  }

  @Bean
  FlowsInMemory flows() {
    return new FlowsInMemory();
  }

  @Bean
  QuestionsInMemory questions() {
    return new QuestionsInMemory();
  }

  @Bean
  Connections connections(LedgerSwitch ledger, Kept kept) {
    return ledger.behind(Connections.class, kept.connections());
  }

  @Bean
  Grants grants(LedgerSwitch ledger) {
    return ledger.behind(Grants.class, new InMemoryGrants());
  }

  /** The twins themselves, not to be mistaken for the ports before them. */
  public record Kept(InMemoryPairLedger pairs, InMemoryConnections connections) {}

  @Bean
  Kept kept(SettableClock clock) {
    return new Kept(new InMemoryPairLedger(clock), new InMemoryConnections());
  }

  @Bean
  PairLedger pairLedger(LedgerSwitch ledger, Kept kept) {
    return ledger.behind(PairLedger.class, kept.pairs());
  }

  @Bean
  ItemLedger itemLedger(LedgerSwitch ledger, Kept kept) {
    return ledger.behind(ItemLedger.class, new InMemoryItemLedger(kept.pairs()));
  }

  @Bean
  WithheldWrites withheldWrites(LedgerSwitch ledger) {
    return ledger.behind(WithheldWrites.class, new InMemoryWithheldWrites());
  }

  @Bean
  SeenWebhooks seenWebhooks(LedgerSwitch ledger) {
    return ledger.behind(SeenWebhooks.class, new InMemorySeenWebhooks());
  }

  @Bean
  OpenMarks openMarks(LedgerSwitch ledger) {
    return ledger.behind(OpenMarks.class, new InMemoryOpenMarks());
  }

  @Bean
  LedgerRights ledgerRights(LedgerSwitch ledger) {
    return ledger.behind(LedgerRights.class, List::of);
  }

  @Bean
  CodecEndpoint codecEndpoint() {
    return new CodecEndpoint(PayloadKeys.generate());
  }

  @Bean
  Digester digester() {
    return Samples.DIGESTER;
  }
}
