package io.lockstep.ledger;

import static io.lockstep.ledger.PairLedger.Claim.AGAIN;
import static io.lockstep.ledger.PairLedger.Claim.BUSY;
import static io.lockstep.ledger.PairLedger.Claim.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link PairLedger} does. */
abstract class PairLedgerContract {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final String connection = "acme" + NUMBER.incrementAndGet();
  private final FlowKey ada = new FlowKey(connection, "c-ada");
  private final FlowKey bob = new FlowKey(connection, "c-bob");
  private Instant now = NOON;
  private final PairLedger ledger = ledger(() -> now);

  abstract PairLedger ledger(InstantSource clock);

  // -- links

  @Test
  void aStrangerIsUnknown() {
    assertThat(ledger.load(ada)).isEqualTo(PairRecord.unknown());
    assertThat(ledger.linkOfContact(connection, "c-ada")).isEmpty();
    assertThat(ledger.linkOfProfile(connection, "p-1")).isEmpty();
  }

  @Test
  void aLinkIsFoundFromBothSidesAndFromTheProfilesOwnKey() {
    Link link = link(ada, "p-1");
    commit(ada, change -> change.link(link));
    assertThat(ledger.linkOfContact(connection, "c-ada")).contains(link);
    assertThat(ledger.linkOfProfile(connection, "p-1")).contains(link);
    assertThat(ledger.load(ada).link()).isEqualTo(link);
    assertThat(ledger.load(FlowKey.ofProfile(connection, "p-1")).link()).isEqualTo(link);
    assertThat(ledger.counts(connection)).isEqualTo(Map.of(PairState.SYNCING, 1));
  }

  @Test
  void linkingTheSamePairTwiceKeepsTheFirstDate() {
    commit(ada, change -> change.link(link(ada, "p-1")));
    commit(ada, change -> change.link(new Link(connection, "c-ada", "p-1", NOON.plusSeconds(9))));
    assertThat(ledger.load(ada).link()).isEqualTo(link(ada, "p-1"));
  }

  @Test
  void aLinkedContactTakesNoSecondProfileAndNothingOfThatChangeIsWritten() {
    commit(ada, change -> change.link(link(ada, "p-1")));
    assertThatExceptionOfType(LinkTakenException.class)
        .isThrownBy(
            () -> commit(ada, change -> change.link(link(ada, "p-2")).base(base("email", 0))));
    assertThat(ledger.load(ada).base()).isEmpty();
  }

  @Test
  void aLinkedProfileTakesNoSecondContactAndNothingOfThatChangeIsWritten() {
    commit(ada, change -> change.link(link(ada, "p-1")));
    assertThatExceptionOfType(LinkTakenException.class)
        .isThrownBy(
            () -> commit(bob, change -> change.link(link(bob, "p-1")).base(base("email", 0))));
    assertThat(ledger.load(bob)).isEqualTo(PairRecord.unknown());
    assertThat(ledger.linkOfProfile(connection, "p-1")).contains(link(ada, "p-1"));
  }

  @Test
  void theSameIdsInAnotherConnectionAreOtherPeople() {
    FlowKey elsewhere = new FlowKey(connection + "x", "c-ada");
    commit(ada, change -> change.link(link(ada, "p-1")));
    commit(elsewhere, change -> change.link(link(elsewhere, "p-1")));
    assertThat(ledger.linkOfProfile(connection + "x", "p-1")).contains(link(elsewhere, "p-1"));
  }

  @Test
  void whatTheProfilesOwnKeyHeldIsOverOnceItHasAContact() {
    FlowKey profile = FlowKey.ofProfile(connection, "p-1");
    ledger.claim(profile, create("op-1", "run-1"), now);
    commit(profile, c -> c.park(parked("op-1", NOON)).state(PairState.NEEDS_PERSON, "ask"));
    commit(
        profile,
        change ->
            change
                .link(link(ada, "p-1"))
                .base(base("email", 0))
                .closeIntent("op-1")
                .state(PairState.IN_STEP, ""));
    assertThat(ledger.counts(connection)).isEqualTo(Map.of(PairState.IN_STEP, 1));
    assertThat(ledger.waiting(connection, 10)).isEmpty();
    assertThat(ledger.load(profile).intents()).isEmpty();
    assertThat(ledger.load(ada).base()).containsExactly(base("email", 1));
  }

