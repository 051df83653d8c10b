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

  /** One call; the path begins after the provider's name. */
  record Call(Instant time, String caller, String side, String method, String path, int status) {

    boolean isLocksteps() {
      return caller.equals("lockstep");
    }

    boolean isAt(Side provider) {
      return side.equals(provider == Side.CONTACTS ? "highlevel" : "bhn");
    }

    boolean writes(Pair pair, Side provider) {
      return isAt(provider)
          && method.equals("PUT")
          && status == 200
          && path.equals(pair.path(provider));
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
  static Map<Pair, Instant> arrivals(List<Call> calls, List<Pair> pairs, Side target) {
    return firstWrites(calls, pairs, target, "lockstep");
  }

  /** How long each edit by hand took to be visible on the other side, in milliseconds. */
  static Map<Pair, Double> delays(List<Call> calls, List<Pair> pairs, Side madeAt) {
    Map<Pair, Instant> edits = firstWrites(calls, pairs, madeAt, "person");
    Map<Pair, Instant> arrivals = arrivals(calls, pairs, madeAt.other());
    Map<Pair, Double> delays = new HashMap<>();
    arrivals.forEach(
        (pair, arrival) ->
            Optional.ofNullable(edits.get(pair))
                .ifPresent(edit -> delays.put(pair, (double) between(edit, arrival))));
    return delays;
  }

  private static long between(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }

  private static Map<Pair, Instant> firstWrites(
      List<Call> calls, List<Pair> pairs, Side side, String caller) {
    Map<String, Pair> byPath = new HashMap<>();
    pairs.forEach(pair -> byPath.put(pair.path(side), pair));
    Map<Pair, Instant> first = new HashMap<>();
    for (Call call : calls) {
      Pair pair = byPath.get(call.path());
      if (pair != null && call.caller().equals(caller) && call.writes(pair, side)) {
        first.putIfAbsent(pair, call.time());
      }
    }
    return first;
  }
}
