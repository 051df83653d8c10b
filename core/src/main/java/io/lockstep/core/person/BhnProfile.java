package io.lockstep.core.person;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.field.Json;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.BhnField;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.plan.FieldWrite;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A BHN Rewards profile between its JSON and our rules. Contract: {@code
 * docs/contracts/bhn-rewards.yaml}, where BHN calls a profile a contact.
 */
public final class BhnProfile {

  /** The message types that show a whole profile. */
  static final List<String> MESSAGE_TYPES = List.of("contactInfo", "tagInfo");

  private static final Set<String> WHOLE_EVENTS = Set.of("created", "updated");

  private final MappingProfile profile;

  /** Profiles of one account. */
  public BhnProfile(MappingProfile profile) {
    this.profile = profile;
  }

  /** The answer to a get, a create or an update, or one item of a list: all the same shape. */
  public PersonView read(Map<String, Object> contact) {
    return view(contact, Shown.WHOLE);
  }

  /**
   * The body of a webhook: what happened, then the profile, flat. A deletion, or an event we do not
   * know, shows nothing.
   */
  public PersonView event(Map<String, Object> webhookBody) {
    boolean whole =
        webhookBody.get("messageType") instanceof String message
            && MESSAGE_TYPES.contains(message)
            && webhookBody.get("eventType") instanceof String event
            && WHOLE_EVENTS.contains(event);
    return view(webhookBody, whole ? Shown.WHOLE : Shown.only(Set.of()));
  }

  /**
   * The body that creates a profile, marked with its contact's id. What is clear or open is left
   * out: a new profile is so anyway.
   *
   * @param writes values in BHN's spelling; {@code tags} may be among them
   * @param requestId the same for each attempt at this create, up to 50 characters; BHN answers
   *     2303 to a repeat
   */
  public Map<String, Object> createBody(
      List<FieldWrite> writes, String referenceId, String requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("requestId", requestId);
    body.put(FieldRule.REFERENCE_ID, referenceId);
    for (FieldWrite write : writes) {
      if (write.values().isEmpty() || write.field().equals(FieldRule.REFERENCE_ID)) {
        continue;
      }
      FieldRule rule = rule(write);
      if (rule.kind() == FieldRule.Kind.TAGS) {
        body.put("tags", write.values());
      } else if (!Consent.isOpen(rule, write)) {
        put(body, rule, write);
      }
    }
    return body;
  }

  /**
   * The body that updates a profile: the named fields and nothing else.
   *
   * @param writes values in BHN's spelling; no value clears the field. {@code referenceId} may be
   *     among them
   * @param version as read, opaque; BHN answers 409 when the profile has moved on
   * @throws IllegalArgumentException for {@code tags}, which have calls of their own, and for
   *     consent that opens a channel (law L11)
   */
  public Map<String, Object> updateBody(List<FieldWrite> writes, String version) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("version", version);
    for (FieldWrite write : writes) {
      if (write.field().equals(FieldRule.REFERENCE_ID)) {
        body.put(FieldRule.REFERENCE_ID, write.values().stream().findFirst().orElse(""));
      } else {
        put(body, rule(write), write);
      }
    }
    return body;
  }

  private PersonView view(Map<String, Object> json, Shown shown) {
    Map<String, Reading> fields = new HashMap<>();
    for (FieldRule rule : profile.rules()) {
      fields.put(rule.name(), reading(json, rule, shown));
    }
    @Nullable String id = Json.id(json.get("contactId"));
    return new PersonView(
        Side.REWARDS,
        id == null ? "" : id,
        fields,
        Json.time(json.get("updatedAt")),
        Json.scalar(json.get("version")).texts().stream().findFirst().orElse(null),
        Json.id(json.get(FieldRule.REFERENCE_ID)));
  }

  private static Reading reading(Map<String, Object> json, FieldRule rule, Shown shown) {
    if (rule.kind() == FieldRule.Kind.CONSENT) {
      return Consent.ofProfile(json, Consent.channel(rule), shown);
    }
    if (!shown.reads().test(rule.rewards())) {
      return Reading.notShown();
    }
    @Nullable Object value = json.get(rule.rewards());
    if (rule.kind() == FieldRule.Kind.TAGS) {
      return Json.texts(value);
    }
    if (rule.kind() == FieldRule.Kind.FILES) {
      return FieldFiles.rewards(rule, value);
    }
    boolean number =
        BhnField.of(rule.rewards()).filter(field -> field.form() == Form.NUMBER).isPresent();
    return number ? Json.number(value) : Json.text(value);
  }

  private static void put(Map<String, Object> body, FieldRule rule, FieldWrite write) {
    switch (rule.kind()) {
      case TAGS ->
          throw new IllegalArgumentException("tags are written by adding and removing alone");
      case FILES -> throw new IllegalArgumentException("files are added one by one");
      case CONSENT -> {
        Consent.mustClose(rule, write);
        Writes.section(body, "consent").put(Consent.channel(rule).rewards(), false);
      }
      case FIELD -> body.put(rule.rewards(), Writes.value(rule, write).orElse(""));
    }
  }

  private FieldRule rule(FieldWrite write) {
    return profile
        .rule(write.field())
        .orElseThrow(
            () -> new IllegalArgumentException("the profile has no field " + write.field()));
  }
}
