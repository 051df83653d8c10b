package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link SeenWebhooks} does. */
abstract class SeenWebhooksContract {

  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  private final SeenWebhooks webhooks = webhooks();

  /** An empty one for each test. */
  abstract SeenWebhooks webhooks();

  @Test
  void theLatestOfEachTypeIsKnownPerConnectionAndSide() {
    webhooks.seen("acme", Side.CONTACTS, "ContactCreate", NOON);
    webhooks.seen("acme", Side.CONTACTS, "ContactCreate", NOON.plusSeconds(5));
    webhooks.seen("acme", Side.CONTACTS, "ContactCreate", NOON.minusSeconds(5));
    webhooks.seen("acme", Side.REWARDS, "contactInfo", NOON);
    webhooks.seen("other", Side.CONTACTS, "ContactDelete", NOON);

    assertThat(webhooks.of("acme", Side.CONTACTS))
        .isEqualTo(Map.of("ContactCreate", NOON.plusSeconds(5)));
    assertThat(webhooks.of("acme", Side.REWARDS)).isEqualTo(Map.of("contactInfo", NOON));
    assertThat(webhooks.of("nobody", Side.REWARDS)).isEmpty();
  }
}
