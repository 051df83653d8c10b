package io.lockstep.sandbox.seed;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks and notes the seeded people start with, by the person's number: some on one side, some
 * equal on both. Of the people with items every fifth has an equal pair of each kind; the first
 * person is the whole case: 3 tasks and 4 notes on each side, one of each equal, so that 5 tasks
 * and 7 notes are left once both sides agree.
 */
public final class SeededItems {

  /** So many of the people who are on both sides have items: number 0 to 29. */
  public static final int PEOPLE = 30;

  /** Who works at the agency: users of HighLevel, and owners of tasks on both sides. */
  public static final List<Owner> OWNERS =
      List.of(
          new Owner("Olivia", "Office", "olivia.office@example.com"),
          new Owner("Marcus", "Office", "marcus.office@example.com"),
          new Owner("Samira", "Office", "samira.office@example.com"));

  private static final String OLIVIA = OWNERS.get(0).email();
  private static final String MARCUS = OWNERS.get(1).email();
  private static final String SAMIRA = OWNERS.get(2).email();

  /** Owns a task at BHN and is no user of HighLevel. */
  private static final String NO_USER = "freelance.fay@example.com";

  private static final List<TaskText> EQUAL_TASKS =
      List.of(
          new TaskText(
              "Send the welcome gift", "The blue box, not the red one.", 7, "open", OLIVIA),
          new TaskText("Confirm the postal address", "", 3, "open", MARCUS),
          new TaskText(
              "Explain how points are earned", "Ten minutes on the phone.", -2, "open", SAMIRA),
          new TaskText(
              "Thank for the survey", "Answered all 12 questions.", -9, "completed", OLIVIA));
  private static final List<TaskText> CONTACT_TASKS =
      List.of(
          new TaskText("Call back about the open house", "Prefers mornings.", 1, "open", OLIVIA),
          new TaskText("Send the price list", "As PDF & on paper.", 2, "open", MARCUS),
          new TaskText("Ask for a review", "", 14, "open", null),
          new TaskText("Book the follow-up", "Thursday or Friday.", -1, "open", OLIVIA),
          new TaskText("Check the invoice", "Line 3 is doubled.", -20, "completed", MARCUS));
  private static final List<TaskText> PROFILE_TASKS =
      List.of(
          new TaskText("Reward the referral", "Two friends signed up.", 5, "in_progress", MARCUS),
          new TaskText(
              "Wait for the bounced card", "Sent to an old address.", 10, "waiting", SAMIRA),
          new TaskText("Raise the tier", "Gold from next month on.", 21, "open", NO_USER),
          new TaskText("Reissue the claim", "The first one expired.", -3, "open", OLIVIA),
          new TaskText("Close the summer campaign", "", -30, "completed", MARCUS));

  private static final List<String> EQUAL_NOTES =
      List.of(
          "Met at the fair in Riverton.\nWants to hear about the rewards first.",
          "Speaks Portuguese & English.",
          "Moved house in May; the new address is confirmed.",
          "Points < 500: remind in autumn.");
  private static final List<String> CONTACT_NOTES =
      List.of(
          "Called twice, no answer.",
          "Loves the café near the office.\n\nBrings two colleagues next time.",
          "Budget is decided in Q1, not before.",
          "Asked for a quote: 3 seats, <b>yearly</b>.",
          "Allergic to nuts: no chocolate boxes.");
  private static final List<String> PROFILE_NOTES =
      List.of(
          "Claimed the gift card within an hour.",
          "Prefers travel vouchers over cash.",
          "Card bounced once; address corrected since.",
          "Winner of the spring raffle \uD83C\uDF89",
          "Reached 1,000 points.\n\nCongratulated by e-mail.");

  private SeededItems() {}

  /** One of the people who work at the agency. */
  public record Owner(String firstName, String lastName, String email) {}

  /**
   * A task.
   *
   * @param body empty where there is none
   * @param dueInDays days from the day of the seed, at 15:00 UTC; below zero it is overdue
   * @param status {@code open}, {@code in_progress}, {@code waiting} or {@code completed}
   */
  public record TaskText(
      String title, String body, int dueInDays, String status, @Nullable String ownerEmail) {

    public boolean completed() {
      return status.equals("completed");
    }

    /** When it is due, for a seed planted at that time. */
    public Instant due(Instant planted) {
      return planted
          .truncatedTo(ChronoUnit.DAYS)
          .plus(Duration.ofDays(dueInDays))
          .plus(Duration.ofHours(15));
    }
  }

  /** The tasks of that person's contact. */
  public static List<TaskText> contactTasks(int person) {
    return chosen(person, EQUAL_TASKS, CONTACT_TASKS, person == 0 ? 2 : 1 - person % 2);
  }

  /** The tasks of that person's profile. */
  public static List<TaskText> profileTasks(int person) {
    return chosen(person, EQUAL_TASKS, PROFILE_TASKS, person == 0 ? 2 : person % 2);
  }

  /** The notes of that person's contact, as plain text. */
  public static List<String> contactNotes(int person) {
    return chosen(person, EQUAL_NOTES, CONTACT_NOTES, person == 0 ? 3 : person % 2);
  }

  /** The notes of that person's profile. */
  public static List<String> profileNotes(int person) {
    return chosen(person, EQUAL_NOTES, PROFILE_NOTES, person == 0 ? 3 : 1 - person % 2);
  }

  private static <T> List<T> chosen(int person, List<T> equal, List<T> own, int ofOwn) {
    List<T> chosen = new ArrayList<>();
    if (person >= PEOPLE) {
      return chosen;
    }
    if (person % 5 == 0) {
      chosen.add(equal.get(person / 5 % equal.size()));
    }
    for (int i = 0; i < ofOwn; i++) {
      chosen.add(own.get((person / 2 + i) % own.size()));
    }
    return chosen;
  }
}
