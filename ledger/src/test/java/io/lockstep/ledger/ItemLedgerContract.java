package io.lockstep.ledger;

import static io.lockstep.ledger.PairLedger.Claim.AGAIN;
import static io.lockstep.ledger.PairLedger.Claim.BUSY;
import static io.lockstep.ledger.PairLedger.Claim.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairRecord.FieldEdit;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.ItemLedger.ItemSummary;
import io.lockstep.ledger.ItemLedger.ItemTombstone;
import io.lockstep.ledger.ItemLedger.Owned;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link ItemLedger} does, and how the {@link PairLedger} beside it lists its rows. */
abstract class ItemLedgerContract {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final String connection = "items" + NUMBER.incrementAndGet();
  private final FlowKey ada = new FlowKey(connection, "c-ada");
  private final FlowKey bob = new FlowKey(connection, "c-bob");
  private final ItemRef call = new ItemRef(ItemKind.TASK, Side.CONTACTS, "t1");
  private final ItemRef gift = new ItemRef(ItemKind.TASK, Side.REWARDS, "b2");
  private final ItemRef note = new ItemRef(ItemKind.NOTE, Side.CONTACTS, "t1");
  private Instant now = NOON;
  private final Ledgers ledgers = ledgers(() -> now);
  private final PairLedger pairs = ledgers.pairs();
  private final ItemLedger items = ledgers.items();

  record Ledgers(PairLedger pairs, ItemLedger items) {}

  abstract Ledgers ledgers(InstantSource clock);

  // -- one item is kept as a pair is

  @Test
  void aStrangerIsUnknownAndIsNoneOfTheContactsItems() {
    assertThat(items.load(ada, call)).isEqualTo(PairRecord.unknown());
    assertThat(items.load(ada, ItemKind.TASK)).isEmpty();
    assertThat(items.items(ada)).isEmpty();
    assertThat(items.owner(connection, ItemKind.TASK, Side.CONTACTS, "t1")).isEmpty();
  }

  @Test
  void everyPartOfAChangeIsLoadedAgainOneByOneAndWithItsKind() {
    commit(ada, call, change -> everything(change).link(link("t1", "b1")));
    assertThat(items.claim(ada, call, create("op-9", "run-1"), now)).isEqualTo(FIRST);
    PairRecord loaded = items.load(ada, call);
    assertThat(loaded)
        .isEqualTo(
            new PairRecord(
                link("t1", "b1"),
                List.of(base("task.title", 1)),
                List.of(create("op-9", "run-1")),
                List.of(accepted("task.due")),
                List.of(bare(conflict("x1", Conflict.State.OPEN))),
                List.of(parked("op-1", NOON)),
                List.of(edit("task.body")),
                List.of(move("task.title", NOON)),
                List.of(new Stamp(Side.REWARDS, NOON, NOON, "7"))));
    assertThat(items.load(ada, ItemKind.TASK)).isEqualTo(Map.of(call, loaded));
    assertThat(items.load(ada, ItemKind.NOTE)).isEmpty();
    assertThat(items.load(bob, ItemKind.TASK)).isEmpty();
  }

  @Test
  void thePairSeesNothingOfItsItemsAndNoItemSeesAnotherOrThePair() {
    commit(ada, call, this::everything);
    commit(ada, note, change -> change.base(base("note.body", 0)));
    items.claim(ada, call, create("op-9", "run-1"), now);
    assertThat(pairs.load(ada)).isEqualTo(PairRecord.unknown());
    assertThat(pairs.summary(ada)).isEmpty();
    assertThat(pairs.counts(connection)).isEmpty();
    pairs.commit(ada, PairChange.builder().base(base("email", 0)).build());
    assertThat(items.load(ada, note).base()).containsExactly(base("note.body", 1));
    assertThat(pairs.load(ada).base()).containsExactly(base("email", 1));
  }

