package io.lockstep.worker;

import io.lockstep.core.digest.Digester;
import io.lockstep.engine.keys.KeyFile;
import io.lockstep.engine.keys.KeyProperties;
import io.lockstep.ledger.Sealer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the ledger is read and written with. */
@Configuration(proxyBeanMethods = false)
class LedgerKeys {

  @Bean
  KeyFile keyFile(KeyProperties keys) {
    return KeyFile.read(keys.file());
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
