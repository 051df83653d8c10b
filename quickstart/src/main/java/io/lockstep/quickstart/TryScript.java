package io.lockstep.quickstart;

import io.lockstep.sandbox.SandboxAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file for a shell: tokens of the simulated people and one pair, so that the README's lines can
 * be typed as they stand.
 */
final class TryScript {

  private TryScript() {}

  /**
   * Writes {@code try.sh}.
   *
   * @param contactId of a pair that is in step
   * @param profileId of the same pair
   */
  static Path write(
      Home home, Settings settings, SandboxAccess access, String contactId, String profileId) {
    String script =
        """
        # Read into a shell with:  . .lockstep/try.sh     Everybody in the sandbox is invented.
        HL=%1$s
        BHN=%2$s/v2
        SANDBOX=http://localhost:%3$d/control
        API=http://localhost:%4$d/api/v1
        LOCATION=%5$s
        C=%6$s   # a contact ...
        P=%7$s   # ... and its profile
        hl()  { curl -s -H 'Authorization: Bearer %8$s' -H 'Version: 2021-07-28' -H 'Content-Type: application/json' "$@"; echo; }
        bhn() { curl -s -H 'Authorization: Bearer %9$s' -H 'Content-Type: application/json' "$@"; echo; }
        api() { curl -s -u "operator:$(cat '%10$s')" -H 'Content-Type: application/json' "$@"; echo; }
        """
            .formatted(
                access.highlevel().baseUrl(),
                access.bhn().baseUrl(),
                settings.sandboxPort(),
                settings.starterPort(),
                access.highlevel().locationId(),
                contactId,
                profileId,
                access.highlevel().personToken(),
                access.bhn().personToken(),
                home.folder().resolve("operator-password").toAbsolutePath());
    Path file = home.folder().resolve("try.sh");
    try {
      return Files.writeString(file, script);
    } catch (IOException e) {
      throw new StartFailedException(file + " cannot be written", e);
    }
  }
}