  @Test
  void aPairInStepOfWhichAnItemWaitsNeedsAPerson() {
    pairs.commit(ada, PairChange.builder().state(PairState.IN_STEP, "").build());
    pairs.commit(bob, PairChange.builder().state(PairState.SYNCING, "").build());
    commit(ada, call, change -> change.park(parked("op-1", NOON)).park(parked("op-2", NOON)));
    commit(bob, note, change -> change.park(parked("op-3", NOON)));
    assertThat(pairs.counts(connection))
        .isEqualTo(Map.of(PairState.NEEDS_PERSON, 1, PairState.SYNCING, 1));
    commit(ada, call, change -> change.unpark("op-1").unpark("op-2"));
    assertThat(pairs.counts(connection))
        .isEqualTo(Map.of(PairState.IN_STEP, 1, PairState.SYNCING, 1));
  }

  @Test
  void anItemThatStandsAloneIsLoadedWhileSomethingOfItIsOpenAcceptedOrWaiting() {
    ItemRef accepted = task("a1");
    ItemRef intended = task("a2");
    ItemRef asked = task("a3");
    ItemRef decided = task("a4");
    commit(ada, call, change -> change.park(parked("op-1", NOON)));
    commit(ada, accepted, change -> change.accept(accepted("*")));
    items.claim(ada, intended, create("op-2", "run-1"), now);
    commit(ada, asked, change -> change.conflict(conflict("x1", Conflict.State.OPEN)));
    commit(ada, decided, change -> change.conflict(conflict("x1", Conflict.State.DECIDED)));
    assertThat(items.load(ada, ItemKind.TASK))
        .containsOnlyKeys(call, accepted, intended, asked)
        .allSatisfy((item, record) -> assertThat(record.link()).isNull());
    commit(ada, call, change -> change.unpark("op-1"));
    commit(ada, intended, change -> change.closeIntent("op-2"));
    assertThat(items.load(ada, ItemKind.TASK)).containsOnlyKeys(accepted, asked);
  }

  // -- links

  @Test
  void aLinkedItemIsFoundFromBothHalvesAndEveryKindHasItsOwnIds() {
    commit(ada, call, change -> change.link(link("t1", "b1")));
    commit(bob, note, change -> change.link(link("t1", "b1")));
    assertThat(items.owner(connection, ItemKind.TASK, Side.CONTACTS, "t1"))
        .contains(new Owned(ada, call));
    assertThat(items.owner(connection, ItemKind.TASK, Side.REWARDS, "b1"))
        .contains(new Owned(ada, call));
    assertThat(items.owner(connection, ItemKind.NOTE, Side.REWARDS, "b1"))
        .contains(new Owned(bob, note));
    assertThat(items.owner(connection, ItemKind.TASK, Side.CONTACTS, "b1")).isEmpty();
    assertThat(items.owner(connection + "x", ItemKind.TASK, Side.CONTACTS, "t1")).isEmpty();
    assertThat(items.owners(connection, ItemKind.TASK, Side.REWARDS, Set.of("b1", "b2")))
        .isEqualTo(Map.of("b1", new Owned(ada, call)));
    assertThat(items.owners(connection, ItemKind.TASK, Side.REWARDS, Set.of())).isEmpty();
  }

  @Test
  void linkingTheSameHalvesTwiceKeepsTheFirstDate() {
    commit(ada, call, change -> change.link(link("t1", "b1")));
    commit(ada, call, c -> c.link(new Link(connection, "t1", "b1", NOON.plusSeconds(9))));
    assertThat(items.load(ada, call).link()).isEqualTo(link("t1", "b1"));
  }

  @Test
  void aHalfThatIsLinkedIsTakenAndNothingOfThatCommitIsWritten() {
    commit(ada, call, change -> change.link(link("t1", "b1")));
    for (Link taken : List.of(link("t1", "b9"), link("t9", "b1"))) {
      assertThatExceptionOfType(LinkTakenException.class)
          .isThrownBy(
              () ->
                  items.commit(
                      bob,
                      Map.of(
                          task("a1"),
                          PairChange.builder().park(parked("op-1", NOON)).build(),
                          task("t9"),
                          PairChange.builder().link(taken).build())));
    }
    assertThatExceptionOfType(LinkTakenException.class)
        .isThrownBy(() -> commit(ada, call, change -> change.link(link("t1", "b9"))));
    assertThat(items.load(bob, ItemKind.TASK)).isEmpty();
    assertThat(items.load(ada, call).link()).isEqualTo(link("t1", "b1"));
  }

