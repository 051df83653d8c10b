package io.lockstep.ledger;

class InMemorySeenWebhooksTest extends SeenWebhooksContract {

  @Override
  SeenWebhooks webhooks() {
    return new InMemorySeenWebhooks();
  }
}
