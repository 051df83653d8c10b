package io.lockstep.workflows.reconcile;

import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.MappingProfile;
import java.time.Duration;
import java.util.Locale;

/**
 * What the polls and passes of one connection cost at HighLevel in a day on which nothing changes;
 * {@code docs/limits.md} gives the formula. Each contact that changes costs up to three calls more.
 *
 * @param polls for the polls of changed contacts
 * @param lists for passes over contacts and open tasks
 * @param pairs for passes that look at every pair
 */
public record DailyPrice(long polls, long lists, long pairs) {

  /** HighLevel allows so many calls a day, per app and location. */
  public static final long QUOTA = 200_000;

  private static final int CONTACTS_OF_A_CALL = 100;

  /** Pages of a hundred, each of which reads ten of the one before again. */
  private static final int TASKS_OF_A_CALL = 90;

  /**
   * What there is to read.
   *
   * @param contacts contacts the ledger knows
   * @param openTasks where the last pass over open tasks ended; 0 before the first
   */
  public record Size(int contacts, int openTasks) {}

  /** Of that rhythm. */
  public static DailyPrice of(Rhythm rhythm, MappingProfile mapping, Size size) {
    boolean tasks = mapping.items(ItemKind.TASK).isPresent();
    int kinds = mapping.items().size();
    long polls = rhythm.pollHighLevel().map(DailyPrice::aDay).orElse(0L);
    long sweeps = aDay(rhythm.sweepEvery());
    long overTasks =
        tasks ? Math.max(polls, sweeps) * (calls(size.openTasks(), TASKS_OF_A_CALL) + 1) : 0;
    return new DailyPrice(
        polls,
        sweeps * calls(size.contacts(), CONTACTS_OF_A_CALL) + overTasks,
        aDay(rhythm.verifyEvery()) * size.contacts() * (1 + kinds));
  }

  private static long aDay(Duration every) {
    return roundedUp(Duration.ofDays(1).toSeconds(), every.toSeconds());
  }

  private static long calls(int records, int ofACall) {
    return Math.max(1, roundedUp(records, ofACall));
  }

  private static long roundedUp(long all, long each) {
    return (all + each - 1) / each;
  }

  /** All of it. */
  public long total() {
    return polls + lists + pairs;
  }

  /** Whether HighLevel would refuse the rest of the day before it is over. */
  public boolean isTooHigh() {
    return total() > QUOTA;
  }

  /** The numbers in words. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%,d calls a day of the %,d HighLevel allows (%,d for polls, %,d for passes over lists,"
            + " %,d for passes over every pair), and up to 3 more for each contact that changes",
        total(),
        QUOTA,
        polls,
        lists,
        pairs);
  }
}
