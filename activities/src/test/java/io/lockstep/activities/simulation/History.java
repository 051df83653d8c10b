package io.lockstep.activities.simulation;

import io.lockstep.activities.simulation.Move.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * What happens in one world, and the seed of its chance. Printed, it is what {@link #parse} reads.
 */
record History(long seed, List<Move> moves) {

  private static final List<Kind> BAG = bag();

  History {
    moves = List.copyOf(moves);
  }

  /** A history of that many moves. */
  static History random(long seed, int length) {
    return random(seed, length, BAG);
  }

  /** A history of that many moves of these kinds; one that comes twice comes twice as often. */
  static History random(long seed, int length, List<Kind> bag) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    var moves = new ArrayList<Move>();
    moves.add(move(Kind.NEW_PERSON_ON_BOTH, random));
    moves.add(move(random.nextBoolean() ? Kind.NEW_CONTACT : Kind.NEW_PROFILE, random));
    while (moves.size() < length) {
      moves.add(move(bag.get(random.nextInt(bag.size())), random));
    }
    return new History(seed, moves);
  }

  private static Move move(Kind kind, Random random) {
    return new Move(
        kind, random.nextInt(8), random.nextInt(64), random.nextInt(1000), pause(random));
  }

  // Mostly within one look or its writes, sometimes long enough for everything to settle.
  private static Duration pause(Random random) {
    int draw = random.nextInt(100);
    if (draw < 55) {
      return Duration.ofMillis(random.nextInt(400));
    }
    if (draw < 80) {
      return Duration.ofMillis(random.nextInt(5_000));
    }
    if (draw < 95) {
      return Duration.ofSeconds(random.nextInt(150));
    }
    return Duration.ofMinutes(random.nextInt(30));
  }

  private static List<Kind> bag() {
    var bag = new ArrayList<Kind>();
    put(bag, 2, Kind.NEW_CONTACT, Kind.NEW_PROFILE, Kind.NEW_PERSON_ON_BOTH);
    put(bag, 16, Kind.EDIT_CONTACT, Kind.EDIT_PROFILE);
    put(bag, 3, Kind.CLEAR_CONTACT, Kind.CLEAR_PROFILE, Kind.REVERT_CONTACT, Kind.REVERT_PROFILE);
    put(bag, 4, Kind.TAG_CONTACT, Kind.TAG_PROFILE, Kind.UNTAG_CONTACT, Kind.UNTAG_PROFILE);
    put(bag, 2, Kind.CLOSE_CHANNEL_AT_CONTACTS, Kind.CLOSE_CHANNEL_AT_REWARDS);
    put(bag, 2, Kind.OPEN_CHANNEL_AT_CONTACTS, Kind.OPEN_CHANNEL_AT_REWARDS);
    put(bag, 1, Kind.DELETE_CONTACT, Kind.DELETE_PROFILE, Kind.MERGE_CONTACTS, Kind.FIGHT);
    put(bag, 18, Kind.FAULT);
    put(bag, 5, Kind.CRASH, Kind.DECIDE);
    put(bag, 2, Kind.TWICE_AT_ONCE, Kind.SWEEP, Kind.ENGINE_DOWN, Kind.OUTAGE);
    put(bag, 3, Kind.EDIT_AFTER_THE_NEXT_READ);
    return List.copyOf(bag);
  }

  private static void put(List<Kind> bag, int times, Kind... kinds) {
    for (Kind kind : kinds) {
      for (int i = 0; i < times; i++) {
        bag.add(kind);
      }
    }
  }

  History with(List<Move> others) {
    return new History(seed, others);
  }

  @Override
  public String toString() {
    return seed + "\n" + moves.stream().map(Move::toString).collect(Collectors.joining("\n"));
  }

  static History parse(String text) {
    List<String> lines = text.strip().lines().toList();
    return new History(
        Long.parseLong(lines.get(0).strip()), lines.stream().skip(1).map(Move::parse).toList());
  }
}
