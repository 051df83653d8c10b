package io.lockstep.worker;

import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.worker.WorkerProperties.ConnectionProperties;
import io.lockstep.worker.WorkerProperties.FirstLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/**
 * Writes the configured connections to the ledger before the workers start. A mapping profile with
 * a mistake ends the start with file, line and column.
 */
@Component
class ConnectionRegistrar implements InitializingBean {

  private static final String BUILT_IN = "classpath:io/lockstep/core/mapping/default-profile.yaml";

  private final WorkerProperties properties;
  private final Connections connections;
  private final ResourceLoader resources;

  ConnectionRegistrar(
      WorkerProperties properties, Connections connections, ResourceLoader resources) {
    this.properties = properties;
    this.connections = connections;
    this.resources = resources;
  }

  @Override
  public void afterPropertiesSet() {
    properties.connections().forEach((id, given) -> connections.register(connection(id, given)));
  }

  private Connection connection(String id, ConnectionProperties given) {
    return new Connection(
        id,
        checkedRegion(id, given.region()),
        new Connection.HighLevel(
            given.highLevel().baseUrl(),
            given.highLevel().locationId(),
            checkedToken(id, given.highLevel().token()),
            given.highLevel().webhookPublicKeys(),
            given.highLevel().access()),
        new Connection.Bhn(
            given.bhn().baseUrl(),
            given.bhn().accountId(),
            given.bhn().clientId(),
            given.bhn().clientSecret(),
            given.bhn().webhookSecret(),
            given.bhn().formerWebhookSecret(),
            new Connection.Bhn.Way(
                given.bhn().login(), given.bhn().tokenUrl(), given.bhn().partnerId())),
        checkedProfile(id, given.profile()),
        given.firstLink() == FirstLink.AUTO,
        false,
        "");
  }

  private String checkedToken(String connection, String token) {
    if (token.isBlank() && properties.highLevelApp().clientId().isBlank()) {
      throw new IllegalArgumentException(
          ("lockstep.connections.%s.high-level.token is missing. A connection without one is"
                  + " connected by OAuth, which needs lockstep.high-level-app.client-id")
              .formatted(connection));
    }
    if (token.isBlank() && properties.highLevelApp().clientSecret().isBlank()) {
      throw new IllegalArgumentException(
          "lockstep.high-level-app.client-secret is missing: without it no token can be had for"
              + " connection "
              + connection);
    }
    return token.strip();
  }

  private static String checkedRegion(String connection, String region) {
    try {
      new CanonicalForms(region);
      return region;
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "lockstep.connections.%s.region: %s".formatted(connection, unknown.getMessage()),
          unknown);
    }
  }

  private String checkedProfile(String connection, String name) {
    String location = properties.profiles().get(name);
    if (location == null && !name.equals("default")) {
      throw new IllegalArgumentException(
          "lockstep.connections.%s.profile names %s; lockstep.profiles has only %s and default"
              .formatted(connection, name, properties.profiles().keySet()));
    }
    Resource file = resources.getResource(location == null ? BUILT_IN : asLocation(location));
    try {
      String yaml = file.getContentAsString(StandardCharsets.UTF_8);
      MappingProfiles.parse(file.getDescription(), yaml);
      return yaml;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "lockstep.profiles.%s: %s cannot be read".formatted(name, location), e);
    }
  }

  private static String asLocation(String path) {
    return path.contains(":") ? path : "file:" + path;
  }
}