  @Test
  void twoItemsOfOneCommitDoNotShareAHalf() {
    assertThatExceptionOfType(LinkTakenException.class)
        .isThrownBy(
            () ->
                items.commit(
                    ada,
                    Map.of(
                        task("t1"),
                        PairChange.builder().link(link("t1", "b1")).build(),
                        task("t2"),
                        PairChange.builder().link(link("t2", "b1")).build())));
    assertThat(items.items(ada)).isEmpty();
  }

  @Test
  void whatAHalfWaitedForWhileItStoodAloneIsOverOnceItIsLinked() {
    items.claim(ada, gift, create("op-1", "run-1"), now);
    commit(
        ada,
        gift,
        change ->
            change
                .park(parked("op-2", NOON))
                .accept(accepted("*"))
                .state(PairState.NEEDS_PERSON, "ask"));
    commit(ada, call, change -> change.link(link("t1", "b2")).closeIntent("op-1"));
    assertThat(items.load(ada, gift)).isEqualTo(PairRecord.unknown());
    assertThat(items.load(ada, ItemKind.TASK)).containsOnlyKeys(call);
    assertThat(items.items(ada)).extracting(ItemSummary::item).containsExactly(call);
    assertThat(pairs.waiting(connection, 10)).isEmpty();
  }

  @Test
  void anItemOfOneKindTakesNothingFromOneOfTheOtherWithTheSameId() {
    commit(ada, note, change -> change.park(parked("op-1", NOON)));
    commit(ada, call, change -> change.link(link("t1", "b1")));
    assertThat(items.load(ada, note).parked()).hasSize(1);
  }

  // -- ends