  @Test
  void anEndedLinkLeavesTombstonesAndForgetsWhatItAgreedOn() {
    commit(
        ada,
        change ->
            change
                .link(link(ada, "p-1"))
                .base(base("email", 0))
                .accept(accepted("phone", "", "d1"))
                .edit(new FieldEdit("city", Side.CONTACTS, "k:9", NOON))
                .move(move("email", "k:1", NOON))
                .stamp(new Stamp(Side.REWARDS, NOON, NOON, "7")));
    commit(ada, change -> change.endLink("deleted at HighLevel", NOON.plusSeconds(5)));
    assertThat(ledger.load(ada)).isEqualTo(PairRecord.unknown());
    assertThat(ledger.tombstone(connection, Side.CONTACTS, "c-ada"))
        .contains(tombstone(Side.CONTACTS, "c-ada"));
    assertThat(ledger.tombstone(connection, Side.REWARDS, "p-1"))
        .contains(tombstone(Side.REWARDS, "p-1"));
    assertThat(ledger.tombstone(connection, Side.REWARDS, "c-ada")).isEmpty();
  }

  @Test
  void linkingADeletedRecordAgainTakesItsTombstoneAway() {
    commit(ada, change -> change.link(link(ada, "p-1")));
    commit(ada, change -> change.endLink("deleted", NOON));
    commit(ada, change -> change.link(link(ada, "p-2")));
    assertThat(ledger.tombstone(connection, Side.CONTACTS, "c-ada")).isEmpty();
    assertThat(ledger.tombstone(connection, Side.REWARDS, "p-1")).isPresent();
  }

  // -- bases

  @Test
  void aBaseRowCountsUpEachTimeItMoves() {
    commit(ada, change -> change.base(base("email", 0)));
    assertThat(ledger.load(ada).base()).containsExactly(base("email", 1));
    commit(ada, change -> change.base(base("email", 1)));
    assertThat(ledger.load(ada).base("email")).contains(base("email", 2));
  }

  @Test
  void aWriteOnABaseThatMovedIsStaleAndNothingOfItIsWritten() {
    commit(ada, change -> change.base(base("email", 0)));
    commit(ada, change -> change.base(base("email", 1)));
    assertStale(change -> change.base(base("city", 0)).base(base("email", 1)).link(link(ada, "p")));
    assertThat(ledger.load(ada).base()).containsExactly(base("email", 2));
    assertThat(ledger.load(ada).link()).isNull();
  }

  @Test
  void twoFirstAgreementsOnOneFieldAreNotBothBelieved() {
    commit(ada, change -> change.base(base("email", 0)));
    assertStale(change -> change.base(base("email", 0)));
  }

  @Test
  void aWriteOnABaseThatIsGoneIsStale() {
    commit(ada, change -> change.base(base("email", 0)));
    commit(ada, change -> change.removeBase(base("email", 1)));
    assertStale(change -> change.base(base("email", 1)));
    assertThat(ledger.load(ada).base()).isEmpty();
  }

  @Test
  void removingABaseThatMovedIsStaleAndRemovingAnAbsentOneIsNothing() {
    commit(ada, change -> change.removeBase(base("email", 0)));
    commit(ada, change -> change.base(base("email", 0)));
    commit(ada, change -> change.base(base("email", 1)));
    assertStale(change -> change.removeBase(base("email", 1)));
    assertThat(ledger.load(ada).base()).containsExactly(base("email", 2));
  }

  @Test
  void ofASetOnlyTheHeadIsCompared() {
    commit(ada, change -> change.base(base("tags", 0)).base(member("vip", 0)));
    commit(ada, change -> change.base(base("tags", 1)).base(member("vip", 0)));
    assertThat(ledger.load(ada).base("tags")).contains(base("tags", 2));
    assertStale(change -> change.base(base("tags", 1)).base(member("new", 0)));
    assertThat(ledger.load(ada).base()).hasSize(2);
  }

