package io.lockstep.worker;

import io.lockstep.engine.keys.KeyProperties;
import io.lockstep.ledger.LedgerConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Hosts the Temporal workers of one Lockstep installation; several may run side by side. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties({WorkerProperties.class, KeyProperties.class})
@Import(LedgerConfiguration.class)
public class WorkerApplication {

  /** Starts the worker; {@code worker.yml} holds the defaults. */
  public static void main(String[] args) {
    application().run(args);
  }

  /** The application as it starts everywhere, alone and inside the quickstart. */
  public static SpringApplicationBuilder application() {
    // A name of its own: in one JVM with the starter-api, both would read the first
    // application.yml.
    return new SpringApplicationBuilder(WorkerApplication.class)
        .properties("spring.config.name=worker");
  }
}
