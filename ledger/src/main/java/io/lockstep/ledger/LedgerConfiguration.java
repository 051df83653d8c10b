package io.lockstep.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The ledger's ports on PostgreSQL, for an application that has a {@link DataSource} and a {@link
 * Sealer} bean; import it. An {@link InstantSource} bean is used where there is one. The schema
 * {@code lockstep} is brought up to date before the first port answers; several processes may start
 * at once. {@link LedgerDataSource} opens a pool with the time-outs the ledger needs.
 */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {

  /** Some five minutes; then whoever keeps the process running is told. */
  private static final int CONNECT_RETRIES = 30;

  private static final Duration LONGEST_BETWEEN_RETRIES = Duration.ofSeconds(10);
  private static final Duration PURGE_PACE = Duration.ofMinutes(10);

  /**
   * Brings the schema up to date; stands in for the one Spring Boot would make. A database that is
   * away for some minutes, as when machines start together, does not end the start.
   */
  @Bean(initMethod = "migrate")
  Flyway flyway(DataSource dataSource) {
    return Flyway.configure()
        .dataSource(LedgerDataSource.unhurried(dataSource))
        .defaultSchema("lockstep")
        .locations("classpath:db/ledger")
        .connectRetries(CONNECT_RETRIES)
        .connectRetriesInterval(Math.toIntExact(LONGEST_BETWEEN_RETRIES.toSeconds()))
        .initSql("set statement_timeout = 0") // whatever the role or the database has
        .load();
  }

  @Bean
  Database ledgerDatabase(DataSource dataSource, Flyway migrated) {
    return new Database(dataSource);
  }

  @Bean
  PairLedger pairLedger(Database db, Sealer sealer, ObjectProvider<InstantSource> clock) {
    return new PostgresPairLedger(db, sealer, clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  ItemLedger itemLedger(Database db, Sealer sealer, ObjectProvider<InstantSource> clock) {
    return new PostgresItemLedger(db, sealer, clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean(initMethod = "start", destroyMethod = "stop")
  Housekeeping ledgerHousekeeping(PairLedger ledger, ObjectProvider<InstantSource> clock) {
    return new Housekeeping(ledger::purge, clock.getIfAvailable(Clock::systemUTC), PURGE_PACE);
  }

  @Bean
  OpenMarks openMarks(Database db) {
    return new PostgresOpenMarks(db);
  }

  @Bean
  Places places(Database db, @Value("${lockstep.runs-per-connection:4}") int most) {
    if (most < 2 || most > 100) {
      throw new IllegalArgumentException(
          "lockstep.runs-per-connection must be 2 to 100; bulk work may fill half of it");
    }
    return new PostgresPlaces(db, most);
  }

  @Bean
  Budget budget(Database db) {
    return new PostgresBudget(db);
  }

  @Bean
  Breakers breakers(Database db) {
    return new PostgresBreakers(db);
  }

  @Bean
  Cursors cursors(Database db) {
    return new PostgresCursors(db);
  }

  @Bean
  WithheldWrites withheldWrites(Database db) {
    return new PostgresWithheldWrites(db);
  }

  @Bean
  SeenWebhooks seenWebhooks(Database db) {
    return new PostgresSeenWebhooks(db);
  }

  @Bean
  Connections connections(Database db, Sealer sealer) {
    return new PostgresConnections(db, sealer);
  }

  @Bean
  Grants grants(Database db, Sealer sealer) {
    return new PostgresGrants(db, sealer);
  }

  @Bean
  LedgerRights ledgerRights(Database db) {
    return new PostgresLedgerRights(db);
  }
}