  @Test
  void membersWrittenOrRemovedWithoutTheirHeadCountItUp() {
    commit(ada, change -> change.base(base("tags", 0)));
    commit(ada, change -> change.base(member("vip", 0)));
    assertThat(ledger.load(ada).base("tags")).contains(base("tags", 2));
    commit(ada, change -> change.removeBase(member("vip", 99)));
    assertThat(ledger.load(ada).base()).containsExactly(base("tags", 3));
  }

  // -- edits, moves, stamps

  @Test
  void theOlderDateOfAnEditStays() {
    commit(ada, change -> change.edit(edit("k:9", NOON)));
    commit(ada, change -> change.edit(edit("k:9", NOON.plusSeconds(30))));
    assertThat(ledger.load(ada).edits()).containsExactly(edit("k:9", NOON));
    commit(ada, change -> change.edit(edit("k:9", NOON.minusSeconds(30))));
    assertThat(ledger.load(ada).edits()).containsExactly(edit("k:9", NOON.minusSeconds(30)));
  }

  @Test
  void aBaseThatMovesTakesTheDatedEditsOfItsFieldAlong() {
    FieldEdit other = new FieldEdit("city", Side.REWARDS, "k:3", NOON);
    commit(ada, change -> change.edit(edit("k:8", NOON)).edit(other));
    commit(ada, change -> change.base(base("email", 0)).edit(edit("k:9", NOON)));
    assertThat(ledger.load(ada).edits()).containsExactlyInAnyOrder(other, edit("k:9", NOON));
  }

  @Test
  void movesOfTheLastDayAreToldOldestFirstAndARepeatedOneOnce() {
    FieldMove old = move("email", "k:0", NOON.minus(Duration.ofHours(25)));
    FieldMove first = move("email", "k:1", NOON.minusSeconds(60));
    FieldMove second = move("email", "k:2", NOON);
    commit(ada, change -> change.move(second).move(first).move(old));
    commit(ada, change -> change.move(first));
    assertThat(ledger.load(ada).moves()).containsExactly(first, second);
  }

  @Test
  void theLastStampOfASideStaysAndAMissingPartLeavesWhatWasThere() {
    commit(ada, change -> change.stamp(new Stamp(Side.REWARDS, NOON, NOON, "7")));
    Instant later = NOON.plusSeconds(1);
    commit(ada, change -> change.stamp(new Stamp(Side.REWARDS, later, null, "8")));
    commit(ada, change -> change.stamp(new Stamp(Side.CONTACTS, NOON, null, null)));
    assertThat(ledger.load(ada).stamp(Side.REWARDS))
        .contains(new Stamp(Side.REWARDS, later, NOON, "8"));
    assertThat(ledger.load(ada).stamp(Side.CONTACTS))
        .contains(new Stamp(Side.CONTACTS, NOON, null, null));
  }

  // -- accepted, conflicts, parked

  @Test
  void anAcceptedDifferenceIsReplacedByFieldAndElementAndWithdrawnByField() {
    commit(ada, change -> change.accept(accepted("tags", "k:1", "a")));
    commit(ada, change -> change.accept(accepted("tags", "k:1", "b")));
    commit(ada, change -> change.accept(accepted("tags", "k:2", "c")));
    assertThat(ledger.load(ada).accepted())
        .containsExactly(accepted("tags", "k:1", "b"), accepted("tags", "k:2", "c"));
    commit(ada, c -> c.accept(accepted("tags", "k:3", "d")).withdrawAccepted("tags"));
    assertThat(ledger.load(ada).accepted()).containsExactly(accepted("tags", "k:3", "d"));
  }

