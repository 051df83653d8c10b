package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord.FieldEdit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What dates an edit. The contact's stamp is the later one, so the contact wins {@code newest}
 * unless something dates its edit before the profile's.
 */
class EditDatesTest {

  private static final String FIELD = "firstName";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a date an earlier look remembered counts   | REMEMBERED | CONTACTS | Bea | REWARDS
          one of the other side does not             | REMEMBERED | REWARDS  | Bea | CONTACTS
          one of another value does not              | REMEMBERED | CONTACTS | Abe | CONTACTS
          a date of a hint counts                    | HINTED     | CONTACTS | Bea | REWARDS
          one of the other side's event does not     | HINTED     | REWARDS  | Bea | CONTACTS
          one of an event of another value does not  | HINTED     | CONTACTS | Abe | CONTACTS
          a hint that has no time dates nothing      | UNDATED    | CONTACTS | Bea | CONTACTS
          """)
  void theContactsEditIsDatedByTheTable(
      String sentence, String by, Side side, String value, Side winner) {
    PairWorld world = PairWorld.only(FIELD).agreed(FIELD, "Ann");
    Instant early = world.now;
    String digest = digest(world.contact(FIELD, value));
    world.later(Duration.ofHours(1)).profile(FIELD, "Cid");
    world.later(Duration.ofHours(1)).contact(FIELD, "Bea");
    if (by.equals("REMEMBERED")) {
      world.book.commit(
          PairChange.builder().edit(new FieldEdit(FIELD, side, digest, early)).build());
    }
    List<Hint> hints =
        switch (by) {
          case "HINTED" -> List.of(hint(side, early, digest));
          case "UNDATED" -> List.of(hint(side, null, digest));
          default -> List.of();
        };

    PersonPlan plan = world.plan(hints.toArray(Hint[]::new));

    assertThat(plan.branches()).containsExactly(Branch.CONFLICT_NEWEST);
    assertThat(FieldMergeTest.write(plan, winner.other(), FIELD)).isPresent();
  }

  private static String digest(PairWorld world) {
    Hint shown = FieldMergeTest.hint(world, Side.CONTACTS, FIELD);
    return Objects.requireNonNull(shown.digests().get(FIELD));
  }

  private static Hint hint(Side side, @Nullable Instant at, String digest) {
    return new Hint(Hint.Source.WEBHOOK, side, "id", "event", at, Map.of(FIELD, digest));
  }
}
