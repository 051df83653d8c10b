package io.lockstep.activities.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Grant;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.connection.Finding.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopesCheckTest {

  private static final MappingProfile PLAIN =
      MappingProfiles.parse(
          "test",
          "profile: test\ncontact: {fields: [{name: email, contacts: email, rewards: email}]}");
  private static final String ALL =
      "contacts.readonly contacts.write locations.readonly locations/customFields.readonly";

  @Test
  void whatIsGrantedAndTakenIsFineAndWhatIsMoreIsNamed() {
    assertThat(examine(ALL).sentence()).endsWith("and no more.");
    Finding more = examine(ALL + " locations/tags.readonly");
    assertThat(more.level()).isEqualTo(Level.OK);
    assertThat(more.sentence()).endsWith("Nothing uses: locations/tags.readonly.");
  }

  @Test
  void whatIsMissingIsAnErrorThatSaysWhereToConnectAgain() {
    Finding less = examine(ALL.replace(" contacts.write", ""));
    assertThat(less.level()).isEqualTo(Level.ERROR);
    assertThat(less.sentence()).endsWith("takes: contacts.write.");
    assertThat(less.action()).contains("/oauth/highlevel/start?connection=acme");
  }

  @Test
  void whatHighLevelDidNotSayIsNoMistake() {
    assertThat(examine("").level()).isEqualTo(Level.OK);
  }

  private static Finding examine(String scopes) {
    Connection connection =
        new Connection(
            "acme",
            "US",
            new Connection.HighLevel("http://highlevel.test", "loc1", "", List.of()),
            new Connection.Bhn("http://bhn.test", "acc1", "client", "secret", "hook"),
            "",
            true,
            false,
            "");
    Grant grant =
        Grant.obtained(
                "loc1",
                Grant.UserType.LOCATION,
                "http://highlevel.test",
                "agency",
                "a",
                "r",
                Instant.EPOCH,
                Duration.ofDays(1))
            .with(scopes);
    return ScopesCheck.examine(connection, PLAIN, grant);
  }
}