  @Test
  void aConflictListedTwiceIsListedOnceAndShowsItsValuesOnlyWhenAsked() {
    Conflict open = conflict("x1", Conflict.State.OPEN, null, NOON);
    Conflict decided = conflict("x1", Conflict.State.DECIDED, Side.REWARDS, NOON);
    commit(ada, change -> change.conflict(open));
    commit(ada, change -> change.conflict(decided));
    assertThat(ledger.conflicts(connection, 10, true))
        .containsExactly(new PairLedger.ListedConflict("c-ada", null, decided));
    assertThat(ledger.conflicts(connection, 10, false).get(0).conflict().contacts()).isEmpty();
  }

  @Test
  void aLookSeesOpenConflictsAndThoseDecidedWithinADayWithoutValues() {
    commit(
        ada,
        change ->
            change
                .conflict(conflict("old", Conflict.State.OPEN, null, daysAgo(9)))
                .conflict(conflict("gone", Conflict.State.DECIDED, Side.CONTACTS, daysAgo(2)))
                .conflict(conflict("new", Conflict.State.DECIDED, Side.CONTACTS, NOON)));
    List<Conflict> seen = ledger.load(ada).conflicts();
    assertThat(seen).extracting(Conflict::id).containsExactly("old", "new");
    assertThat(seen).allSatisfy(conflict -> assertThat(conflict.contacts()).isEmpty());
  }

  @Test
  void conflictsComeNewestFirstAndNoMoreThanAsked() {
    commit(ada, c -> c.conflict(conflict("a", Conflict.State.OPEN, null, NOON)));
    commit(bob, c -> c.conflict(conflict("b", Conflict.State.OPEN, null, NOON.plusSeconds(1))));
    assertThat(ledger.conflicts(connection, 1, false))
        .extracting(PairLedger.ListedConflict::contactId)
        .containsExactly("c-bob");
  }

  @Test
  void bothListsGoOnAfterAnyEntryAlsoAmongThoseOfOneMoment() {
    ItemRef call = ItemRef.parse("task/c:call");
    commit(ada, c -> c.park(parked("op-2", NOON)).park(parked("op-1", NOON)));
    commit(bob, c -> c.park(parked("op-0", NOON)).park(parked("op-9", NOON.minusSeconds(1))));
    commit(ada, c -> c.conflict(conflict("y", Conflict.State.OPEN, null, NOON)));
    commit(ada, c -> c.conflict(conflict("x", Conflict.State.OPEN, null, NOON)));
    commit(bob, c -> c.conflict(conflict("w", Conflict.State.OPEN, null, NOON)));
    commit(bob, c -> c.conflict(conflict("z", Conflict.State.OPEN, null, NOON.plusSeconds(1))));

    List<PairLedger.WaitingItem> waiting = ledger.waiting(connection, 10);
    assertThat(waiting)
        .extracting(one -> one.parked().waiting().opId())
        .containsExactly("op-9", "op-1", "op-2", "op-0");
    List<PairLedger.ListedConflict> conflicts = ledger.conflicts(connection, 10, false);
    assertThat(conflicts)
        .extracting(one -> one.conflict().id())
        .containsExactly("z", "x", "y", "w");
    for (int shown = 1; shown <= 4; shown++) {
      assertThat(ledger.waiting(connection, waiting.get(shown - 1).shown(), 10))
          .isEqualTo(waiting.subList(shown, 4));
      assertThat(ledger.conflicts(connection, conflicts.get(shown - 1).shown(), 10, false))
          .isEqualTo(conflicts.subList(shown, 4));
    }
    assertThat(ledger.waiting(connection, waiting.get(0).shown(), 2)).hasSize(2);
    // Of an item is after of the pair itself.
    assertThat(
            ledger.waiting(
                connection, new PairLedger.Shown(NOON, "c-ada", call.text(), "op-0"), 10))
        .extracting(PairLedger.WaitingItem::contactId)
        .containsExactly("c-bob");
  }

