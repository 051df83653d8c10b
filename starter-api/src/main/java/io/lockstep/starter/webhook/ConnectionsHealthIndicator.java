package io.lockstep.starter.webhook;

import io.lockstep.starter.webhook.Owners.LeftOut;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The component {@code connections} of {@code /actuator/health}: is each of them served? One that
 * is not makes the app {@code DEGRADED}, which is answered 200: taking the app out of service would
 * stop the others too.
 */
@Component
class ConnectionsHealthIndicator extends AbstractHealthIndicator {

  static final Status DEGRADED = new Status("DEGRADED");

  private final KnownConnections known;

  ConnectionsHealthIndicator(KnownConnections known) {
    this.known = known;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    Owners owners;
    try {
      owners = known.recent();
    } catch (DataAccessException away) {
      builder
          .unknown()
          .withDetail("meaning", "the ledger never answered; see the component ledger");
      return;
    }
    builder.status(owners.leftOut().isEmpty() ? Status.UP : DEGRADED);
    for (LeftOut one : owners.leftOut()) {
      builder.withDetail(one.id(), one.why());
    }
  }
}
