package io.lockstep.starter.security;

import io.lockstep.starter.security.AccessProperties.Oidc;
import io.lockstep.starter.security.SparingTemplate.AskedJustNowException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestOperations;

/**
 * Who stands behind {@code Authorization: Bearer}: a program by its own token, or whoever the
 * identity provider vouches for.
 */
@Component
final class Bearers {

  /** Tells an identity provider's people from users of the same name. */
  private static final String PREFIX = "oidc:";

  private static final int LONGEST_NAME = 100;

  /** How long whoever logs in waits for the identity provider. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  /** The server has ten times as many threads, so webhooks go on whoever waits for the issuer. */
  static final int MOST_AT_ONCE = 16;

  // Asymmetric ones only: with a shared secret whoever checks a token could make one.
  private static final Set<SignatureAlgorithm> ALGORITHMS =
      Set.of(
          SignatureAlgorithm.RS256,
          SignatureAlgorithm.RS384,
          SignatureAlgorithm.RS512,
          SignatureAlgorithm.PS256,
          SignatureAlgorithm.ES256,
          SignatureAlgorithm.ES384);

  private static final Pattern JWT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

  private final ApiTokens own;
  private final @Nullable AuthenticationProvider vouchedFor;
  private final Semaphore turns = new Semaphore(MOST_AT_ONCE);

  Bearers(AccessProperties properties, Clock clock) {
    own = new ApiTokens(properties.users());
    Oidc oidc = properties.oidc();
    vouchedFor = oidc.issuer() == null ? null : provider(oidc, oidc.issuer(), clock);
  }

  private static AuthenticationProvider provider(Oidc oidc, String issuer, Clock clock) {
    var provider = new JwtAuthenticationProvider(decoder(oidc, issuer, hurried(clock)));
    provider.setJwtAuthenticationConverter(token -> person(token, oidc));
    return provider;
  }

  /** The identity provider did not answer, so nobody can say whether the token is good. */
  static final class IssuerAwayException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    IssuerAwayException() {
      super("too many wait for the identity provider's keys");
    }

    IssuerAwayException(RuntimeException cause) {
      super("the identity provider's keys could not be read", cause);
    }
  }

  /**
   * Who brought the token.
   *
   * @throws IssuerAwayException when the identity provider cannot be asked
   */
  Authentication authenticate(Authentication brought) {
    String token = ((BearerTokenAuthenticationToken) brought).getToken();
    Optional<ApiTokens.Owner> owner = own.owner(token);
    if (owner.isPresent()) {
      return UsernamePasswordAuthenticationToken.authenticated(
          owner.get().name(), null, owner.get().rights().authorities());
    }
    if (vouchedFor == null || !JWT.matcher(token).matches()) {
      throw new InvalidBearerTokenException("nobody has this token");
    }
    if (!turns.tryAcquire()) {
      throw new IssuerAwayException();
    }
    try {
      return Objects.requireNonNull(vouchedFor.authenticate(brought));
    } catch (AuthenticationServiceException noKey) {
      if (NestedExceptionUtils.getMostSpecificCause(noKey) instanceof AskedJustNowException asked
          && asked.answered()) {
        throw new InvalidBearerTokenException("none of the issuer's keys made this token", noKey);
      }
      throw new IssuerAwayException(noKey);
    } catch (JwtDecoderInitializationException away) {
      throw new IssuerAwayException(away);
    } finally {
      turns.release();
    }
  }

  private static JwtDecoder decoder(Oidc oidc, String issuer, RestOperations requests) {
    return new SupplierJwtDecoder( // not at start: an issuer that is away must not stop the app
        () -> {
          var keys =
              oidc.keys() == null
                  ? NimbusJwtDecoder.withIssuerLocation(issuer)
                  : NimbusJwtDecoder.withJwkSetUri(oidc.keys());
          NimbusJwtDecoder decoder =
              keys.restOperations(requests)
                  .jwsAlgorithms(known -> known.addAll(ALGORITHMS))
                  .build();
          decoder.setJwtValidator(validator(oidc, issuer));
          return decoder;
        });
  }

  private static OAuth2TokenValidator<Jwt> validator(Oidc oidc, String issuer) {
    var type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt"); // RFC 9068
    type.setAllowEmpty(true);
    var time = new JwtTimestampValidator();
    time.setAllowEmptyExpiryClaim(false);
    var subject =
        new JwtClaimValidator<String>(JwtClaimNames.SUB, sub -> sub != null && !sub.isBlank());
    var audience =
        new JwtClaimValidator<Collection<String>>(
            JwtClaimNames.AUD, aud -> aud != null && aud.contains(oidc.audience()));
    return JwtValidators.createDefaultWithValidators(
        List.of(type, time, new JwtIssuerValidator(issuer), subject, audience));
  }

  /** Whoever waits for a login also waits for the issuer's keys. */
  static RestOperations hurried(Clock clock) {
    var requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(PATIENCE);
    requests.setReadTimeout(PATIENCE);
    return new SparingTemplate(requests, clock);
  }

  private static JwtAuthenticationToken person(Jwt token, Oidc oidc) {
    return new JwtAuthenticationToken(
        token, oidc.rights(token.getClaims()).authorities(), name(token.getSubject()));
  }

  /**
   * How the journal names whom the issuer vouches for. The subject is the issuer's opaque id; a
   * name or an address would be a person's data.
   */
  static String name(String subject) {
    String name = PREFIX + subject;
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }
}