  @Test
  void whatABrakeHoldsIsListedUnlessSomethingElseOfTheContactWaitsToo() {
    Parked undecided = parked("op-3", NOON);
    commit(ada, change -> change.park(held("op-1", NOON.plusSeconds(60))));
    commit(bob, change -> change.park(held("op-2", NOON)).park(undecided));
    assertThat(ledger.held(connection, 10))
        .containsExactly(
            new PairLedger.WaitingItem("c-ada", null, held("op-1", NOON.plusSeconds(60))));
    commit(bob, change -> change.unpark("op-3"));
    assertThat(ledger.held(connection, 1))
        .containsExactly(new PairLedger.WaitingItem("c-bob", null, held("op-2", NOON)));
    assertThat(ledger.held(connection, 10)).hasSize(2);
  }

  private static Parked held(String opId, Instant since) {
    return new Parked(
        new Waiting(opId, Waiting.WHOLE, Waiting.Kind.HELD, "too many"), "", "", since);
  }

  @Test
  void whatIsParkedTwiceWaitsOnceAndTheLongestWaitComesFirst() {
    commit(ada, change -> change.park(parked("op-1", NOON)));
    commit(ada, change -> change.park(parked("op-1", NOON.plusSeconds(60))));
    commit(bob, change -> change.park(parked("op-2", NOON.plusSeconds(30))));
    assertThat(ledger.waiting(connection, 10))
        .containsExactly(
            new PairLedger.WaitingItem("c-bob", null, parked("op-2", NOON.plusSeconds(30))),
            new PairLedger.WaitingItem("c-ada", null, parked("op-1", NOON.plusSeconds(60))));
    assertThat(ledger.waiting(connection, 1)).hasSize(1);
    commit(ada, change -> change.unpark("op-1"));
    assertThat(ledger.load(ada).parked()).isEmpty();
    assertThat(ledger.load(bob).parked()).hasSize(1);
  }

  // -- intents

  @Test
  void theFirstAttemptMaySendAndOthersWaitWhileItsLeaseRuns() {
    assertThat(ledger.claim(ada, create("op-1", "run-1"), now)).isEqualTo(FIRST);
    assertThat(ledger.claim(ada, create("op-1", "run-2"), now.plusSeconds(59))).isEqualTo(BUSY);
    assertThat(ledger.load(ada).intents()).containsExactly(create("op-1", "run-1"));
  }

  @Test
  void anIntentWhoseLeaseIsOverIsTakenAsItWasFirstSent() {
    Intent first = create("op-1", "run-1");
    ledger.claim(ada, first, now);
    Instant later = now.plus(LEASE);
    Intent second =
        new Intent(
            "op-1",
            Op.Kind.CREATE,
            Side.REWARDS,
            null,
            "c-ada",
            0,
            Map.of(),
            List.of("p-7", "p-8"),
            "run-2",
            later,
            later.plus(LEASE));
    assertThat(ledger.claim(ada, second, later)).isEqualTo(AGAIN);
    assertThat(ledger.claim(ada, create("op-1", "run-3"), later.plusSeconds(1))).isEqualTo(BUSY);
    Intent taken = ledger.load(ada).intents().get(0);
    assertThat(taken.heldIds()).isEqualTo(first.heldIds());
    assertThat(taken.sentAt()).isEqualTo(first.sentAt());
    assertThat(taken.digests()).isEqualTo(first.digests());
    assertThat(taken.owner()).isEqualTo("run-2");
    assertThat(taken.leaseUntil()).isEqualTo(later.plus(LEASE));
  }

  @Test
  void theSameOwnerAskingAgainProbesInsteadOfWaiting() {
    ledger.claim(ada, create("op-1", "run-1"), now);
    assertThat(ledger.claim(ada, create("op-1", "run-1"), now)).isEqualTo(AGAIN);
  }

  @Test
  void aSettledIntentIsSeenNoMoreAndOpensAnewAsAFirst() {
    ledger.claim(ada, create("op-1", "run-1"), now);
    commit(ada, change -> change.closeIntent("op-1"));
    assertThat(ledger.load(ada).intents()).isEmpty();
    assertThat(ledger.claim(ada, create("op-1", "run-2"), now)).isEqualTo(FIRST);
    assertThat(ledger.load(ada).intents()).containsExactly(create("op-1", "run-2"));
  }

