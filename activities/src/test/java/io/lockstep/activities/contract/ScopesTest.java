package io.lockstep.activities.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.contract.Features.Call;
import io.lockstep.activities.testing.SandboxConsent;
import io.lockstep.activities.testing.SettableClock;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxCall;
import io.lockstep.sandbox.SandboxOptions;
import io.lockstep.sandbox.highlevel.RateLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The scope an operation says it needs is the one the sandbox asks for. */
class ScopesTest {

  private static final Sandbox SANDBOX =
      Sandbox.inProcess(
          new SandboxOptions(SettableClock.atEight(), 7)
              .withLimits(new RateLimits(100_000, Duration.ofSeconds(10), 1_000_000)));
  private static final Map<String, String> TOKENS = new HashMap<>();

  @Test
  void itsOwnScopeIsEnoughForACallAndNoOtherIs() throws IOException {
    List<Call> calls = Features.callsOf("highlevel");
    assertThat(calls).hasSizeGreaterThan(60);
    for (Call call : calls) {
      String scope = call.operation().scope();
      assertThat(isRefused(call, scope)).as("%s with %s", call, scope).isFalse();
      assertThat(isRefused(call, "oauth.readonly")).as("%s without %s", call, scope).isTrue();
    }
  }

  private static boolean isRefused(Call call, String scope) throws IOException {
    String token = TOKENS.computeIfAbsent(scope, one -> SandboxConsent.token(SANDBOX, one));
    var answer =
        SANDBOX.call(
            new SandboxCall(
                call.verb(),
                "/highlevel" + call.path().replaceAll("\\{[^}]*}", "x1"),
                Map.of("Authorization", "Bearer " + token, "Version", "2021-07-28"),
                new byte[0]));
    return new String(answer.body(), StandardCharsets.UTF_8)
        .contains("not authorized for this scope");
  }
}
