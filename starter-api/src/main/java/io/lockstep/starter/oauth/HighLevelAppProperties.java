package io.lockstep.starter.oauth;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Our app in HighLevel's marketplace, as far as a browser is concerned; its secret is the worker's.
 *
 * @param clientId empty: locations cannot be connected by OAuth
 * @param redirectUri where HighLevel sends the browser back to: this server's {@code
 *     /oauth/highlevel/callback}, as registered with the app
 * @param authorizeUrl HighLevel's page
 * @param whiteLabelUrl the same under the name agencies show their customers
 * @param scopes what the app asks for
 */
@ConfigurationProperties("lockstep.high-level-app")
public record HighLevelAppProperties(
    @DefaultValue("") String clientId,
    @DefaultValue("http://localhost:8080/oauth/highlevel/callback") URI redirectUri,
    @DefaultValue("https://marketplace.gohighlevel.com/v2/oauth/chooselocation") URI authorizeUrl,
    @DefaultValue("https://marketplace.leadconnectorhq.com/v2/oauth/chooselocation")
        URI whiteLabelUrl,
    @DefaultValue({
          "contacts.readonly",
          "contacts.write",
          "locations.readonly",
          "locations/customFields.readonly",
          "locations/customFields.write",
          "locations/tasks.readonly",
          "locations/tags.readonly",
          "users.readonly",
          "medias.readonly",
          "medias.write",
          "oauth.write" // an agency's token makes tokens of its locations
        })
        List<String> scopes) {

  public HighLevelAppProperties {
    scopes = List.copyOf(scopes);
  }

  /** HighLevel's id of the app, as its events name it; empty: there is no app. */
  public String appId() {
    return clientId.split("-", 2)[0]; // <app id>-<key>
  }
}