  @Test
  void equalOperationIdsOfTwoPeopleAreTwoIntents() {
    assertThat(ledger.claim(ada, create("op-1", "run-1"), now)).isEqualTo(FIRST);
    assertThat(ledger.claim(bob, create("op-1", "run-2"), now)).isEqualTo(FIRST);
    commit(ada, change -> change.closeIntent("op-1"));
    assertThat(ledger.load(bob).intents()).hasSize(1);
  }

  // -- leases

  @Test
  void namesAreLeasedAllOrNone() {
    assertThat(ledger.lease(connection, List.of("mail", "tel"), "run-1", now, LEASE)).isTrue();
    assertThat(ledger.lease(connection, List.of("other", "tel"), "run-2", now, LEASE)).isFalse();
    assertThat(ledger.lease(connection, List.of("other"), "run-3", now, LEASE)).isTrue();
  }

  @Test
  void aLeaseIsRenewedByItsOwnerAndFreeWhenItIsOverOrGivenBack() {
    ledger.lease(connection, List.of("mail"), "run-1", now, LEASE);
    Instant soon = now.plusSeconds(30);
    assertThat(ledger.lease(connection, List.of("mail"), "run-1", soon, LEASE)).isTrue();
    assertThat(ledger.lease(connection, List.of("mail"), "run-2", now.plus(LEASE), LEASE))
        .isFalse();
    assertThat(ledger.lease(connection, List.of("mail"), "run-2", soon.plus(LEASE), LEASE))
        .isTrue();
    ledger.release(connection, "run-2");
    assertThat(ledger.lease(connection, List.of("mail"), "run-3", soon.plus(LEASE), LEASE))
        .isTrue();
  }

  // -- lists

  @Test
  void pairsComeInIdOrderPageByPage() {
    for (String id : List.of("b", "B", "a", "_", "c")) {
      FlowKey key = new FlowKey(connection, id);
      commit(key, change -> change.state(PairState.NOT_ELIGIBLE, "no e-mail"));
    }
    commit(new FlowKey(connection, "B"), change -> change.link(link(connection, "B", "p-1")));
    assertThat(ledger.pairs(connection, "", 2))
        .containsExactly(
            new PairLedger.PairSummary("B", "p-1", PairState.NOT_ELIGIBLE, "no e-mail"),
            new PairLedger.PairSummary("_", null, PairState.NOT_ELIGIBLE, "no e-mail"));
    assertThat(ledger.pairs(connection, "_", 10))
        .extracting(PairLedger.PairSummary::contactId)
        .containsExactly("a", "b", "c");
    assertThat(ledger.counts(connection)).isEqualTo(Map.of(PairState.NOT_ELIGIBLE, 5));
    commit(new FlowKey(connection, "c"), change -> change.state(PairState.NOT_ELIGIBLE, "gone"));
    assertThat(ledger.reasons(connection, PairState.NOT_ELIGIBLE))
        .isEqualTo(Map.of("no e-mail", 4, "gone", 1));
    assertThat(ledger.reasons(connection, PairState.PLANNED)).isEmpty();
  }

  @Test
  void aPairOfWhichNothingButItsStateIsKeptIsListedAlone() {
    assertThat(ledger.summary(ada)).isEmpty();
    commit(ada, change -> change.state(PairState.NOT_ELIGIBLE, "no e-mail"));
    assertThat(ledger.load(ada)).isEqualTo(PairRecord.unknown());
    assertThat(ledger.summary(ada))
        .contains(
            new PairLedger.PairSummary(ada.contactId(), null, PairState.NOT_ELIGIBLE, "no e-mail"));
  }

  @Test
  void aStateStaysUntilAChangeNamesAnother() {
    commit(ada, change -> change.state(PairState.NEEDS_PERSON, "two profiles match"));
    commit(ada, change -> change.base(base("email", 0)));
    assertThat(ledger.pairs(connection, "", 1).get(0).reason()).isEqualTo("two profiles match");
    commit(ada, change -> change.state(PairState.IN_STEP, ""));
    assertThat(ledger.counts(connection)).isEqualTo(Map.of(PairState.IN_STEP, 1));
  }

