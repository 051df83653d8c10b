package io.lockstep.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.core.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The pairs of all locations, and what every measurement does with them: edit, await, wait. */
final class Town {

  /** Nothing is under way when Lockstep has called nobody for so long. */
  private static final Duration QUIET = Duration.ofMillis(800);

  /** Whoever has used up HighLevel's 100 calls is silent for ten seconds, and not done. */
  private static final Duration A_WINDOW = Duration.ofSeconds(11);

  private static final Duration LINKED_WITHIN = Duration.ofMinutes(9);
  private static final Duration QUIET_WITHIN = Duration.ofSeconds(60);

  private final Stack stack;
  private final List<Place> places;
  private final Allowance allowance;
  private final CallLog log;
  private final AtomicInteger names = new AtomicInteger();
  private List<Pair> pairs = List.of();

  /**
   * @param places the locations that load is spread over
   */
  Town(Stack stack, List<Place> places, Allowance allowance) {
    this.stack = stack;
    this.places = places;
    this.allowance = allowance;
    this.log = new CallLog(stack.sandbox());
  }

  /** Contacts that nobody has seen before appear in that location, all at once. */
  void arrive(Place place, int contacts) {
    stack
        .sandbox()
        .post(
            "/control/seed",
            "{\"connection\": %d, \"contacts\": %d, \"profiles\": 0, \"awkward\": false}"
                .formatted(place.number(), contacts));
  }

  /** Waits until that many more have their profile; goes on with fewer when that takes long. */
  void link(int more) {
    int expected = pairs.size() + more;
    allowance.await(LINKED_WITHIN, () -> isQuiet(A_WINDOW) && inStep() >= expected);
    JsonNode profiles = stack.sandbox().get("/control/state").path("bhn").path("contacts");
    pairs = stack.places().stream().flatMap(place -> pairs(place, profiles)).toList();
    if (pairs.isEmpty()) {
      throw new IllegalStateException("nothing was linked; see the logs of worker and starter-api");
    }
  }

  private int inStep() {
    int inStep = 0;
    for (JsonNode connection : stack.operator().get("/api/v1/connections").path("items")) {
      inStep += connection.path("pairs").path("IN_STEP").asInt();
    }
    return inStep;
  }

  private static Stream<Pair> pairs(Place place, JsonNode profiles) {
    return StreamSupport.stream(profiles.spliterator(), false)
        .filter(profile -> profile.path("accountId").asText().equals(place.accountId()))
        .filter(profile -> profile.hasNonNull("referenceId"))
        .map(
            profile ->
                new Pair(
                    place,
                    profile.path("referenceId").asText(),
                    profile.path("contactId").asText()));
  }

  /** Up to that many pairs of one location. */
  List<Pair> of(Place place, int most) {
    return pairs.stream().filter(pair -> pair.place().equals(place)).limit(most).toList();
  }

  /** Up to that many pairs of each of these locations, in turn: one of each, then the next. */
  List<Pair> across(List<Place> places, int mostEach) {
    List<Pair> across = new ArrayList<>();
    for (int i = 0; i < mostEach; i++) {
      for (Place place : places) {
        List<Pair> own = of(place, mostEach);
        if (i < own.size()) {
          across.add(own.get(i));
        }
      }
    }
    return across;
  }

  /** A person edits that; false when HighLevel's limit stops this person. */
  boolean edit(Linked one, Side side) {
    return one.edit(side, newText());
  }

  /** A text that nothing has said yet. */
  String newText() {
    return "Edit" + names.incrementAndGet();
  }

  /** Makes these edits while the webhooks wait in the sandbox; as fast as the person may. */
  void editHeld(List<? extends Linked> edited, Side side) {
    stack.holdWebhooks(true);
    for (Linked one : edited) {
      if (!allowance.await(QUIET_WITHIN, () -> edit(one, side))) {
        throw new IllegalStateException("there was no time to make the edits");
      }
    }
  }

  /** Waits until all these edits are visible; answers the moment the last one became so. */
  Instant awaitVisible(List<? extends Linked> edited, Side madeAt, Instant since, Duration most) {
    Side target = madeAt.other();
    boolean all =
        allowance.await(
            most, () -> CallLog.arrivals(log.since(since), edited, target).size() == edited.size());
    Map<Linked, Instant> arrivals = CallLog.arrivals(log.since(since), edited, target);
    if (!all) {
      throw new IllegalStateException(
          arrivals.size() + " of " + edited.size() + " changes arrived in time");
    }
    return arrivals.values().stream().max(Instant::compareTo).orElseThrow();
  }

  /**
   * Tells all these edits at once, waits until nothing is under way, and answers how many a second
   * became visible until the last one was.
   */
  double perSecond(List<? extends Linked> edited, Side side, Duration drainedWithin) {
    editHeld(edited, side);
    Instant told = CallLog.now();
    stack.holdWebhooks(false);
    Instant last = awaitVisible(edited, side, told, drainedWithin);
    awaitQuiet();
    return edited.size() * 1000.0 / Math.max(1, Duration.between(told, last).toMillis());
  }

  /** Waits until nothing is under way: no webhook waits, and Lockstep has nothing left to ask. */
  void awaitQuiet() {
    if (!allowance.await(QUIET_WITHIN, this::isQuiet)) {
      throw new IllegalStateException(
          "Lockstep was still busy after " + QUIET_WITHIN.toSeconds() + " s");
    }
  }

  boolean isQuiet() {
    return isQuiet(QUIET);
  }

  private boolean isQuiet(Duration lately) {
    return stack.allWebhooksDelivered()
        && log.since(CallLog.now().minus(lately)).stream().noneMatch(CallLog.Call::isLocksteps);
  }

  CallLog log() {
    return log;
  }

  List<Place> places() {
    return places;
  }

  Stack stack() {
    return stack;
  }

  Allowance allowance() {
    return allowance;
  }
}
