package io.lockstep.starter.security;

import io.lockstep.starter.security.AccessProperties.Oidc;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.RequestEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
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
        .authorizationEndpoint(there -> there.authorizationRequestRepository(new BegunLogins()))
        .tokenEndpoint(exchange -> exchange.accessTokenResponseClient(fewAtOnce()))
        .userInfoEndpoint(who -> who.oidcUserService(this::person))
        .successHandler(new InForTheDay())
        .failureHandler(refused())
        .withObjectPostProcessor(new SaysThatItIsAway());
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
    standard.setRestClient(hurried());
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

  /** The client Spring would take, but for the time it waits. */
  private static RestClient hurried() {
    var requests = new JdkClientHttpRequestFactory();
    requests.setReadTimeout(Bearers.PATIENCE); // of the whole exchange
    return RestClient.builder()
        .requestFactory(requests)
        .configureMessageConverters(
            converters ->
                converters
                    .addCustomConverter(new FormHttpMessageConverter())
                    .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
        .build();
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

  /** While nobody can be sent to the provider, a browser is led to the login form. */
  private static final class SaysThatItIsAway
      implements ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> {

    @Override
    public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
      filter.setAuthenticationFailureHandler(
          (request, response, failure) -> {
            log.warn("nobody can be sent to the identity provider: {}", reason(failure));
            if (isAway(failure.getCause())) {
              response.sendRedirect(request.getContextPath() + "/login?away");
            } else {
              response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            }
          });
      return filter;
    }

    private static @Nullable String reason(AuthenticationException failure) {
      return NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
    }

    private static boolean isAway(@Nullable Throwable cause) {
      return cause instanceof RestClientException
          || cause instanceof SparingTemplate.AskedJustNowException
          || cause instanceof BegunLogins.TooManyException;
    }
  }
}