  @Test
  void theJournalIsReadFromItsEndAndARepeatedCommitWritesNoSecondEntry() {
    JournalEntry linked = entry(NOON, Act.LINKED, Side.REWARDS);
    JournalEntry paused =
        new JournalEntry(
            NOON.plusSeconds(1), JournalEntry.CONNECTION, Act.PAUSED, null, List.of(), "olga");
    commit(ada, change -> change.journal(linked));
    commit(ada, change -> change.journal(linked));
    ledger.record(connection, paused);
    ledger.record(connection, paused);
    assertThat(ledger.journal(connection, 10))
        .extracting(PairLedger.ListedEntry::entry)
        .containsExactly(paused, linked);
    assertThat(ledger.journal(connection, 1)).hasSize(1);
    assertThat(ledger.journal(connection + "x", 10)).isEmpty();
  }

  @Test
  void theJournalIsFollowedInTheOrderItWasWrittenWhateverTimesItsEntriesBear() {
    commit(ada, change -> change.journal(entry(NOON, Act.LINKED, Side.REWARDS)));
    long seen = ledger.journal(connection, 1).get(0).number();
    JournalEntry second = entry(NOON.minusSeconds(60), Act.UPDATED, Side.REWARDS);
    JournalEntry third = entry(NOON.plusSeconds(1), Act.UPDATED, Side.CONTACTS);
    commit(ada, change -> change.journal(second));
    ledger.record(connection, third);
    assertThat(ledger.journalAfter(connection, seen, 10))
        .extracting(PairLedger.ListedEntry::entry)
        .containsExactly(second, third);
    assertThat(ledger.journalAfter(connection, seen, 1)).hasSize(1);
    assertThat(ledger.journalAfter(connection + "x", 0, 10)).isEmpty();
  }

  @Test
  void anEntryAboutHundredsOfItemsNamesTheFirstAndSaysHowManyMore() {
    List<String> names =
        Stream.generate(() -> "note.body@c:" + UUID.randomUUID()).limit(500).toList();
    ledger.record(
        connection, new JournalEntry(NOON, ada.contactId(), Act.RETRIED, null, names, "olga"));
    List<String> journalled = ledger.journal(connection, 1).get(0).entry().fields();
    int named = journalled.size() - 1;
    assertThat(journalled.subList(0, named))
        .hasSizeGreaterThan(20)
        .isEqualTo(names.subList(0, named));
    assertThat(journalled.get(named)).isEqualTo("... and " + (500 - named) + " more");
  }

  @Test
  void theBrakesCountTheActsOfOneSideSinceATime() {
    commit(
        ada,
        change ->
            change
                .journal(entry(NOON.minusSeconds(3601), Act.DELETED, Side.REWARDS))
                .journal(entry(NOON.minusSeconds(3600), Act.DELETED, Side.REWARDS))
                .journal(entry(NOON, Act.UNTAGGED, Side.REWARDS))
                .journal(entry(NOON, Act.UPDATED, Side.REWARDS))
                .journal(entry(NOON, Act.DELETED, Side.CONTACTS)));
    List<Act> harsh = List.of(Act.DELETED, Act.UNTAGGED);
    assertThat(ledger.count(connection, Side.REWARDS, harsh, NOON.minusSeconds(3600))).isEqualTo(2);
  }

  // -- edits by people, purge

  @Test
  void aSavedEditIsReadAsOftenAsNeededByItsPairAlone() {
    ledger.saveEdit(ada, "e-1", List.of("Ada", "", "Lovelace Ω"));
    assertThat(ledger.edit(ada, "e-1")).contains(List.of("Ada", "", "Lovelace Ω"));
    assertThat(ledger.edit(ada, "e-1")).isPresent();
    assertThat(ledger.edit(bob, "e-1")).isEmpty();
    ledger.saveEdit(ada, "e-1", List.of());
    assertThat(ledger.edit(ada, "e-1")).contains(List.of());
  }

