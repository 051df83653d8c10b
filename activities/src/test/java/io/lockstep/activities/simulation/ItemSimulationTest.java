package io.lockstep.activities.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.item.ItemKind;
import io.lockstep.core.merge.Branch;
import io.lockstep.core.merge.ItemBranch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random histories of tasks and of notes, with faults and crashes, played by the real look and
 * apply against both providers' twins. {@code -Dlockstep.simulation.histories=100000} plays more,
 * {@code -Dlockstep.simulation.seed=42} plays one. A failure prints a history that {@link
 * ReplayedItemHistoriesTest} can keep.
 */
class ItemSimulationTest {

  private static final int MOVES = 20;
  private static final long FIRST_SEED = 1;

  private static final Set<String> OF_FILES =
      Stream.of(ItemMove.Kind.ADD_FILE, ItemMove.Kind.DELETE_FILE, ItemMove.Kind.CUT_LINKS)
          .map(move -> "moves: " + move)
          .collect(Collectors.toSet());

  private static final String OF_USERS = "moves: " + ItemMove.Kind.RENAME_USERS;

  // A one-way mapping is ItemMergeTest's.
  private static final Set<ItemBranch> NOT_PLAYED = Set.of(ItemBranch.STAYS);

  @ParameterizedTest
  @EnumSource(ItemKind.class)
  void everyLawHoldsInEveryHistory(ItemKind kind) {
    Long one = Long.getLong("lockstep.simulation.seed");
    int histories = one == null ? Integer.getInteger("lockstep.simulation.histories", 2_000) : 1;
    var tally = new Tally();

    Optional<ItemHistory> failing =
        LongStream.range(0, histories)
            .parallel()
            .mapToObj(i -> ItemHistory.random(kind, (one == null ? FIRST_SEED : one) + i, MOVES))
            .filter(history -> !history.play(ItemVariant.RIGHT, tally).isEmpty())
            .findFirst();

    System.out.println(tally.report());
    assertThat(failing.map(ItemSimulationTest::told)).isEmpty();
    if (histories >= 2_000) {
      assertThat(neverMet(kind, tally)).as("never met, so never tested").isEmpty();
      assertThat(tally.other(ItemPlay.CHANGED_TOO_SOON)).isLessThan(histories / 20);
      assertThat(tally.other(ItemPlay.DELETED_TOO_SOON)).isLessThan(histories / 20);
      assertThat(tally.other(ItemPlay.EDITED_UNREAD)).isLessThan(histories / 20);
    }
  }

  private static List<String> neverMet(ItemKind kind, Tally tally) {
    Stream<String> branches =
        Arrays.stream(ItemBranch.values())
            .filter(branch -> !NOT_PLAYED.contains(branch) && tally.itemBranch(branch) == 0)
            .map(branch -> "branch " + branch);
    Stream<String> faults =
        ItemFaults.kinds().stream()
            .filter(fault -> kind == ItemKind.TASK || !fault.equals("webhook-without-contact"))
            .filter(fault -> tally.fault(fault) == 0)
            .map(fault -> "fault " + fault);
    Stream<String> others =
        Stream.concat(
                Arrays.stream(ItemMove.Kind.values()).map(move -> "moves: " + move),
                Stream.of(
                    "crashes",
                    "applies run twice at once",
                    "edits right after a read",
                    "echoes answered without a run",
                    ItemPlay.HELD_DELETIONS,
                    ItemPlay.HELD_WRITES))
            .filter(what -> kind == ItemKind.NOTE || !OF_FILES.contains(what))
            .filter(what -> kind == ItemKind.TASK || !what.equals(OF_USERS))
            .filter(what -> tally.other(what) == 0);
    Stream<String> files =
        kind == ItemKind.TASK
            ? Stream.of()
            : Stream.concat(
                    ItemFaults.ofFiles().stream(),
                    Stream.of(
                        ItemLaws.FILES_COPIED,
                        ItemLaws.FILES_LINKED,
                        ItemLaws.FILES_NOT_TAKEN,
                        ItemLaws.LINKS_CUT))
                .filter(what -> tally.other(what) == 0);
    Stream<String> fields =
        fieldBranches(kind)
            .filter(branch -> tally.branch(branch) == 0)
            .map(branch -> "branch of a field " + branch);
    return Stream.of(
            branches,
            fields,
            faults,
            others,
            files,
            edits(kind).filter(what -> tally.other(what) == 0))
        .flatMap(missing -> missing)
        .toList();
  }

  private static Stream<Branch> fieldBranches(ItemKind kind) {
    Stream<Branch> both =
        Stream.of(
            Branch.CONTACTS_CHANGED,
            Branch.REWARDS_CHANGED,
            Branch.BOTH_CHANGED_ALIKE,
            Branch.CONFLICT_TIE,
            Branch.PENDING_WRITE_HAPPENED,
            Branch.PENDING_WRITE_DID_NOT_HAPPEN,
            Branch.SUSPECT_RETURN,
            Branch.OLD_READ_DISCARDED);
    return kind == ItemKind.NOTE
        ? both
        : Stream.concat(
            both, Stream.of(Branch.CLEARED, Branch.UNMAPPED_KEPT, Branch.ACCEPTED_QUIET));
  }

  /** What people do to the fields of an item; nothing of HighLevel's is without a due date. */
  private static Stream<String> edits(ItemKind kind) {
    return kind == ItemKind.NOTE
        ? Stream.of("edits: note.body")
        : Stream.of(
            "edits: task.title",
            "edits: task.body",
            "edits: task.due",
            "edits: task.owner",
            "edits: task.completed",
            "clears: task.body",
            "clears: task.due",
            "clears: task.owner");
  }

  @Test
  void theSameHistoryIsPlayedTheSameWay() {
    ItemHistory history = ItemHistory.random(ItemKind.TASK, 7, MOVES);
    var first = new ItemPlay(history, ItemVariant.RIGHT, new Tally());
    first.play();
    var second =
        new ItemPlay(ItemHistory.parse(history.toString()), ItemVariant.RIGHT, new Tally());
    second.play();

    assertThat(second.story()).isEqualTo(first.story());
  }

  /** The history as short as it could be made, and what happens in it. */
  private static String told(ItemHistory failing) {
    String law = law(failing.play(ItemVariant.RIGHT, new Tally()).get(0));
    ItemHistory shrunk =
        failing.with(
            new Shrinker<ItemMove>(
                    moves ->
                        failing.with(moves).play(ItemVariant.RIGHT, new Tally()).stream()
                            .anyMatch(broken -> law(broken).equals(law)))
                .shrink(failing.moves()));
    var play = new ItemPlay(shrunk, ItemVariant.RIGHT, new Tally());
    List<String> broken = play.play();
    return "seed %d breaks %s%nshrunk to%n%s%nWhat happened:%n%s"
        .formatted(failing.seed(), broken, shrunk, String.join("\n", play.story()));
  }

  private static String law(String broken) {
    return broken.substring(0, broken.indexOf(':'));
  }
}
