package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Withheld;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link WithheldWrites} does. */
abstract class WithheldWritesContract {

  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
  private static final FlowKey ADA = new FlowKey("acme", "c-ada");
  private static final FlowKey BOB = new FlowKey("acme", "c-bob");
  private static final Withheld NAME =
      new Withheld(
          "op-1",
          Op.Kind.UPDATE,
          null,
          List.of(
              new Withheld.Shown("firstName", "d1", "d2"),
              new Withheld.Shown("lastName", "d3", "d4")));
  private static final Withheld NOTE =
      new Withheld(
          "op-2", Op.Kind.DELETE, new ItemRef(ItemKind.NOTE, Side.REWARDS, "n1"), List.of());

  private final WithheldWrites withheld = withheld();

  /** An empty one for each test. */
  abstract WithheldWrites withheld();

  @Test
  void whatAFlowFindsOfAContactReplacesWhatItFoundBefore() {
    withheld.replace(Flow.CONTACT_UPSERT, ADA, List.of(NAME), NOON);
    withheld.replace(Flow.NOTE_BRIDGE, ADA, List.of(NOTE), NOON.plusSeconds(1));
    assertThat(withheld.of(Flow.CONTACT_UPSERT, ADA)).containsExactly(NAME);
    assertThat(withheld.of(Flow.NOTE_BRIDGE, ADA)).containsExactly(NOTE);
    assertThat(withheld.of(Flow.NOTE_BRIDGE, BOB)).isEmpty();
    assertThat(withheld.count("acme")).isEqualTo(2);

    withheld.replace(Flow.CONTACT_UPSERT, ADA, List.of(), NOON.plusSeconds(2));
    assertThat(withheld.of(Flow.CONTACT_UPSERT, ADA)).isEmpty();
    assertThat(withheld.count("acme")).isEqualTo(1);
    assertThat(withheld.count("other")).isZero();
  }

  @Test
  void contactsAreListedByIdWithTheAgeOfTheirOldest() {
    withheld.replace(Flow.CONTACT_UPSERT, BOB, List.of(NAME), NOON.plusSeconds(5));
    withheld.replace(Flow.CONTACT_UPSERT, ADA, List.of(NAME), NOON);
    withheld.replace(Flow.CONTACT_UPSERT, ADA, List.of(NAME), NOON.plusSeconds(9)); // found again
    withheld.replace(Flow.NOTE_BRIDGE, ADA, List.of(NOTE), NOON.plusSeconds(2));

    assertThat(withheld.contacts("acme", "", 1))
        .containsExactly(
            new WithheldWrites.OfContact(
                ADA, Set.of(Flow.CONTACT_UPSERT, Flow.NOTE_BRIDGE), 2, NOON));
    assertThat(withheld.contacts("acme", "c-ada", 9))
        .containsExactly(
            new WithheldWrites.OfContact(BOB, Set.of(Flow.CONTACT_UPSERT), 1, NOON.plusSeconds(5)));
    assertThat(withheld.contacts("other", "", 9)).isEmpty();
  }
}
