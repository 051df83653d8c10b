package io.lockstep.starter.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import io.lockstep.starter.security.Bearers.IssuerAwayException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The ways in: webhooks by signature, programs by token or HTTP Basic, people by form. Which
 * connection somebody has to do with is asked where the connection is known: {@link Access}.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  /** Everything a page needs comes from this server; no inline script, no inline style. */
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  /** A webhook's signature is its login, and no browser sends one. */
  @Bean
  @Order(1)
  SecurityFilterChain webhooks(HttpSecurity http) {
    return http.securityMatcher("/webhooks/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(SecurityConfiguration::strict)
        .build();
  }

  /** The operator API and what programs read; a page's session is good for it too. */
  @Bean
  @Order(2)
  SecurityFilterChain programs(
      HttpSecurity http, LoginThrottle throttle, Bearers bearers, ProblemWriter problems) {
    AuthenticationEntryPoint asking =
        asking(
            problems,
            "Log in with HTTP Basic, as operator with lockstep.operator.password or as a user of"
                + " lockstep.users, or with a bearer token.");
    return http.securityMatcher("/api/**", "/v3/api-docs/**", "/v3/api-docs.yaml", "/actuator/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/actuator/health/**", "/v3/**")
                    .permitAll()
                    // Its figures name every connection.
                    .requestMatchers("/actuator/prometheus")
                    .hasRole(Rights.ALL_VIEWER)
                    .requestMatchers("/actuator/**")
                    .hasRole(Rights.ALL_OPERATOR)
                    // A person's data, and calls of providers.
                    .requestMatchers(
                        GET,
                        "/api/v1/pairs/*/values",
                        "/api/v1/connections/*/doctor",
                        "/api/v1/connections/*/doctor/*")
                    .hasRole(Rights.OPERATOR)
                    .requestMatchers(GET)
                    .hasRole(Rights.VIEWER)
                    .anyRequest()
                    .hasRole(Rights.OPERATOR))
        .httpBasic(basic -> basic.authenticationEntryPoint(asking))
        .oauth2ResourceServer(bearer(bearers, asking))
        .exceptionHandling(
            failures ->
                failures.accessDeniedHandler(
                    refusing(
                        problems,
                        "You may not do this: it takes the right viewer or operator. From a page"
                            + " the CSRF token is needed too.")))
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(csrfTokens())
                    .ignoringRequestMatchers(SecurityConfiguration::isNobodysForgery))
        .requestCache(RequestCacheConfigurer::disable) // it would give strangers a session
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .headers(SecurityConfiguration::strict)
        .addFilterBefore(new ThrottleFilter(throttle, problems), CsrfFilter.class)
        .build();
  }

  /**
   * What opens histories. Temporal's command line brings a password or token; its UI cannot, but it
   * sends the cookie of whoever logged in at our page. It needs no CSRF token: nothing is changed
   * here, and a page of another origin than the UI's is refused before anything is opened.
   */
  @Bean
  @Order(3)
  SecurityFilterChain codec(
      HttpSecurity http,
      LoginThrottle throttle,
      Bearers bearers,
      ProblemWriter problems,
      AccessProperties properties) {
    AuthenticationEntryPoint asking =
        asking(
            problems,
            "Log in as operator: on the command line with --codec-auth \"Basic ...\" or \"Bearer"
                + " ...\", for Temporal's UI at the page of this server.");
    CorsConfiguration origins = origins(properties.codec());
    return http.securityMatcher("/codec/**")
        .cors(cors -> cors.configurationSource(request -> origins))
        .authorizeHttpRequests(requests -> requests.anyRequest().hasRole(Rights.ALL_OPERATOR))
        .httpBasic(basic -> basic.authenticationEntryPoint(asking))
        .oauth2ResourceServer(bearer(bearers, asking))
        .exceptionHandling(
            failures ->
                failures.accessDeniedHandler(
                    refusing(
                        problems,
                        "Only an operator of every connection may read histories: a sealed payload"
                            + " does not say whose it is.")))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(RequestCacheConfigurer::disable) // it would give strangers a session
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .headers(SecurityConfiguration::strict)
        .addFilterBefore(new ThrottleFilter(throttle, problems), CsrfFilter.class)
        .build();
  }

  /** Without an origin every page of another origin is refused. */
  private static CorsConfiguration origins(AccessProperties.Codec codec) {
    CorsConfiguration allowed = new CorsConfiguration();
    if (codec.uiOrigin() != null) {
      allowed.setAllowedOrigins(List.of(codec.uiOrigin()));
      allowed.setAllowedMethods(List.of(POST.name()));
      allowed.setAllowedHeaders(
          List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.AUTHORIZATION, "X-Namespace"));
      allowed.setAllowCredentials(true);
      allowed.setMaxAge(Duration.ofHours(1));
    }
    return allowed;
  }

  /** The page, its files and the login form. */
  @Bean
  @Order(4)
  SecurityFilterChain people(
      HttpSecurity http,
      LoginThrottle throttle,
      ProblemWriter problems,
      AccessProperties properties,
      OidcLogin oidc) {
    if (oidc.isOn()) {
      http.oauth2Login(oidc::configure);
    }
    LoopbackVisitor here = new LoopbackVisitor();
    return http.authorizeHttpRequests(
            requests -> {
              requests
                  .requestMatchers(
                      "/login", "/css/**", "/js/**", "/icon.svg", "/webjars/**", "/error")
                  .permitAll();
              requests.requestMatchers("/oauth/**").hasRole(Rights.OPERATOR);
              if (properties.page().openToLoopback()) {
                requests
                    .requestMatchers(
                        request -> request.getMethod().equals("GET") && here.matches(request))
                    .permitAll();
              }
              requests
                  .requestMatchers(GET)
                  .hasRole(Rights.VIEWER)
                  .anyRequest()
                  .hasRole(Rights.OPERATOR);
            })
        // Who is let in without a login sees all of the page.
        .anonymous(
            nobody -> {
              if (properties.page().openToLoopback()) {
                nobody.authorities(Rights.views(Rights.EVERY));
              }
            })
        .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens()))
        .requestCache(RequestCacheConfigurer::disable) // there is one page to come back to
        .formLogin(
            form ->
                form.loginPage("/login")
                    .successHandler(new InForTheDay())
                    .failureHandler(backToTheLogin())
                    .permitAll())
        .exceptionHandling(
            failures ->
                failures.defaultAuthenticationEntryPointFor(
                    (request, response, failure) -> { // htmx would put the login into the page
                      response.setHeader("HX-Redirect", request.getContextPath() + "/login");
                      problems.write(response, HttpStatus.UNAUTHORIZED, "Log in at /login.");
                    },
                    request -> request.getHeader("HX-Request") != null))
        .logout(logout -> logout.logoutSuccessUrl("/login?out"))
        .headers(SecurityConfiguration::strict)
        .addFilterBefore(new ThrottleFilter(throttle, problems), CsrfFilter.class)
        .build();
  }

  @Bean
  AuthenticationProvider passwords(AccessProperties properties, LoginThrottle throttle) {
    PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    DaoAuthenticationProvider passwords =
        new DaoAuthenticationProvider(
            new InMemoryUserDetailsManager(
                properties.logins().entrySet().stream()
                    .map(login -> user(login.getKey(), login.getValue(), encoder))
                    .toList()));
    passwords.setPasswordEncoder(encoder);
    return new ThrottledPasswords(passwords, throttle);
  }

  private static UserDetails user(
      String name, AccessProperties.Login login, PasswordEncoder encoder) {
    return User.withUsername(name)
        .password(encoder.encode(login.password()))
        .authorities(login.rights().authorities())
        .build();
  }

  private static Customizer<OAuth2ResourceServerConfigurer<HttpSecurity>> bearer(
      Bearers bearers, AuthenticationEntryPoint asking) {
    return bearer ->
        bearer
            .authenticationManagerResolver(request -> bearers::authenticate)
            .authenticationEntryPoint(asking);
  }

  private static AuthenticationEntryPoint asking(ProblemWriter problems, String sentence) {
    return (request, response, failure) -> {
      if (failure instanceof IssuerAwayException) {
        response.setHeader(HttpHeaders.RETRY_AFTER, "10");
        problems.write(
            response,
            HttpStatus.SERVICE_UNAVAILABLE,
            "The identity provider of lockstep.oidc.issuer did not show its keys; try again later,"
                + " or log in with a password.");
        return;
      }
      if (!isBrowser(request)) { // or it would offer to remember the password
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Lockstep\"");
      }
      problems.write(response, HttpStatus.UNAUTHORIZED, sentence);
    };
  }

  private static AccessDeniedHandler refusing(ProblemWriter problems, String sentence) {
    return (request, response, denied) -> problems.write(response, HttpStatus.FORBIDDEN, sentence);
  }

  /**
   * A program that sends its password or token with each request is forged by nobody, and one
   * without a session has nothing to forge. A browser that does so names the page it comes from,
   * and must bring the CSRF token.
   */
  private static boolean isNobodysForgery(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    boolean ownLogin =
        authorization != null
            && (authorization.startsWith("Basic ") || authorization.startsWith("Bearer "));
    return !isBrowser(request) && (ownLogin || request.getRequestedSessionId() == null);
  }

  private static boolean isBrowser(HttpServletRequest request) {
    return request.getHeader("Sec-Fetch-Site") != null
        || request.getHeader(HttpHeaders.ORIGIN) != null;
  }

  /**
   * In a cookie, not in a session: nobody gets one before a login, or a flood of strangers would
   * fill the memory with them.
   */
  private static CsrfTokenRepository csrfTokens() {
    CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName("LOCKSTEP-CSRF"); // cookies know no port; see starter-api.yml
    tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
    return tokens;
  }

  private static AuthenticationFailureHandler backToTheLogin() {
    var handler = new SimpleUrlAuthenticationFailureHandler("/login?error");
    handler.setAllowSessionCreation(false);
    return handler;
  }

  private static void strict(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
        .permissionsPolicyHeader(
            policy -> policy.policy("camera=(), geolocation=(), microphone=()"));
  }
}
