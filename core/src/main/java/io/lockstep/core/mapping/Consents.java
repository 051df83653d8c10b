package io.lockstep.core.mapping;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.Form;
import java.util.List;
import java.util.Map;

/** The rules no profile can leave out: do-not-disturb per channel, governed by law L11. */
final class Consents {

  static final List<FieldRule> RULES =
      List.of(channel("email", "Email"), channel("sms", "SMS"), channel("call", "Call"));

  private Consents() {}

  private static FieldRule channel(String rewards, String contacts) {
    return new FieldRule(
        FieldRule.CONSENT_PREFIX + rewards,
        FieldRule.Kind.CONSENT,
        "dndSettings." + contacts,
        "consent." + rewards,
        Direction.BOTH,
        Policy.NEWEST,
        Side.CONTACTS,
        Drift.ACCEPT,
        Form.TEXT,
        Map.of());
  }
}
