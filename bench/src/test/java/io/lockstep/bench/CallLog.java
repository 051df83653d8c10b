package io.lockstep.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.core.Side;
import io.lockstep.quickstart.realengine.Http;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sandbox's own log of who called what and when. Its times are those of the effect, so nothing
 * is measured by asking again and again whether a change has arrived.
 */
final class CallLog {

  private static final String COMPLETION = "/completed";

  /** One call; the path begins after the provider's name. */
  record Call(Instant time, String caller, String side, String method, String path, int status) {

    boolean isLocksteps() {
      return caller.equals("lockstep");
    }

    boolean isAt(Side provider) {
      return side.equals(provider == Side.CONTACTS ? "highlevel" : "bhn");
    }

    /** Whether it overwrote the half of this on that side. */
    boolean writes(Linked pair, Side provider) {
      return isAt(provider)
          && method.equals("PUT")
          && status == 200
          && recordPath().equals(pair.path(provider));
    }

    /** The path of the record: HighLevel has a path of its own for a task's completion. */
    private String recordPath() {
      return path.endsWith(COMPLETION)
          ? path.substring(0, path.length() - COMPLETION.length())
          : path;
    }
  }

  private final Http sandbox;

  CallLog(Http sandbox) {
    this.sandbox = sandbox;
  }

  /** Now, in the log's precision. */
  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** All calls from that moment on, oldest first. */
  List<Call> since(Instant time) {
    List<Call> calls = new ArrayList<>();
    for (JsonNode entry : sandbox.get("/control/log?since=" + time)) {
      calls.add(
          new Call(
              Instant.parse(entry.path("time").asText()),
              entry.path("caller").asText(),
              entry.path("side").asText(),
              entry.path("method").asText(),
              entry.path("path").asText(),
              entry.path("status").asInt()));
    }
    return calls;
  }

  /**
   * The first write of Lockstep to these pairs on that side, by pair; absent where there is none.
   */
  static Map<Linked, Instant> arrivals(
      List<Call> calls, List<? extends Linked> pairs, Side target) {
    return firstWrites(calls, pairs, target, "lockstep");
  }

  /** When each was first edited by hand on that side; absent where it was not. */
  static Map<Linked, Instant> edits(List<Call> calls, List<? extends Linked> pairs, Side madeAt) {
    return firstWrites(calls, pairs, madeAt, "person");
  }

  /** How long each edit by hand took to be visible on the other side, in milliseconds. */
  static Map<Linked, Double> delays(List<Call> calls, List<? extends Linked> pairs, Side madeAt) {
    Map<Linked, Instant> edits = edits(calls, pairs, madeAt);
    Map<Linked, Instant> arrivals = arrivals(calls, pairs, madeAt.other());
    Map<Linked, Double> delays = new HashMap<>();
    arrivals.forEach(
        (pair, arrival) ->
            Optional.ofNullable(edits.get(pair))
                .ifPresent(edit -> delays.put(pair, (double) between(edit, arrival))));
    return delays;
  }

  private static long between(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }

  private static Map<Linked, Instant> firstWrites(
      List<Call> calls, List<? extends Linked> pairs, Side side, String caller) {
    Map<String, Linked> byPath = new HashMap<>();
    pairs.forEach(pair -> byPath.put(pair.path(side), pair));
    Map<Linked, Instant> first = new HashMap<>();
    for (Call call : calls) {
      Linked pair = byPath.get(call.recordPath());
      if (pair != null && call.caller().equals(caller) && call.writes(pair, side)) {
        first.putIfAbsent(pair, call.time());
      }
    }
    return first;
  }
}
