package io.lockstep.activities.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arms the sandbox's faults, one strike each, and keeps them off people's own calls. */
final class Faults {

  private static final String HL = "highlevel";
  private static final String BHN = "bhn";
  private static final String READ = "GET /contacts/{contactId}";
  private static final String WRITE = "PUT /contacts/{contactId}";
  private static final String MAKE = "POST /contacts/";
  private static final String BHN_READ = "GET /v2/contacts/{contactId}";
  private static final String BHN_WRITE = "PUT /v2/contacts/{contactId}";
  private static final String BHN_MAKE = "POST /v2/contacts";

  private record Choice(String side, String route, String kind, @Nullable String field) {
    Choice(String side, String route, String kind) {
      this(side, route, kind, null);
    }
  }

  private static final List<Choice> CHOICES =
      List.of(
          new Choice(HL, WRITE, "lost-answer"),
          new Choice(HL, WRITE, "lost-answer"),
          new Choice(HL, WRITE, "lost-request"),
          new Choice(HL, WRITE, "error-5xx"),
          new Choice(HL, WRITE, "refuse-field"),
          new Choice(HL, WRITE, "slow"),
          new Choice(HL, MAKE, "lost-answer"),
          new Choice(HL, MAKE, "lost-answer"),
          new Choice(HL, MAKE, "created-but-422"),
          new Choice(HL, MAKE, "error-5xx"),
          new Choice(HL, READ, "stale-read"),
          new Choice(HL, READ, "stale-read"),
          new Choice(HL, READ, "error-5xx"),
          new Choice(HL, READ, "rate-limited"),
          new Choice(HL, READ, "lost-answer"),
          new Choice(HL, "POST /contacts/search", "index-lag"),
          new Choice(HL, "POST *", "lost-answer"),
          new Choice(HL, "DELETE *", "lost-answer"),
          new Choice(BHN, BHN_WRITE, "lost-answer"),
          new Choice(BHN, BHN_WRITE, "lost-answer"),
          new Choice(BHN, BHN_WRITE, "lost-request"),
          new Choice(BHN, BHN_WRITE, "error-5xx"),
          new Choice(BHN, BHN_WRITE, "refuse-field"),
          new Choice(BHN, BHN_MAKE, "lost-answer"),
          new Choice(BHN, BHN_MAKE, "lost-answer"),
          new Choice(BHN, BHN_READ, "stale-read"),
          new Choice(BHN, BHN_READ, "stale-read"),
          new Choice(BHN, BHN_READ, "error-5xx"),
          new Choice(BHN, "PUT *", "rate-limited"),
          new Choice(BHN, "GET /v2/contacts", "index-lag"),
          new Choice(HL, "*", "webhook-dropped"),
          new Choice(HL, "*", "webhook-doubled"),
          new Choice(HL, "*", "webhook-delayed"),
          new Choice(HL, "*", "webhook-shuffled"),
          new Choice(HL, "*", "webhook-fields-left-out"),
          new Choice(BHN, "*", "webhook-dropped"),
          new Choice(BHN, "*", "webhook-doubled"),
          new Choice(BHN, "*", "webhook-delayed"),
          new Choice(BHN, "*", "webhook-shuffled"));

  /** Rarer: a record that one side does not take as it is. */
  private static final List<Choice> REFUSED_RECORDS =
      List.of(
          new Choice(HL, MAKE, "refuse-field", "dndSettings"),
          new Choice(HL, MAKE, "refuse-field", "lastName"),
          new Choice(BHN, BHN_MAKE, "refuse-field", "consent"),
          new Choice(BHN, BHN_MAKE, "refuse-field", "lastName"));

  private final Hands hands;
  private final Tally tally;
  private List<Map<String, Object>> armed = new ArrayList<>();
  private int hidden;

  Faults(Hands hands, Tally tally) {
    this.hands = hands;
    this.tally = tally;
  }

  void arm(Move move) {
    List<Choice> choices = move.value() % 8 == 7 ? REFUSED_RECORDS : CHOICES;
    Choice choice = choices.get((move.what() * 16 + move.who()) % choices.size());
    var fault = new HashMap<String, Object>();
    fault.put("side", choice.side());
    fault.put("route", choice.route());
    fault.put("kind", choice.kind());
    if (choice.field() != null) {
      fault.put("field", choice.field());
    }
    fault.put("chance", 1);
    fault.put("times", 1 + move.value() % 2);
    collect();
    armed.add(fault);
    set(armed);
  }

  /** One side takes every write and loses the answer, or refuses to answer, for some minutes. */
  void outage(Move move) {
    boolean atContacts = move.who() % 2 == 0;
    var fault = new HashMap<String, Object>();
    fault.put("side", atContacts ? HL : BHN);
    fault.put("route", atContacts ? WRITE : BHN_WRITE);
    fault.put("kind", move.what() % 3 == 0 ? "error-5xx" : "lost-answer");
    fault.put("chance", 1);
    fault.put("times", 12);
    collect();
    armed.add(fault);
    set(armed);
  }

  /** Takes everything back. */
  void clear() {
    collect();
    armed = new ArrayList<>();
    set(armed);
  }

  /** Lets a person act: only what happens to webhooks stays armed. */
  void apart(Runnable act) {
    collect();
    if (armed.isEmpty()) {
      act.run();
      return;
    }
    List<Map<String, Object>> all = armed;
    List<Map<String, Object>> ofWebhooks = all.stream().filter(Faults::isOfWebhooks).toList();
    List<Map<String, Object>> others = all.stream().filter(fault -> !isOfWebhooks(fault)).toList();
    if (others.isEmpty()) {
      act.run();
      return;
    }
    set(ofWebhooks);
    armed = new ArrayList<>(ofWebhooks);
    act.run();
    collect();
    armed.addAll(others);
    set(armed);
  }

  /** How often a change was kept from whoever asked: a webhook never sent, a read too old. */
  int hidden() {
    return hidden;
  }

  /** Counts what has struck and forgets what is spent. */
  private void collect() {
    if (armed.isEmpty()) {
      return;
    }
    List<Map<String, Object>> now = hands.readList("/faults");
    var left = new ArrayList<Map<String, Object>>();
    boolean struck = false;
    for (Map<String, Object> fault : now) {
      int hits = ((Number) fault.getOrDefault("hits", 0)).intValue();
      int times = ((Number) fault.getOrDefault("times", 1)).intValue();
      String kind = String.valueOf(fault.get("kind"));
      if (hits > 0) {
        struck = true;
        tally.fault(kind, hits);
        hidden += kind.equals("webhook-dropped") || kind.equals("stale-read") ? hits : 0;
      }
      if (hits < times) {
        var rest = new HashMap<>(fault);
        rest.put("times", times - hits);
        rest.remove("hits");
        left.add(rest);
      }
    }
    armed = left;
    if (struck) {
      set(armed); // their hits have been counted
    }
  }

  private void set(List<Map<String, Object>> faults) {
    hands.control("PUT", "/faults", faults);
  }

  private static boolean isOfWebhooks(Map<String, Object> fault) {
    return String.valueOf(fault.get("kind")).startsWith("webhook");
  }

  static List<String> kinds() {
    return CHOICES.stream().map(Choice::kind).distinct().toList();
  }
}