  @Test
  void purgingTakesWhatHasServedAndLeavesTheRest() {
    commit(
        ada,
        change ->
            change
                .link(link(ada, "p-1"))
                .base(base("email", 0))
                .move(move("email", "k:1", NOON))
                .journal(entry(NOON, Act.LINKED, Side.REWARDS)));
    ledger.claim(ada, create("op-1", "run-1"), now);
    ledger.saveEdit(ada, "e-1", List.of("x"));
    ledger.lease(connection, List.of("mail"), "run-1", now, LEASE);
    now = NOON.plus(Duration.ofDays(8));
    ledger.saveEdit(ada, "e-2", List.of("y"));
    ledger.purge(now);
    assertThat(ledger.edit(ada, "e-1")).isEmpty();
    assertThat(ledger.edit(ada, "e-2")).isPresent();
    assertThat(ledger.load(ada).base()).hasSize(1);
    assertThat(ledger.load(ada).intents()).hasSize(1);
    assertThat(ledger.load(ada).link()).isNotNull();
    assertThat(ledger.journal(connection, 10)).hasSize(1);
    now = NOON;
    assertThat(ledger.load(ada).moves()).isEmpty();
    assertThat(ledger.lease(connection, List.of("mail"), "run-2", now, LEASE)).isTrue();
  }

  // -- what the tests speak with

  private void commit(FlowKey key, UnaryOperator<PairChange.Builder> parts) {
    ledger.commit(key, parts.apply(PairChange.builder()).build());
  }

  private void assertStale(UnaryOperator<PairChange.Builder> parts) {
    assertThatExceptionOfType(StaleBaseException.class).isThrownBy(() -> commit(ada, parts));
  }

  private static Link link(FlowKey key, String profileId) {
    return link(key.connection(), key.contactId(), profileId);
  }

  private static Link link(String connection, String contactId, String profileId) {
    return new Link(connection, contactId, profileId, NOON);
  }

  private static BaseRow base(String field, long revision) {
    return new BaseRow(field, "", "k:aa", "k:bb", 1, "f00d", revision);
  }

  private static BaseRow member(String digest, long revision) {
    return new BaseRow("tags", digest, "k:cc", "k:dd", 1, "f00d", revision);
  }

  private static FieldEdit edit(String digest, Instant at) {
    return new FieldEdit("email", Side.CONTACTS, digest, at);
  }

  private static FieldMove move(String field, String after, Instant at) {
    return new FieldMove(field, "", Side.CONTACTS, "k:0", after, FieldMove.By.WRITTEN, at);
  }

  private static AcceptedDifference accepted(String field, String element, String who) {
    return new AcceptedDifference(
        field, element, "k:1", "k:2", "f00d", AcceptedDifference.Reason.SKIPPED, who, NOON);
  }

  private static Conflict conflict(
      String id, Conflict.State state, @Nullable Side loser, Instant at) {
    return new Conflict(id, "city", state, loser, List.of("Köln"), List.of(), "newest", at);
  }

  private static Parked parked(String opId, Instant since) {
    Waiting waiting = new Waiting(opId, "email", Waiting.Kind.PARKED, "refused: mend the e-mail");
    return new Parked(waiting, "k:1", "k:2", since);
  }

  private Intent create(String opId, String owner) {
    return new Intent(
        opId,
        Op.Kind.CREATE,
        Side.REWARDS,
        null,
        "c-ada",
        2,
        Map.of("email", new Intent.Wrote("k:1", "k:2", "k:3", "f00d")),
        List.of("p-7"),
        owner,
        NOON,
        NOON.plus(LEASE));
  }

  private static JournalEntry entry(Instant at, Act act, Side side) {
    return new JournalEntry(at, "c-ada", act, side, List.of("email"), "lockstep");
  }

  private static PairLedger.Tombstone tombstone(Side side, String id) {
    return new PairLedger.Tombstone(side, id, "deleted at HighLevel", NOON.plusSeconds(5));
  }

  private static Instant daysAgo(int days) {
    return NOON.minus(Duration.ofDays(days));
  }
}
