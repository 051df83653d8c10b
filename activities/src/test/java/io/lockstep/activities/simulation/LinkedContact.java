package io.lockstep.activities.simulation;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairState;
import io.lockstep.ledger.PairLedger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A contact whose items are played: made on both sides, and linked. */
record LinkedContact(FlowKey key, String profileId) {

  static LinkedContact make(
      String connection, String name, Hands hands, PairLedger pairs, Instant now) {
    Map<String, Object> person = Map.of("firstName", name, "email", name + "@example.com");
    Map<String, Object> contact = new HashMap<>(person);
    contact.put("locationId", hands.locationId());
    String contactId =
        hands
            .highLevel("POST", "/contacts/", contact)
            .map(answer -> String.valueOf(Hands.section(answer, "contact").get("id")))
            .orElseThrow();
    List<Map<String, Object>> made =
        hands
            .bhn("POST", "/v2/contacts", person)
            .map(answer -> Hands.records(answer, "result"))
            .orElseThrow();
    String profileId = String.valueOf(made.get(0).get("contactId"));
    FlowKey key = new FlowKey(connection, contactId);
    pairs.commit(
        key,
        PairChange.builder()
            .link(new Link(connection, contactId, profileId, now))
            .state(PairState.IN_STEP, "")
            .build());
    return new LinkedContact(key, profileId);
  }

  /** The ids by which each side knows that contact. */
  Map<Side, String> ids() {
    return Map.of(Side.CONTACTS, key.contactId(), Side.REWARDS, profileId);
  }
}
