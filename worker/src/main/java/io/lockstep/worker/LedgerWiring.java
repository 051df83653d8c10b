package io.lockstep.worker;

import io.lockstep.core.digest.Digester;
import io.lockstep.engine.keys.KeyFile;
import io.lockstep.engine.keys.KeyProperties;
import io.lockstep.ledger.LedgerDataSource;
import io.lockstep.ledger.Sealer;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ledger's database, and what it is read and written with. */
@Configuration(proxyBeanMethods = false)
class LedgerWiring {

  @Bean
  DataSource ledgerDataSource(
      @Value("${lockstep.ledger.url}") String url,
      @Value("${lockstep.ledger.user}") String user,
      @Value("${lockstep.ledger.password}") String password,
      @Value("${lockstep.ledger.connections}") int connections) {
    return LedgerDataSource.open(url, user, password, connections);
  }

  @Bean
  KeyFile keyFile(KeyProperties keys) {
    return keys.read();
  }

  @Bean
  Digester digester(KeyFile keys) {
    return new Digester(keys.currentDigestKey(), keys.digestKeys());
  }

  @Bean
  Sealer sealer(KeyFile keys) {
    return Sealer.of(keys.sealingKeyset());
  }
}
