package io.lockstep.activities.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxAccess;
import io.lockstep.sandbox.SandboxAnswer;
import io.lockstep.sandbox.SandboxCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A person lets the app into the sandbox's first location, for what it asks and no more. */
public final class SandboxConsent {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BACK = "http://localhost/back";

  private SandboxConsent() {}

  /**
   * The token of that.
   *
   * @param scopes space separated
   */
  public static String token(Sandbox sandbox, String scopes) {
    SandboxAccess.HighLevelAccess access = sandbox.access().highlevel();
    String location =
        String.valueOf(
            post(
                    sandbox,
                    "/highlevel/v2/oauth/chooselocation",
                    "resource=%s&scope=%s&client_id=%s&redirect_uri=%s"
                        .formatted(access.locationId(), scopes, access.clientId(), BACK))
                .headers()
                .get("Location"));
    SandboxAnswer granted =
        post(
            sandbox,
            "/highlevel/oauth/token",
            "grant_type=authorization_code&client_id=%s&client_secret=%s&code=%s"
                .formatted(
                    access.clientId(),
                    access.clientSecret(),
                    location.substring((BACK + "?code=").length())));
    try {
      return JSON.readTree(granted.body()).get("access_token").asText();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static SandboxAnswer post(Sandbox sandbox, String path, String form) {
    try {
      return sandbox.call(new SandboxCall("POST", path, Map.of(), form.getBytes(UTF_8)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
