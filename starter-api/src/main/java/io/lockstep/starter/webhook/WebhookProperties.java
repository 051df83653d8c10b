package io.lockstep.starter.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which webhooks are ours.
 *
 * @param apps HighLevel app ids whose events are taken in; empty: any app's whose signature holds
 */
@ConfigurationProperties("lockstep.webhooks")
public record WebhookProperties(@DefaultValue List<String> apps) {

  public WebhookProperties {
    apps = List.copyOf(apps);
  }

  boolean isOurs(@Nullable String app) {
    return app == null || apps.isEmpty() || apps.contains(app);
  }
}
