package io.lockstep.activities.connection;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.ProviderCalls;
import io.lockstep.activities.bhn.Bhn;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.sync.Mappings;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.mapping.MappingException;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfile.Create;
import io.lockstep.core.pair.Link;
import io.lockstep.ledger.Connection;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.connection.RoundSight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One invented person who says of himself that he is no person. His e-mail address is at a domain
 * that is kept for examples; a record is his only if it bears that address, so nobody else's is
 * ever removed. He has no phone number: where a mapping matches by it, somebody's profile could be
 * taken for his.
 */
final class MarkedPerson {

  static final String EMAIL = "lockstep-doctor@example.com";

  private final Ports ports;
  private final Mappings mappings = new Mappings();

  MarkedPerson(Ports ports) {
    this.ports = ports;
  }

  /** Why he cannot travel that connection; none: he can. */
  List<Finding> refusals(String id) {
    Connection connection = ports.connection(id);
    List<Finding> found = new ArrayList<>();
    if (connection.paused()) {
      found.add(
          refusal(
              "the connection is paused",
              "POST /api/v1/connections/" + id + "/resume, then send it again."));
    }
    if (connection.highLevel().isReadOnly()) {
      found.add(
          refusal(
              "the connection may only read at HighLevel",
              "Set high-level.access of the connection to read-write first."));
    }
    if (!connection.firstLinkAuto()) {
      found.add(
          refusal(
              "the first link waits for its approval",
              "POST /api/v1/connections/" + id + "/first-link/approve first."));
    }
    try {
      found.addAll(refusals(mappings.mapping(connection)));
    } catch (MappingException unreadable) {
      found.add(
          refusal(
              "the mapping profile cannot be read: " + unreadable.getMessage(),
              "Mend the profile and restart the worker."));
    }
    return found;
  }

  private static List<Finding> refusals(MappingProfile mapping) {
    List<Finding> found = new ArrayList<>();
    if (mapping.create().get(Side.REWARDS) != Create.AUTO) {
      found.add(
          refusal(
              "the mapping makes no profile by itself",
              "Only with create: {rewards: auto} does a new contact reach BHN Rewards."));
    }
    boolean marked =
        mapping.rules().stream()
            .anyMatch(
                rule ->
                    rule.contacts().equals("email")
                        && rule.rewards().equals("email")
                        && rule.direction().writes(Side.REWARDS));
    if (!marked) {
      found.add(
          refusal(
              "the mapping does not take the e-mail address to BHN Rewards, so nobody would know"
                  + " there whose profile it is",
              "Map email with direction both or toRewards."));
    }
    return found;
  }

  private static Finding refusal(String why, String action) {
    return Finding.error("person.sent", "No person was sent: " + why + ".", action);
  }

  /**
   * Makes the contact, or finds it; answers its id.
   *
   * @throws NotNowException when there is no turn now
   * @throws ProviderException what was answered instead
   */
  String make(String id, CallContext caller) {
    Connection connection = ports.connection(id);
    HighLevel highLevel = ports.providers().of(connection, caller).highLevel();
    return contactId(highLevel) // an earlier attempt may have made it
        .orElseGet(() -> made(highLevel, body(connection)));
  }

  private static String made(HighLevel highLevel, Map<String, Object> body) {
    try {
      return String.valueOf(highLevel.create(body).get("id"));
    } catch (ProviderException refusal) {
      if (refusal.error().kind() != Kind.REFUSED) {
        throw refusal; // what became of it the next attempt sees
      }
      return contactId(highLevel).orElseThrow(() -> refusal); // it may have been made
    }
  }

  private Map<String, Object> body(Connection connection) {
    Map<String, Object> body = new HashMap<>();
    body.put("locationId", connection.highLevel().locationId());
    body.put("firstName", "Lockstep");
    body.put("lastName", "Doctor (test, may be deleted)");
    body.put("email", EMAIL);
    MappingProfile.Scope scope = mappings.mapping(connection).scope().get(Side.CONTACTS);
    if (scope != null && !scope.all()) {
      body.put("tags", scope.anyTag().subList(0, 1)); // or he would be none of its business
    }
    return body;
  }

  private static Optional<String> contactId(HighLevel highLevel) {
    return highLevel
        .duplicateByEmail(EMAIL)
        .filter(MarkedPerson::isHis)
        .map(contact -> String.valueOf(contact.get("id")));
  }

  private static boolean isHis(Map<String, Object> record) {
    return record.get("email") instanceof String email
        && email.toLowerCase(Locale.ROOT).equals(EMAIL);
  }

  /** What is to be seen of him. */
  RoundSight look(String id, String contactId, CallContext caller) {
    Connection connection = ports.connection(id);
    Optional<Link> link = ports.pairs().linkOfContact(id, contactId);
    boolean seen =
        link.isPresent()
            && ports
                .providers()
                .of(connection, caller)
                .bhn()
                .contact(link.get().profileId())
                .isPresent();
    return new RoundSight(seen, seen ? "" : standing(id, contactId));
  }

  private String standing(String id, String contactId) {
    return ports
        .pairs()
        .summary(new FlowKey(id, contactId))
        .map(pair -> pair.state() + (pair.reason().isEmpty() ? "" : ", " + pair.reason()))
        .orElse("no run has looked at it");
  }

  /** Asks for a look at that contact. */
  void hint(String id, String contactId) {
    ports
        .hints()
        .hint(Flow.CONTACT_UPSERT, new FlowKey(id, contactId), Hint.from(Hint.Source.PERSON));
  }

  /**
   * Removes him on both sides. The contact goes first: a profile whose contact is gone is never
   * made anew, and while a link is young nobody believes that half of it is gone.
   *
   * @return how many records there were
   */
  int clear(String id, CallContext caller) {
    ProviderCalls calls = ports.providers().of(ports.connection(id), caller);
    Optional<String> contact = contactId(calls.highLevel());
    contact.ifPresent(contactId -> ignoringGone(() -> calls.highLevel().delete(contactId)));
    int profiles = clear(calls.bhn());
    contact.ifPresent(contactId -> hint(id, contactId)); // the pair is over
    return profiles + (contact.isPresent() ? 1 : 0);
  }

  private static int clear(Bhn bhn) {
    List<Map<String, Object>> his =
        bhn.byEmail(EMAIL).stream().filter(MarkedPerson::isHis).toList();
    for (Map<String, Object> profile : his) {
      String profileId = String.valueOf(profile.get("contactId"));
      ignoringGone(() -> bhn.delete(profileId, String.valueOf(profile.get("version"))));
    }
    return his.size();
  }

  /** What is gone need not be removed; what has moved is found again by the next clearing. */
  private static void ignoringGone(Runnable delete) {
    try {
      delete.run();
    } catch (ProviderException failure) {
      if (failure.error().kind() != Kind.GONE && failure.error().kind() != Kind.CONFLICT) {
        throw failure;
      }
    }
  }
}