  @Test
  void anEndedLinkLeavesTombstonesConflictsAndIntentsAndNothingElse() {
    commit(ada, call, change -> everything(change).link(link("t1", "b1")));
    items.claim(ada, call, create("op-9", "run-1"), now);
    commit(ada, call, change -> change.endLink("deleted at BHN", NOON, Side.CONTACTS));
    PairRecord left = items.load(ada, call);
    assertThat(left)
        .isEqualTo(
            new PairRecord(
                null,
                List.of(),
                List.of(create("op-9", "run-1")),
                List.of(),
                List.of(bare(conflict("x1", Conflict.State.OPEN))),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    assertThat(items.items(ada)).isEmpty();
    assertThat(items.owner(connection, ItemKind.TASK, Side.CONTACTS, "t1")).isEmpty();
    assertThat(pairs.waiting(connection, 10)).isEmpty();
    assertThat(tombstones(ItemKind.TASK, Side.CONTACTS, "t1", "t2"))
        .isEqualTo(Map.of("t1", new ItemTombstone("t1", true, "deleted at BHN", NOON)));
    assertThat(tombstones(ItemKind.TASK, Side.REWARDS, "b1"))
        .isEqualTo(Map.of("b1", new ItemTombstone("b1", false, "deleted at BHN", NOON)));
    assertThat(tombstones(ItemKind.NOTE, Side.CONTACTS, "t1")).isEmpty();
    assertThat(tombstones(ItemKind.TASK, Side.REWARDS, "t1")).isEmpty();
  }

  @Test
  void endingAnItemThatStandsAloneLeavesNoTombstone() {
    commit(ada, call, change -> change.park(parked("op-1", NOON)).accept(accepted("*")));
    commit(ada, call, change -> change.endLink("deleted", NOON));
    assertThat(items.load(ada, ItemKind.TASK)).isEmpty();
    assertThat(tombstones(ItemKind.TASK, Side.CONTACTS, "t1")).isEmpty();
  }

  @Test
  void oneHalfMadeAnewIsLinkedInTheSameChangeUnderTheSameName() {
    commit(
        ada,
        call,
        c -> c.link(link("t1", "b1")).base(base("task.title", 0)).edit(edit("task.due")));
    commit(ada, call, change -> change.base(base("task.title", 1)));
    Link anew = new Link(connection, "t1", "b7", NOON.plusSeconds(60));
    commit(
        ada,
        call,
        change ->
            change
                .endLink("deleted at BHN", NOON, Side.CONTACTS)
                .link(anew)
                .base(base("task.title", 0)));
    PairRecord loaded = items.load(ada, call);
    assertThat(loaded.link()).isEqualTo(anew);
    assertThat(loaded.base()).containsExactly(base("task.title", 1));
    assertThat(loaded.edits()).isEmpty();
    assertThat(tombstones(ItemKind.TASK, Side.CONTACTS, "t1")).isEmpty();
    assertThat(tombstones(ItemKind.TASK, Side.REWARDS, "b1", "b7")).containsOnlyKeys("b1");
    assertThat(items.owner(connection, ItemKind.TASK, Side.REWARDS, "b7"))
        .contains(new Owned(ada, call));
  }

  @Test
  void linkingHalvesAgainTakesTheirTombstonesAway() {
    commit(ada, call, change -> change.link(link("t1", "b1")));
    commit(ada, call, change -> change.endLink("deleted", NOON, Side.REWARDS));
    commit(ada, call, change -> change.link(link("t1", "b1")));
    assertThat(tombstones(ItemKind.TASK, Side.CONTACTS, "t1")).isEmpty();
    assertThat(tombstones(ItemKind.TASK, Side.REWARDS, "b1")).isEmpty();
  }

  @Test
  void aLinkedItemWhoseOldHalfCameToAnotherGoesOnUnderItsName() {
    commit(ada, call, change -> change.link(link("t1", "b1")).base(base("task.title", 0)));
    commit(ada, call, c -> c.endLink("deleted", NOON, Side.REWARDS).link(link("t7", "b1")));
    commit(ada, call, change -> change.base(base("task.title", 0)));
    commit(ada, gift, change -> change.link(link("t1", "b2")));
    assertThat(items.load(ada, call).link()).isEqualTo(link("t7", "b1"));
    assertThat(items.load(ada, call).base()).hasSize(1);
    assertThat(items.load(ada, gift).link()).isEqualTo(link("t1", "b2"));
  }

  @Test
  void itemsRestUntouchedWhenTheirContactsLinkEnds() {
    pairs.commit(ada, pairLink());
    commit(ada, call, change -> everything(change).link(link("t1", "b1")));
    PairRecord before = items.load(ada, call);
    pairs.commit(ada, PairChange.builder().endLink("deleted", NOON).build());
    assertThat(items.load(ada, call)).isEqualTo(before);
    pairs.commit(ada, pairLink());
    assertThat(items.load(ada, call)).isEqualTo(before);
  }

  // -- bases, intents

  @Test
  void aStaleBaseOfOneItemKeepsAllOthersOfThatCommitUnwritten() {
    commit(ada, call, change -> change.base(base("task.title", 0)));
    commit(ada, call, change -> change.base(base("task.title", 1)));
    PairChange stale = PairChange.builder().base(base("task.title", 1)).build();
    PairChange fresh = PairChange.builder().link(link("t2", "b2")).build();
    assertThatExceptionOfType(StaleBaseException.class)
        .isThrownBy(() -> items.commit(ada, Map.of(call, stale, gift, fresh)));
    assertThat(items.load(ada, ItemKind.TASK)).isEmpty();
    assertThat(items.load(ada, call).base()).containsExactly(base("task.title", 2));
  }

  @Test
  void theSameFieldOfTwoItemsIsTwoBases() {
    PairChange first = PairChange.builder().base(base("task.title", 0)).build();
    items.commit(ada, Map.of(call, first, gift, first));
    commit(ada, call, c -> c.removeBase(base("task.title", 1)).edit(edit("task.title")));
    assertThat(items.load(ada, call).base()).isEmpty();
    assertThat(items.load(ada, gift).base()).containsExactly(base("task.title", 1));
    commit(ada, gift, change -> change.base(base("task.title", 1)));
    assertThat(items.load(ada, call).edits()).hasSize(1);
  }

  @Test
  void anEmptyCommitIsNothing() {
    items.commit(ada, Map.of());
    items.commit(ada, Map.of(call, PairChange.builder().build()));
    assertThat(items.items(ada)).isEmpty();
  }

  @Test
  void everyItemAndThePairClaimForThemselves() {
    assertThat(items.claim(ada, call, create("op-1", "run-1"), now)).isEqualTo(FIRST);
    assertThat(items.claim(ada, call, create("op-1", "run-2"), now)).isEqualTo(BUSY);
    assertThat(items.claim(ada, call, create("op-1", "run-1"), now)).isEqualTo(AGAIN);
    assertThat(items.claim(ada, gift, create("op-1", "run-2"), now)).isEqualTo(FIRST);
    assertThat(pairs.claim(ada, create("op-1", "run-2"), now)).isEqualTo(FIRST);
    commit(ada, call, change -> change.closeIntent("op-1"));
    assertThat(items.load(ada, call).intents()).isEmpty();
    assertThat(items.load(ada, gift).intents()).hasSize(1);
    assertThat(pairs.load(ada).intents()).hasSize(1);
  }

  // -- lists

  @Test
  void theItemsOfAContactAreListedInOrderOfTheirNamesWithTheIdsTheyHave() {
    commit(ada, call, c -> c.link(link("t1", "b1")).state(PairState.IN_STEP, ""));
    commit(ada, gift, c -> c.state(PairState.NEEDS_PERSON, "brake").park(parked("op-1", NOON)));
    commit(ada, note, c -> c.park(parked("op-2", NOON)).park(parked("op-3", NOON.minusSeconds(1))));
    commit(bob, task("t5"), change -> change.link(link("t5", "b5")));
    assertThat(items.items(ada))
        .containsExactly(
            new ItemSummary(note, "t1", null, PairState.NEEDS_PERSON, "refused: mend op-3", null),
            new ItemSummary(call, "t1", "b1", PairState.IN_STEP, "", NOON),
            new ItemSummary(gift, null, "b2", PairState.NEEDS_PERSON, "brake", null));
  }

  @Test
  void aLinkedItemIsSyncingUntilAChangeSaysMoreAndKeepsTheTimeOfItsLastAgreement() {
    commit(ada, call, change -> change.link(link("t1", "b1")));
    assertThat(items.items(ada)).containsExactly(summary(PairState.SYNCING, "", null));
    now = NOON.plusSeconds(1);
    commit(ada, call, change -> change.base(base("task.title", 0)));
    assertThat(items.items(ada)).containsExactly(summary(PairState.SYNCING, "", now));
    Instant agreed = now;
    now = NOON.plusSeconds(2);
    commit(ada, call, change -> change.state(PairState.NEEDS_PERSON, "refused"));
    assertThat(items.items(ada))
        .containsExactly(summary(PairState.NEEDS_PERSON, "refused", agreed));
    commit(ada, call, change -> change.state(PairState.IN_STEP, ""));
    assertThat(items.items(ada)).containsExactly(summary(PairState.IN_STEP, "", now));
  }

  @Test
  void whatWaitsOfItemsIsListedAmongWhatWaitsOfPairs() {
    pairs.commit(ada, PairChange.builder().park(parked("op-2", NOON)).build());
    commit(ada, gift, change -> change.park(parked("op-2", NOON)));
    commit(ada, call, change -> change.park(parked("op-2", NOON.minusSeconds(1))));
    assertThat(pairs.waiting(connection, 10))
        .containsExactly(
            new PairLedger.WaitingItem("c-ada", call, parked("op-2", NOON.minusSeconds(1))),
            new PairLedger.WaitingItem("c-ada", null, parked("op-2", NOON)),
            new PairLedger.WaitingItem("c-ada", gift, parked("op-2", NOON)));
  }

  @Test
  void conflictsOfItemsAreListedAmongThoseOfPairsWithTheirValuesWhenAsked() {
    Conflict same = conflict("x1", Conflict.State.OPEN);
    commit(ada, call, change -> change.conflict(same));
    pairs.commit(ada, PairChange.builder().conflict(same).build());
    assertThat(pairs.conflicts(connection, 10, true))
        .containsExactly(
            new PairLedger.ListedConflict("c-ada", null, same),
            new PairLedger.ListedConflict("c-ada", call, same));
    assertThat(pairs.conflicts(connection, 10, false))
        .containsExactly(
            new PairLedger.ListedConflict("c-ada", null, bare(same)),
            new PairLedger.ListedConflict("c-ada", call, bare(same)));
  }

  @Test
  void theBrakesCountWhatWasDoneToItems() {
    JournalEntry deleted =
        new JournalEntry(NOON, "c-ada", Act.DELETED, Side.REWARDS, List.of("*@c:t1"), "lockstep");
    commit(ada, call, change -> change.journal(deleted));
    commit(ada, call, change -> change.journal(deleted));
    assertThat(pairs.count(connection, Side.REWARDS, List.of(Act.DELETED), NOON)).isEqualTo(1);
  }

  @Test
  void purgingTakesWhatHasServedOfItemsToo() {
    commit(ada, call, change -> everything(change).link(link("t1", "b1")));
    items.claim(ada, call, create("op-9", "run-1"), now);
    commit(ada, call, change -> change.closeIntent("op-9"));
    now = NOON.plus(Duration.ofDays(2));
    pairs.purge(now);
    now = NOON;
    PairRecord left = items.load(ada, call);
    assertThat(left.moves()).isEmpty();
    assertThat(left.intents()).isEmpty();
    assertThat(left.base()).hasSize(1);
    assertThat(left.link()).isNotNull();
  }

  // -- what the tests speak with

  private void commit(FlowKey key, ItemRef item, UnaryOperator<PairChange.Builder> parts) {
    items.commit(key, Map.of(item, parts.apply(PairChange.builder()).build()));
  }

  private PairChange.Builder everything(PairChange.Builder change) {
    return change
        .base(base("task.title", 0))
        .accept(accepted("task.due"))
        .conflict(conflict("x1", Conflict.State.OPEN))
        .park(parked("op-1", NOON))
        .edit(edit("task.body"))
        .move(move("task.title", NOON))
        .stamp(new Stamp(Side.REWARDS, NOON, NOON, "7"));
  }

  private Map<String, ItemTombstone> tombstones(ItemKind kind, Side side, String... ids) {
    return items.tombstones(connection, kind, side, Set.of(ids));
  }

  private PairChange pairLink() {
    return PairChange.builder().link(new Link(connection, "c-ada", "p-1", NOON)).build();
  }

  private Link link(String contactsId, String rewardsId) {
    return new Link(connection, contactsId, rewardsId, NOON);
  }

  private static ItemRef task(String id) {
    return new ItemRef(ItemKind.TASK, Side.CONTACTS, id);
  }

  private ItemSummary summary(PairState state, String reason, @Nullable Instant agreedAt) {
    return new ItemSummary(call, "t1", "b1", state, reason, agreedAt);
  }

  private static BaseRow base(String field, long revision) {
    return new BaseRow(field, "", "k:aa", "k:bb", 1, "f00d", revision);
  }

  private static FieldEdit edit(String field) {
    return new FieldEdit(field, Side.CONTACTS, "k:9", NOON);
  }

  private static FieldMove move(String field, Instant at) {
    return new FieldMove(field, "", Side.CONTACTS, "k:0", "k:1", FieldMove.By.WRITTEN, at);
  }

  private static AcceptedDifference accepted(String field) {
    return new AcceptedDifference(
        field, "", "k:1", "k:2", "f00d", AcceptedDifference.Reason.SKIPPED, "olga", NOON);
  }

  private static Conflict conflict(String id, Conflict.State state) {
    return new Conflict(
        id, "task.title", state, null, List.of("Call"), List.of("Call!"), "review", NOON);
  }

  private static Conflict bare(Conflict of) {
    return new Conflict(
        of.id(), of.field(), of.state(), of.loser(), List.of(), List.of(), of.why(), of.at());
  }

  private static Parked parked(String opId, Instant since) {
    Waiting waiting = new Waiting(opId, "task.title", Waiting.Kind.PARKED, "refused: mend " + opId);
    return new Parked(waiting, "k:1", "k:2", since);
  }

  private static Intent create(String opId, String owner) {
    return new Intent(
        opId,
        Op.Kind.CREATE,
        Side.REWARDS,
        null,
        "t1",
        0,
        Map.of("task.title", new Intent.Wrote("k:1", "k:2", "k:3")),
        List.of("b7"),
        owner,
        NOON,
        NOON.plusSeconds(60));
  }
}
