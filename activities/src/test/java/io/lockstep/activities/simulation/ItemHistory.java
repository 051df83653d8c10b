package io.lockstep.activities.simulation;

import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.ItemMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What happens to the tasks, or the notes, of one contact, and the seed of its chance. Printed, it
 * is what {@link #parse} reads.
 */
record ItemHistory(ItemKind kind, long seed, List<ItemMove> moves) {

  ItemHistory {
    moves = List.copyOf(moves);
  }

  /**
   * A history of that many moves. Where the files of notes travel, one of five is about these; in
   * one of twelve histories something happens to the contact as well, and in one of four whose
   * tasks have owners to the users.
   */
  static ItemHistory random(ItemKind kind, long seed, int length) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    List<ItemMove> moves =
        new ArrayList<>(IntStream.range(0, length).mapToObj(i -> ItemMove.random(random)).toList());
    if (kind == ItemKind.NOTE && ItemPlay.files(seed) != ItemMapping.Files.IGNORE) {
      moves.replaceAll(move -> random.nextInt(5) == 0 ? move.ofItsFiles() : move);
    }
    if (Math.floorMod(seed, 12) == 5) {
      int when = length / 2 + random.nextInt(length / 2);
      moves.set(when, moves.get(when).ofTheContact());
    }
    if (kind == ItemKind.TASK && ItemPlay.ownersTravel(seed) && Math.floorMod(seed, 4) == 0) {
      int when = random.nextInt(length);
      moves.set(when, moves.get(when).ofTheUsers());
    }
    return new ItemHistory(kind, seed, moves);
  }

  ItemHistory with(List<ItemMove> others) {
    return new ItemHistory(kind, seed, others);
  }

  /** What it breaks. */
  List<String> play(ItemVariant variant, Tally tally) {
    return new ItemPlay(this, variant, tally).play();
  }

  @Override
  public String toString() {
    return kind.word()
        + " "
        + seed
        + "\n"
        + moves.stream().map(ItemMove::toString).collect(Collectors.joining("\n"));
  }

  static ItemHistory parse(String text) {
    List<String> lines = text.strip().lines().toList();
    String[] head = lines.get(0).strip().split(" ", -1);
    return new ItemHistory(
        ItemKind.valueOf(head[0].toUpperCase(Locale.ROOT)),
        Long.parseLong(head[1]),
        lines.stream().skip(1).map(ItemMove::parse).toList());
  }
}
