package io.lockstep.sandbox.webhooks;

import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.faults.FaultKind;
import io.lockstep.sandbox.faults.Faults;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The webhooks that wait to be sent. Nothing here sends: {@link #takeDue} hands out what is due by
 * the clock, {@link #report} says what became of it and schedules the next try.
 */
public final class Webhooks {

  private static final Duration USUAL_DELAY = Duration.ofSeconds(30);
  private static final Duration USUAL_SHUFFLE = Duration.ofSeconds(5);
  private static final Comparator<Waiting> BY_DUE =
      Comparator.comparing(Waiting::due).thenComparing(Waiting::number);

  @SuppressWarnings("ArrayRecordComponent") // raw bytes: they are sent, never compared
  private record Waiting(long number, Instant due, int attempt, Event event, URI url, byte[] body) {

    Waiting again(Instant nextDue) {
      return new Waiting(number, nextDue, attempt + 1, event, url, body);
    }
  }

  private final SandboxClock clock;
  private final Faults faults;
  private final Chance chance;
  private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(BY_DUE);
  private final Map<Long, Waiting> handedOut = new HashMap<>();
  private final Map<String, URI> urls = new HashMap<>();
  private RetryPolicy policy = RetryPolicy.ANY_NON_2XX_12;
  private boolean hold;
  private long numbers;
  private long delivered;
  private long givenUp;

  public Webhooks(SandboxClock clock, Faults faults, Chance chance) {
    this.clock = clock;
    this.faults = faults;
    this.chance = chance;
  }

  /** Where a provider's webhooks go; without an address its events are told to nobody. */
  public void sendTo(String side, Optional<URI> url) {
    url.ifPresentOrElse(address -> urls.put(side, address), () -> urls.remove(side));
  }

  public Optional<URI> url(String side) {
    return Optional.ofNullable(urls.get(side));
  }

  /** HighLevel's retry policy. BHN's webhooks are ours and always repeat what is not 2xx. */
  public void policy(RetryPolicy other) {
    policy = other;
  }

  public RetryPolicy policy() {
    return policy;
  }

  /** While held, nothing is handed out; released, all that came meanwhile is due. */
  public void hold(boolean yes) {
    hold = yes;
  }

  public boolean held() {
    return hold;
  }

  /** Queues an event, as the faults that are set let it through. */
  public void emit(Event event) {
    URI url = urls.get(event.side());
    if (url == null) {
      return;
    }
    Faults.Struck struck =
        faults.strikeWebhook(
            event.side(), event.type(), event.owner(), fault -> means(fault, event));
    if (struck.has(FaultKind.WEBHOOK_DROPPED)) {
      return;
    }
    byte[] body = Json.bytes(told(event, struck));
    int copies = struck.has(FaultKind.WEBHOOK_DOUBLED) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      waiting.add(new Waiting(++numbers, clock.instant().plus(late(struck)), 1, event, url, body));
    }
  }

  /** Whether a fault means anything for this event; else it is neither used up nor counted. */
  private static boolean means(Fault fault, Event event) {
    return fault.kind() != FaultKind.WEBHOOK_WITHOUT_CONTACT
        || (event.body().containsKey("contactId") && !event.kept().contains("contactId"));
  }

  private Map<String, Object> told(Event event, Faults.Struck struck) {
    Map<String, Object> body =
        struck.has(FaultKind.WEBHOOK_FIELDS_LEFT_OUT) ? thinned(event) : event.body();
    if (!struck.has(FaultKind.WEBHOOK_WITHOUT_CONTACT)) {
      return body;
    }
    Map<String, Object> lost = new LinkedHashMap<>(body);
    lost.keySet().removeAll(List.of("contactId", "body"));
    return lost;
  }

  private Duration late(Faults.Struck struck) {
    Duration delay =
        struck
            .of(FaultKind.WEBHOOK_DELAYED)
            .map(fault -> fault.byOr(USUAL_DELAY))
            .orElse(Duration.ZERO);
    Duration shuffle =
        struck
            .of(FaultKind.WEBHOOK_SHUFFLED)
            .map(fault -> fault.byOr(USUAL_SHUFFLE))
            .map(most -> Duration.ofMillis(chance.below((int) most.toMillis() + 1)))
            .orElse(Duration.ZERO);
    return delay.plus(shuffle);
  }

  private Map<String, Object> thinned(Event event) {
    Map<String, Object> body = new LinkedHashMap<>();
    event
        .body()
        .forEach(
            (name, value) -> {
              if (event.kept().contains(name) || chance.happens(0.5)) {
                body.put(name, value);
              }
            });
    return body;
  }

  /** What is due now, oldest first. Each delivery must be reported. */
  public List<Delivery> takeDue() {
    List<Delivery> due = new ArrayList<>();
    if (hold) {
      return due;
    }
    Instant now = clock.instant();
    for (Waiting next = waiting.peek();
        next != null && !next.due().isAfter(now);
        next = waiting.peek()) {
      waiting.remove();
      handedOut.put(next.number(), next);
      due.add(delivery(next, now));
    }
    return due;
  }

  private static Delivery delivery(Waiting next, Instant now) {
    return new Delivery(
        next.number(),
        next.event().side(),
        next.event().type(),
        next.event().owner(),
        next.attempt(),
        next.url(),
        () -> next.event().signer().sign(next.body(), now),
        next.body());
  }

  /**
   * What became of a delivery.
   *
   * @param status the HTTP status; 0 when no answer came
   */
  public void report(Delivery delivery, int status) {
    Waiting sent = handedOut.remove(delivery.number());
    if (sent == null) {
      return; // reset meanwhile
    }
    if (status >= 200 && status < 300) {
      delivered++;
      return;
    }
    RetryPolicy rule =
        sent.event().side().equals("highlevel") ? policy : RetryPolicy.ANY_NON_2XX_12;
    rule.next(sent.attempt(), status, chance)
        .ifPresentOrElse(
            pause -> waiting.add(sent.again(clock.instant().plus(pause))), () -> givenUp++);
  }

  /** When the next webhook is due; empty when none waits. */
  public Optional<Instant> nextDue() {
    return Optional.ofNullable(waiting.peek()).map(Waiting::due);
  }

  /** Counts for the control API. */
  public Map<String, Object> counts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("waiting", waiting.size());
    counts.put("handedOut", handedOut.size());
    counts.put("delivered", delivered);
    counts.put("givenUp", givenUp);
    return counts;
  }

  /** Sends where, how and whether the other does: what outlives a reset. */
  public void takeSettings(Webhooks other) {
    urls.putAll(other.urls);
    policy = other.policy;
    hold = other.hold;
    numbers = other.numbers; // a late report must not hit another delivery
  }
}
