package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Grants} does. */
abstract class GrantsContract {

  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(20);

  private static final String HERE = "http://highlevel.test";

  private final Grants grants = grants();

  /** An empty one for each test. */
  abstract Grants grants();

  /** What was journalled of that connection. */
  abstract List<JournalEntry> journal(Grants grants, String connection);

  @Test
  void whatAPersonGrantedIsFoundByItsResource() {
    grants.connect(grant("first"));
    Grant found = grants.of("loc-1").orElseThrow();
    assertThat(found.accessToken()).isEqualTo("access-first");
    assertThat(found.refreshToken()).isEqualTo("refresh-first");
    assertThat(found.isFrom(HERE)).isTrue();
    assertThat(found.companyId()).isEqualTo("company-1");
    assertThat(found.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(found.version()).isEqualTo(1);
    assertThat(grants.of("loc-2")).isEmpty();
  }

  @Test
  void itsScopesAreThoseOfTheLastToken() {
    grants.connect(grant("first").with("contacts.readonly contacts.write"));
    assertThat(grants.of("loc-1").orElseThrow().scopes())
        .isEqualTo("contacts.readonly contacts.write");
    grants.renew(1, grant("second").with("contacts.readonly"));
    assertThat(grants.of("loc-1").orElseThrow().scopes()).isEqualTo("contacts.readonly");
  }

  @Test
  void aTokenMadeWithAnAgencysTakesNobodysPlace() {
    JournalEntry entry = JournalEntry.ofConnection(NOW, Act.CONNECTED, "lockstep", "company-1");
    assertThat(grants.adopt(grant("made"), "acme", entry).accessToken()).isEqualTo("access-made");
    assertThat(journal(grants, "acme")).containsExactly(entry);
    grants.connect(grant("by a person"));
    Grant kept =
        grants.adopt(
            grant("made again"), "acme", JournalEntry.ofConnection(LATER, Act.CONNECTED, "x"));
    assertThat(kept.accessToken()).isEqualTo("access-by a person");
    assertThat(kept.version()).isEqualTo(2);
    assertThat(journal(grants, "acme")).as("nothing was kept").containsExactly(entry);
  }

  @Test
  void agenciesAreListedAndLocationsAreNot() {
    grants.connect(grant("first"));
    assertThat(grants.agencies()).isEmpty();
    for (String id : new String[] {"company-2", "company-1"}) {
      grants.connect(
          Grant.obtained(
              id, Grant.UserType.COMPANY, HERE, id, "access", "refresh", NOW, Duration.ofDays(1)));
    }
    assertThat(grants.agencies()).containsExactly("company-1", "company-2");
  }

  @Test
  void oneProcessRenewsAtATime() {
    grants.connect(grant("first"));
    assertThat(grants.lease("loc-1", 1, NOW, LATER)).isTrue();
    assertThat(grants.lease("loc-1", 1, NOW, LATER)).isFalse();
    assertThat(grants.lease("loc-1", 1, LATER, LATER.plusSeconds(20))).isTrue();
  }

  @Test
  void whoSawAnOlderVersionRenewsNothing() {
    grants.connect(grant("first"));
    grants.lease("loc-1", 1, NOW, LATER);
    assertThat(grants.renew(1, grant("second")).version()).isEqualTo(2);
    assertThat(grants.lease("loc-1", 1, LATER, LATER.plusSeconds(20))).isFalse();
    assertThat(grants.renew(1, grant("late")).accessToken()).isEqualTo("access-second");
    assertThat(grants.lease("loc-1", 2, NOW, LATER)).isTrue(); // renewing ended the lease
  }

  @Test
  void afterAFailureNobodyTriesBeforeItsTime() {
    grants.connect(grant("first"));
    grants.lease("loc-1", 1, NOW, LATER);
    grants.leaseEnds("loc-1", 1, NOW.plusSeconds(2));
    assertThat(grants.lease("loc-1", 1, NOW.plusSeconds(1), LATER)).isFalse();
    assertThat(grants.lease("loc-1", 1, NOW.plusSeconds(2), LATER)).isTrue();
  }

  @Test
  void connectingAgainEndsARefusalAndALease() {
    grants.connect(grant("first"));
    grants.lease("loc-1", 1, NOW, LATER);
    assertThat(grants.refused("loc-1", 1, NOW)).isTrue();
    assertThat(grants.of("loc-1").orElseThrow().refusedAt()).isEqualTo(NOW);
    grants.connect(grant("again"));
    Grant now = grants.of("loc-1").orElseThrow();
    assertThat(now.refusedAt()).isNull();
    assertThat(now.version()).isEqualTo(2);
    assertThat(grants.lease("loc-1", 2, NOW, LATER)).isTrue();
  }

  @Test
  void aRefusalOfAFormerVersionChangesNothing() {
    grants.connect(grant("first"));
    grants.connect(grant("second"));
    assertThat(grants.refused("loc-1", 1, NOW)).isFalse();
    assertThat(grants.of("loc-1").orElseThrow().refusedAt()).isNull();
    assertThat(grants.refused("loc-2", 1, NOW)).isFalse();
  }

  static Grant grant(String which) {
    return Grant.obtained(
        "loc-1",
        Grant.UserType.LOCATION,
        HERE,
        "company-1",
        "access-" + which,
        "refresh-" + which,
        NOW,
        Duration.ofDays(1));
  }
}
