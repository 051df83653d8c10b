package io.lockstep.starter.security;

import io.lockstep.starter.security.AccessProperties.Oidc;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.RequestEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestOperations;

/**
 * The page's login by the identity provider: its ID token says who it is, and its claim what they
 * may do, as an access token's does. The provider is asked for its addresses when somebody first
 * logs in: one that is away must not stop the app.
 */
@Component
public final class OidcLogin {

  /** Where a browser begins. */
  public static final String ADDRESS = "/oauth2/authorization/oidc";

  private static final Logger log = LoggerFactory.getLogger(OidcLogin.class);
  private static final String ID = "oidc";

  /** Who does not come back with a code has a session no longer than that. */
  private static final Duration THERE_AND_BACK = Duration.ofMinutes(10);

  private static final ParameterizedTypeReference<Map<String, Object>> METADATA =
      new ParameterizedTypeReference<>() {};

  private final Oidc oidc;
  private final OidcPageProperties page;
  private final RestOperations requests;
  private final Semaphore exchanges = new Semaphore(Bearers.MOST_AT_ONCE);
  private volatile @Nullable ClientRegistration known;

  OidcLogin(AccessProperties properties, OidcPageProperties page, Clock clock) {
    this.oidc = properties.oidc();
    this.page = page;
    this.requests = Bearers.hurried(clock);
    if (page.clientId() != null && oidc.issuer() == null) {
      throw new IllegalArgumentException(
          "lockstep.oidc.page.client-id is set and lockstep.oidc.issuer is not");
    }
  }

  /** Whether the page takes the identity provider's word. */
  public boolean isOn() {
    return page.clientId() != null;
  }

  void configure(OAuth2LoginConfigurer<HttpSecurity> login) {
    login
        .loginPage("/login")
        .clientRegistrationRepository(this::registration)
        .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
        .authorizationEndpoint(
            there ->
                there
                    .authorizationRequestResolver(new WhereThereIsAWay())
                    .authorizationRequestRepository(new ShortSessions()))
        .tokenEndpoint(exchange -> exchange.accessTokenResponseClient(fewAtOnce()))
        .userInfoEndpoint(who -> who.oidcUserService(this::person))
        .successHandler(new InForTheDay())
        .failureHandler(refused());
  }

  private static SimpleUrlAuthenticationFailureHandler refused() {
    var handler = new SimpleUrlAuthenticationFailureHandler("/login?refused");
    handler.setAllowSessionCreation(false);
    return handler;
  }

  private @Nullable ClientRegistration registration(String id) {
    if (!id.equals(ID)) {
      return null;
    }
    ClientRegistration before = known;
    if (before != null) {
      return before;
    }
    ClientRegistration read = read();
    known = read;
    return read;
  }

  private ClientRegistration read() {
    String issuer = Objects.requireNonNull(oidc.issuer());
    URI address = URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
    Map<String, Object> metadata =
        Objects.requireNonNull(
            requests.exchange(RequestEntity.get(address).build(), METADATA).getBody());
    if (!issuer.equals(metadata.get("issuer"))) {
      throw new RestClientException("the metadata at " + address + " are another issuer's");
    }
    return ClientRegistrations.fromOidcConfiguration(metadata)
        .registrationId(ID)
        .clientId(Objects.requireNonNull(page.clientId()))
        .clientSecret(Objects.requireNonNull(page.clientSecret()))
        .scope(page.scopes())
        .redirectUri(page.redirectUri())
        .build();
  }

  /** Nobody is asked for more about a person than the ID token tells. */
  private OidcUser person(OidcUserRequest request) {
    return new Person(oidc.rights(request.getIdToken().getClaims()), request.getIdToken());
  }

  /** A provider that hangs must not take the threads webhooks come in by. */
  private OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> fewAtOnce() {
    var standard = new RestClientAuthorizationCodeTokenResponseClient();
    return request -> {
      if (!exchanges.tryAcquire()) {
        throw new OAuth2AuthorizationException(
            new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE));
      }
      try {
        return standard.getTokenResponse(request);
      } finally {
        exchanges.release();
      }
    };
  }

  /** Known to the journal by the issuer's opaque id, as with an access token. */
  private static final class Person extends DefaultOidcUser {

    private static final long serialVersionUID = 1L;

    Person(Rights rights, OidcIdToken token) {
      super(rights.authorities(), token);
    }

    @Override
    public String getName() {
      return Bearers.name(getSubject());
    }
  }

  /** While the provider cannot be asked where to go, a browser is led to the login form. */
  private final class WhereThereIsAWay implements OAuth2AuthorizationRequestResolver {

    private final OAuth2AuthorizationRequestResolver standard =
        new DefaultOAuth2AuthorizationRequestResolver(
            OidcLogin.this::registration, "/oauth2/authorization");

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
      try {
        return standard.resolve(request);
      } catch (RestClientException | SparingTemplate.AskedJustNowException away) {
        log.warn("the identity provider cannot be asked for its addresses: {}", away.getMessage());
        return null;
      }
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String id) {
      return resolve(request);
    }
  }

  /** Strangers who begin and never come back fill no memory for long. */
  private static final class ShortSessions
      implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private final HttpSessionOAuth2AuthorizationRequestRepository standard =
        new HttpSessionOAuth2AuthorizationRequestRepository();

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(
        HttpServletRequest request) {
      return standard.loadAuthorizationRequest(request);
    }

    @Override
    public void saveAuthorizationRequest(
        @Nullable OAuth2AuthorizationRequest begun,
        HttpServletRequest request,
        HttpServletResponse response) {
      boolean stranger = request.getSession(false) == null;
      standard.saveAuthorizationRequest(begun, request, response);
      HttpSession session = request.getSession(false);
      if (stranger && session != null) {
        session.setMaxInactiveInterval(Math.toIntExact(THERE_AND_BACK.toSeconds()));
      }
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
        HttpServletRequest request, HttpServletResponse response) {
      return standard.removeAuthorizationRequest(request, response);
    }
  }

  /** Who is in has a session like everybody else's. */
  private static final class InForTheDay extends SimpleUrlAuthenticationSuccessHandler {

    InForTheDay() {
      super("/");
      setAlwaysUseDefaultTargetUrl(true);
    }

    @Override
    public void onAuthenticationSuccess(
        HttpServletRequest request, HttpServletResponse response, Authentication who)
        throws IOException, ServletException {
      request
          .getSession()
          .setMaxInactiveInterval(request.getServletContext().getSessionTimeout() * 60);
      super.onAuthenticationSuccess(request, response, who);
    }
  }
}
