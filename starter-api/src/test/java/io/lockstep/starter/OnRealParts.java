package io.lockstep.starter;

import io.lockstep.engine.keys.KeyFile;
import io.lockstep.workflows.LockstepAttributes;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.testing.TestEnvironmentOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;

/** The app as it is shipped, on an embedded PostgreSQL and with a key file of its own. */
final class OnRealParts {

  /** Everything but the engine. */
  static void register(DynamicPropertyRegistry properties, EmbeddedPostgres postgres)
      throws IOException {
    Path keys = Files.createTempDirectory("lockstep-keys").resolve("keys.json");
    KeyFile.readOrCreate(keys);
    properties.add("lockstep.keys.file", keys::toString);
    properties.add("lockstep.operator.password", () -> "the operator's password");
    properties.add("lockstep.ledger.url", () -> postgres.getJdbcUrl("postgres", "postgres"));
    properties.add("lockstep.ledger.user", () -> "postgres");
    properties.add("server.address", () -> "127.0.0.1");
    properties.add("server.port", () -> "0");
  }

  private OnRealParts() {}

  /** The in-memory engine, on real time and with the attributes a worker would register. */
  @TestConfiguration
  static class Engine {

    @Bean
    TemporalOptionsCustomizer<TestEnvironmentOptions.Builder> realTime() {
      return options -> {
        LockstepAttributes.ALL.forEach(
            attribute ->
                options.registerSearchAttribute(
                    attribute.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        return options.setUseTimeskipping(false);
      };
    }
  }
}
