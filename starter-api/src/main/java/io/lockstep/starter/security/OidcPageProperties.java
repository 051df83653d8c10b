package io.lockstep.starter.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The page's login by the identity provider of {@code lockstep.oidc.issuer}.
 *
 * @param clientId the page's at the identity provider; null: the page takes passwords alone
 * @param clientSecret likewise
 * @param scopes what is asked for; {@code openid} must be among them
 * @param redirectUri where the identity provider sends the browser back to, as registered there
 */
@ConfigurationProperties("lockstep.oidc.page")
public record OidcPageProperties(
    @Nullable String clientId,
    @Nullable String clientSecret,
    @DefaultValue("openid") List<String> scopes,
    @DefaultValue("{baseUrl}/login/oauth2/code/oidc") String redirectUri) {

  public OidcPageProperties {
    scopes = List.copyOf(scopes);
    if (clientId != null && (clientSecret == null || clientSecret.isBlank())) {
      throw new IllegalArgumentException(
          "lockstep.oidc.page.client-secret is not set: without it anybody could exchange a code"
              + " that was meant for this page");
    }
    if (!scopes.contains("openid")) {
      throw new IllegalArgumentException(
          "lockstep.oidc.page.scopes lacks openid, so the identity provider would not say who it"
              + " is");
    }
  }

  @Override
  public String toString() { // the secret must not reach a log
    return "OidcPage[" + clientId + "]";
  }
}
