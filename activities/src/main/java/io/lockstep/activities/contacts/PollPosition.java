package io.lockstep.activities.contacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockstep.core.person.PersonView;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a poll has come: the time of the last change it knows, on the provider's clock, and which
 * changes shortly before that it has met, since the next poll will see them again.
 *
 * @param at of the last change
 * @param met contact id to the time of the change met; opaque ids and times alone
 */
record PollPosition(Instant at, Map<String, Instant> met) {

  /**
   * Beyond these the oldest are forgotten. An import of more contacts within the overlap is looked
   * at again by each poll until something else changes; nothing is lost.
   */
  private static final int MOST_MET = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As the ledger keeps it. */
  private record Kept(String at, Map<String, String> met) {}

  PollPosition {
    met = new LinkedHashMap<>(met); // in the order they were met
  }

  /** From then on, with nothing met. */
  static PollPosition at(Instant then) {
    return new PollPosition(then, Map.of());
  }

  /** Where the next poll begins. */
  Instant from(Duration overlap) {
    return at.minus(overlap);
  }

  /** Whether that very change was met. */
  boolean knows(PersonView view) {
    return view.updatedAt() != null && view.updatedAt().equals(met.get(view.id()));
  }

  /** The position once that is met as well. */
  PollPosition after(PersonView view, Duration overlap) {
    Instant changed = view.updatedAt();
    if (changed == null) {
      return this; // a search that does not date it: looked at each time, never lost
    }
    Instant last = changed.isAfter(at) ? changed : at;
    Map<String, Instant> known = new LinkedHashMap<>(met);
    known.remove(view.id());
    known.put(view.id(), changed);
    known.values().removeIf(then -> then.isBefore(last.minus(overlap)));
    while (known.size() > MOST_MET) {
      known.remove(known.keySet().iterator().next());
    }
    return new PollPosition(last, known);
  }

  static PollPosition parse(String text) {
    try {
      Kept kept = JSON.readValue(text, Kept.class);
      Map<String, Instant> met = new LinkedHashMap<>();
      kept.met().forEach((id, then) -> met.put(id, Instant.parse(then)));
      return new PollPosition(Instant.parse(kept.at()), met);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the position of a poll", e);
    }
  }

  String text() {
    Map<String, String> texts = new LinkedHashMap<>();
    met.forEach((id, then) -> texts.put(id, then.toString()));
    try {
      return JSON.writeValueAsString(new Kept(at.toString(), texts));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a position of plain values", e);
    }
  }
}
