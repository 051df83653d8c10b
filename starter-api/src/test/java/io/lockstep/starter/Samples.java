package io.lockstep.starter;

import io.lockstep.core.FlowKey;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairState;
import io.lockstep.ledger.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Made-up connections and pairs. */
public final class Samples {

  public static final String PROFILE_YAML =
      """
      profile: sample
      match: [referenceId, email]
      contact:
        fields:
          - {name: email, contacts: email, rewards: email, direction: both}
          - {name: firstName, contacts: firstName, rewards: firstName, direction: both}
        tags: {direction: both, only: ["*"], never: ["internal-*"]}
      """;

  /** The same, and tasks and notes travel too. */
  public static final String WITH_ITEMS_YAML =
      PROFILE_YAML
          + """
          tasks: {direction: both, deletes: propagate, users: byEmail}
          notes: {direction: both, deletes: propagate}
          """;

  public static final Digester DIGESTER = new Digester("k1", Map.of("k1", new byte[32]));

  private static final MappingProfile PROFILE = MappingProfiles.parse("sample", PROFILE_YAML);
  private static final CanonicalForms FORMS = new CanonicalForms("US");

  private Samples() {}

  /** A connection of that location and account. */
  public static Connection connection(
      String id, String location, String account, String publicKey, String secret) {
    return new Connection(
        id,
        "US",
        new Connection.HighLevel("http://localhost/highlevel", location, "t", List.of(publicKey)),
        new Connection.Bhn("http://localhost/bhn", account, "client", "client-secret", secret),
        PROFILE_YAML,
        true,
        false,
        "");
  }

  /** The same with another region and mapping profile. */
  public static Connection with(Connection of, String region, String profileYaml) {
    return new Connection(
        of.id(),
        region,
        of.highLevel(),
        of.bhn(),
        profileYaml,
        of.firstLinkAuto(),
        of.paused(),
        of.pausedReason());
  }

  /** Both sides agreed on these values; consent is open everywhere. */
  public static PairChange agreed(
      FlowKey key, String profileId, String email, String firstName, List<String> tags) {
    return agreed(DIGESTER, key, profileId, email, firstName, tags);
  }

  /** The same under other keys. */
  public static PairChange agreed(
      Digester digester,
      FlowKey key,
      String profileId,
      String email,
      String firstName,
      List<String> tags) {
    PairChange.Builder change =
        PairChange.builder()
            .link(new Link(key.connection(), key.contactId(), profileId, Instant.EPOCH))
            .state(PairState.IN_STEP, "");
    for (FieldRule rule : PROFILE.rules()) {
      Reading value =
          switch (rule.kind()) {
            case TAGS -> Reading.ofElements(tags);
            case CONSENT -> Reading.ofText("open");
            case FILES -> Reading.empty();
            case FIELD -> Reading.ofText(rule.name().equals("email") ? email : firstName);
          };
      Reading canonical = FORMS.canonical(value, rule.form(), CanonicalForms.CURRENT);
      change.base(row(rule, "", digester.digest(key, rule.name(), canonical)));
      if (rule.kind() == FieldRule.Kind.TAGS) {
        canonical
            .texts()
            .forEach(
                tag -> {
                  String member = digester.member(key, rule.name(), tag);
                  change.base(row(rule, member, member));
                });
      }
    }
    return change.build();
  }

  private static BaseRow row(FieldRule rule, String element, String digest) {
    return new BaseRow(
        rule.name(), element, digest, digest, CanonicalForms.CURRENT, rule.fingerprint(), 0);
  }
}
