package io.lockstep.starter;

import io.lockstep.ledger.Connections;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The component {@code ledger} of {@code /actuator/health}: can the connections be read? */
@Component
class LedgerHealthIndicator extends AbstractHealthIndicator {

  private final Connections connections;

  LedgerHealthIndicator(Connections connections) {
    this.connections = connections;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    try {
      builder.up().withDetail("connections", connections.all().size());
    } catch (DataAccessException away) {
      builder
          .down()
          .withDetail(
              "meaning",
              "PostgreSQL does not answer; webhooks are still recorded, decisions and the page"
                  + " are not served");
    }
  }
}
