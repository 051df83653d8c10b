package io.lockstep.activities.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * One thing that happens to the tasks, or the notes, of one contact. Small whole numbers say to
 * which item and what; each kind takes them modulo what there is, so any list of moves is a
 * history.
 *
 * @param after how long after the move before it
 */
record ItemMove(Kind kind, int who, int what, Duration after) {

  enum Kind {
    ADD_AT_CONTACTS(5),
    ADD_AT_REWARDS(5),
    /** The same words on both sides: one item from then on. */
    ADD_ON_BOTH(2),
    /** The words of an item that is there already. */
    ADD_EQUAL(2),
    EDIT_AT_CONTACTS(10),
    EDIT_AT_REWARDS(10),
    CLEAR_AT_CONTACTS(2),
    CLEAR_AT_REWARDS(2),
    DELETE_AT_CONTACTS(3),
    DELETE_AT_REWARDS(3),
    /** A person edits right after Lockstep has read: the guard window. */
    EDIT_AFTER_THE_NEXT_READ(2),
    FAULT(16),
    CRASH(5),
    TWICE_AT_ONCE(2),
    /** A pass hints the contact; it finds what HighLevel tells nobody. */
    PASS(4),
    DECIDE(2),
    /** In the histories of notes whose files travel, some edits are these instead. */
    ADD_FILE(0),
    DELETE_FILE(0),
    /** Somebody takes the links away from HighLevel's note. */
    CUT_LINKS(0),
    /** In some histories the contact itself is deleted at HighLevel. */
    DELETE_CONTACT(0),
    /** Likewise at BHN Rewards. */
    DELETE_PROFILE(0),
    /** Likewise it is merged into another, which takes its items at HighLevel. */
    MERGE_CONTACT(0),
    /** In some histories of tasks whose owners travel, their e-mails change at HighLevel. */
    RENAME_USERS(0);

    private final int weight;

    Kind(int weight) {
      this.weight = weight;
    }
  }

  static ItemMove random(Random random) {
    return new ItemMove(kind(random), random.nextInt(64), random.nextInt(1000), pause(random));
  }

  /** The same moment, but it is the contact itself that something happens to. */
  ItemMove ofTheContact() {
    Kind kind = List.of(Kind.DELETE_CONTACT, Kind.DELETE_PROFILE, Kind.MERGE_CONTACT).get(who % 3);
    return new ItemMove(kind, who, what, after);
  }

  /** The same moment, but it is the users of the location that something happens to. */
  ItemMove ofTheUsers() {
    return new ItemMove(Kind.RENAME_USERS, who, what, after);
  }

  /** The same moment, but it is about the files of a note. */
  ItemMove ofItsFiles() {
    Kind kind = what % 8 < 5 ? Kind.ADD_FILE : what % 8 < 6 ? Kind.DELETE_FILE : Kind.CUT_LINKS;
    return new ItemMove(kind, who, what, after);
  }

  private static Kind kind(Random random) {
    int all = 0;
    for (Kind kind : Kind.values()) {
      all += kind.weight;
    }
    int draw = random.nextInt(all);
    for (Kind kind : Kind.values()) {
      draw -= kind.weight;
      if (draw < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("weights add up");
  }

  // Mostly within one look or its writes, sometimes long enough for everything to settle.
  private static Duration pause(Random random) {
    int draw = random.nextInt(100);
    if (draw < 50) {
      return Duration.ofMillis(random.nextInt(400));
    }
    if (draw < 75) {
      return Duration.ofMillis(random.nextInt(5_000));
    }
    return Duration.ofSeconds(random.nextInt(180));
  }

  @Override
  public String toString() {
    return "%s %d %d +%d".formatted(kind, who, what, after.toMillis());
  }

  static ItemMove parse(String text) {
    String[] parts = text.strip().split("[ +]+", -1);
    return new ItemMove(
        Kind.valueOf(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Duration.ofMillis(Long.parseLong(parts[3])));
  }
}
