package io.lockstep.starter;

import io.lockstep.core.digest.Digester;
import io.lockstep.engine.CodecEndpoint;
import io.lockstep.engine.PayloadKeys;
import io.lockstep.engine.keys.KeyFile;
import io.lockstep.engine.keys.KeyProperties;
import io.lockstep.ledger.LedgerConfiguration;
import io.lockstep.ledger.LedgerDataSource;
import io.lockstep.ledger.Sealer;
import java.time.Clock;
import java.util.Arrays;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Webhooks into workflow executions, operator API, overview page. It shares a JVM with other apps
 * in the quickstart, so it reads {@code starter-api.yml}, never {@code application.yml}, and takes
 * nothing from outside this package but what is imported here.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableConfigurationProperties(KeyProperties.class)
@Import(LedgerConfiguration.class)
public class StarterApplication {

  private static final String DOCTOR = "doctor";

  /**
   * Starts the app; {@code starter-api.yml} holds the defaults. With {@code doctor <connection>} it
   * asks a running one and ends: see {@link AskDoctor}.
   */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals(DOCTOR)) {
      AskDoctor.main(Arrays.copyOfRange(args, 1, args.length));
    } else {
      application().run(args);
    }
  }

  /**
   * The application, ready to run. Whoever embeds it passes settings as command line arguments of
   * {@code run}: properties of the builder are weaker than {@code starter-api.yml}.
   */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(StarterApplication.class)
        .properties("spring.config.name=starter-api");
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  KeyFile keyFile(KeyProperties keys) {
    return keys.read();
  }

  @Bean
  CodecEndpoint codecEndpoint(KeyFile keys) {
    return new CodecEndpoint(PayloadKeys.parse(keys.payloadKeyset()));
  }

  @Bean
  DataSource ledgerDataSource(LedgerAccess access) {
    return LedgerDataSource.open(
        access.url(), access.user(), access.password(), access.connections());
  }

  @Bean
  Sealer sealer(KeyFile keys) {
    return Sealer.of(keys.sealingKeyset());
  }

  @Bean
  Digester digester(KeyFile keys) {
    return new Digester(keys.currentDigestKey(), keys.digestKeys());
  }
}
