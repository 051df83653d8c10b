package io.lockstep.workflows.connection;

import io.lockstep.core.Lane;
import io.lockstep.workflows.Calls;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Clears, makes, waits, clears. Whatever goes wrong on the way, also a person who stops the run,
 * the last step is made; a run that is killed leaves it to the first step of the next one.
 */
public final class RoundWorkflowImpl implements RoundWorkflow {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final Duration ONCE_ASKED = Duration.ofMinutes(2);

  /** A write that was under way when the records were removed shows by then. */
  private static final Duration BETWEEN_CLEARINGS = Duration.ofSeconds(10);

  private static final int CLEAN = 2;
  private static final int CLEAN_AFTER_A_FAILURE = 5;
  private static final int MOST_CLEARINGS = 20;

  private final List<Finding> found = new ArrayList<>();
  private String connection = "";

  @Override
  public DoctorReport run(ConnectionInput input) {
    connection = input.connection();
    Duration byItself;
    try {
      RoundStart start = calls("whether a person can travel").prepare(connection);
      found.addAll(start.refusals());
      if (!found.isEmpty()) {
        return new DoctorReport(found);
      }
      byItself = start.byItself();
      if (calls("clear what an earlier round left").clear(connection) > 0) {
        found.add(
            Finding.ok("person.leftover", "An earlier round had left something; it is removed."));
        isCleared(CLEAN); // or a search that lags would show him and the next one side by side
      }
    } catch (ActivityFailure failure) {
      Calls.passCancellationOn(failure);
      return new DoctorReport(List.of(notBegun(failure)));
    }
    boolean arrived = false;
    try {
      arrived = send(byItself);
    } catch (ActivityFailure failure) {
      Calls.passCancellationOn(failure);
      found.add(
          Finding.error(
              "person.seen",
              "The marked person could not be sent: " + Calls.reason(failure) + ".",
              "Mend what the other findings of the doctor name, then send it again."));
    } finally {
      int clean = arrived ? CLEAN : CLEAN_AFTER_A_FAILURE;
      Workflow.newDetachedCancellationScope(() -> remove(clean)).run();
    }
    return new DoctorReport(found);
  }

  /** Whether it was seen. */
  private boolean send(Duration byItself) {
    String contactId = calls("make the marked contact").make(connection);
    long made = Workflow.currentTimeMillis();
    RoundSight sight = seenWithin(byItself, contactId);
    if (sight.seen()) {
      found.add(
          Finding.ok(
              "person.seen",
              "The marked person was seen at BHN Rewards after " + seconds(made) + " s."));
      return true;
    }
    calls("ask for a look").hint(connection, contactId);
    sight = seenWithin(ONCE_ASKED, contactId);
    if (!sight.seen()) {
      found.add(
          Finding.error(
              "person.seen",
              "The marked person was not seen at BHN Rewards within "
                  + seconds(made)
                  + " s: "
                  + sight.standing()
                  + ".",
              "Mend the reason, or look at the flow contact-upsert/"
                  + connection
                  + "/"
                  + contactId
                  + " in Temporal's UI, then send it again."));
      return false;
    }
    found.add(
        byItself.isZero()
            ? Finding.ok(
                "person.seen",
                "The marked person was seen at BHN Rewards after "
                    + seconds(made)
                    + " s, on request: neither webhooks nor polls tell of contacts here.")
            : Finding.warning(
                "person.seen",
                "Nobody told Lockstep of the marked person within "
                    + byItself.toSeconds()
                    + " s; asked to look, it was seen at BHN Rewards after "
                    + seconds(made)
                    + " s.",
                "Look at the findings highlevel.webhooks and highlevel.polling (a poll-every of more"
                    + " than 90 s is not waited for), and at the worker's load."));
    return true;
  }

  private RoundSight seenWithin(Duration patience, String contactId) {
    long until = Workflow.currentTimeMillis() + patience.toMillis();
    RoundSight sight = calls("look for its profile").look(connection, contactId);
    while (!sight.seen() && Workflow.currentTimeMillis() < until) {
      Workflow.sleep(BETWEEN_LOOKS);
      sight = calls("look for its profile").look(connection, contactId);
    }
    return sight;
  }

  private void remove(int clean) {
    long begun = Workflow.currentTimeMillis();
    try {
      found.add(
          isCleared(clean)
              ? Finding.ok(
                  "person.removed",
                  "The marked person is removed on both sides; to be sure took "
                      + seconds(begun)
                      + " s.")
              : left("it comes back"));
    } catch (ActivityFailure failure) {
      found.add(left(Calls.reason(failure)));
    }
  }

  /**
   * Removes it until nothing is found that many times.
   *
   * @param clean more where nobody knows what may still be under way
   */
  private boolean isCleared(int clean) {
    int empty = 0;
    for (int turn = 0; empty < clean && turn < MOST_CLEARINGS; turn++) {
      if (turn > 0) {
        Workflow.sleep(BETWEEN_CLEARINGS);
      }
      empty = calls("remove the marked person").clear(connection) == 0 ? empty + 1 : 0;
    }
    return empty == clean;
  }

  private static Finding left(String why) {
    return Finding.error(
        "person.removed",
        "The marked person may not be removed on both sides: " + why + ".",
        "Send it again: what is left is removed first. By hand, its name and e-mail address say"
            + " what it is.");
  }

  private static Finding notBegun(ActivityFailure failure) {
    return Finding.error(
        "person.sent",
        "No person was sent: " + Calls.reason(failure) + ".",
        "Mend what the other findings of the doctor name, then send it again.");
  }

  private static long seconds(long since) {
    return Duration.ofMillis(Workflow.currentTimeMillis() - since).toSeconds();
  }

  private RoundActivities calls(String summary) {
    return Workflow.newActivityStub(
        RoundActivities.class, Calls.write(Lane.LIVE, connection, summary));
  }
}
