package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Caller;
import io.lockstep.sandbox.webhooks.HmacSigner;
import io.lockstep.sandbox.webhooks.Signer;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The accounts there are, their clients, and the access tokens handed out to these. */
final class Clients {

  static final Duration TOKEN_LIFE = Duration.ofHours(1);

  private record Token(Caller caller, Instant expires) {}

  private final SandboxClock clock;
  private final Chance chance;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Member> byClientId = new HashMap<>();
  private final Map<String, String> formerSecrets = new HashMap<>(); // by client id
  private final Map<String, Signer> signers = new HashMap<>();
  private final Map<String, Token> tokens = new HashMap<>();

  Clients(SandboxClock clock, Chance chance) {
    this.clock = clock;
    this.chance = chance;
  }

  Member add() {
    Member member =
        new Member(
            "acct-" + chance.text(12),
            "client-" + chance.text(16),
            chance.uuid(),
            "person-" + chance.uuid(),
            "whsec-" + chance.text(32));
    accounts.put(member.accountId(), new Account(member.accountId()));
    byClientId.put(member.clientId(), member);
    signers.put(member.accountId(), new HmacSigner(member.webhookSecret()));
    tokens.put(member.personToken(), new Token(Caller.person(member.accountId()), Instant.MAX));
    return member;
  }

  Account account(String id) {
    return Objects.requireNonNull(accounts.get(id), "no such account");
  }

  Collection<Account> accounts() {
    return Collections.unmodifiableCollection(accounts.values());
  }

  Signer signer(String accountId) {
    return Objects.requireNonNull(signers.get(accountId), "no such account");
  }

  Optional<Caller> caller(String bearer) {
    return Optional.ofNullable(tokens.get(bearer))
        .filter(token -> token.expires().isAfter(clock.instant()))
        .map(Token::caller);
  }

  /** The client that a Basic header names and proves. */
  Optional<Member> authenticate(String authorization) {
    if (!authorization.startsWith("Basic ")) {
      return Optional.empty();
    }
    String[] pair = decode(authorization.substring("Basic ".length()).strip()).split(":", 2);
    return Optional.ofNullable(byClientId.get(pair[0]))
        .filter(member -> pair.length == 2 && proves(member, pair[1]));
  }

  private boolean proves(Member member, String secret) {
    return member.clientSecret().equals(secret)
        || secret.equals(formerSecrets.get(member.clientId()));
  }

  /** The account's secrets as they are from now on; the former client secret stays good for now. */
  void replace(Member member) {
    Member before = Objects.requireNonNull(byClientId.put(member.clientId(), member));
    if (!before.clientSecret().equals(member.clientSecret())) {
      formerSecrets.put(member.clientId(), before.clientSecret());
    }
    signers.put(member.accountId(), new HmacSigner(member.webhookSecret()));
  }

  /** Ends the former client secret, and the tokens that were minted until now. */
  void endFormer(Member member) {
    if (formerSecrets.remove(member.clientId()) != null) {
      Caller app = Caller.lockstep(member.accountId());
      tokens.values().removeIf(token -> token.caller().equals(app));
    }
  }

  private static String decode(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  /** A new access token; the ones before stay valid until they expire. */
  String issue(Member member) {
    Instant now = clock.instant();
    tokens.values().removeIf(token -> !token.expires().isAfter(now));
    String token = "bhn-" + chance.text(40);
    tokens.put(token, new Token(Caller.lockstep(member.accountId()), now.plus(TOKEN_LIFE)));
    return token;
  }
}
