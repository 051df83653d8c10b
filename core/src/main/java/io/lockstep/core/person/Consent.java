package io.lockstep.core.person;

import io.lockstep.core.field.Json;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.plan.FieldWrite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Do-not-disturb, one channel at a time: {@code dnd} or {@code open}. Where a side says nothing of
 * a channel nobody has objected to it, so it is open; law L11 sees to it that this opens nothing on
 * the other side.
 */
final class Consent {

  static final String OPEN = "open";

  private static final Map<String, Channel> CHANNELS =
      Map.of(
          FieldRule.CONSENT_PREFIX + "email", new Channel("Email", "email"),
          FieldRule.CONSENT_PREFIX + "sms", new Channel("SMS", "sms"),
          FieldRule.CONSENT_PREFIX + "call", new Channel("Call", "call"));

  private Consent() {}

  /** What each side calls the channel. */
  record Channel(String contacts, String rewards) {}

  static Channel channel(FieldRule rule) {
    Channel channel = CHANNELS.get(rule.name());
    if (channel == null) {
      throw new IllegalArgumentException(rule.name() + " is no consent channel");
    }
    return channel;
  }

  /**
   * Of a contact. Plain {@code dnd: true} closes every channel; so does a channel's own {@code
   * active} (it means that do-not-disturb is) or {@code permanent}.
   */
  static Reading ofContact(Map<String, Object> contact, Channel channel, Shown shown) {
    @Nullable Object all = shown.reads().test("dnd") ? contact.get("dnd") : null;
    if (Boolean.TRUE.equals(all)) {
      return Reading.ofText(FieldRule.DND);
    }
    Reading own = status(contact, channel.contacts(), shown);
    boolean allIsKnown = Boolean.FALSE.equals(all) || (all == null && shown.always().test("dnd"));
    return allIsKnown || own.texts().equals(List.of(FieldRule.DND)) ? own : Reading.notShown();
  }

  private static Reading status(Map<String, Object> contact, String channel, Shown shown) {
    if (!shown.reads().test("dndSettings")) {
      return Reading.notShown();
    }
    if (contact.get("dndSettings") == null) {
      return shown.always().test("dndSettings") ? Reading.ofText(OPEN) : Reading.notShown();
    }
    Optional<Map<String, Object>> settings = Json.section(contact, "dndSettings");
    if (settings.isEmpty()) {
      return Reading.notShown();
    }
    if (settings.get().get(channel) == null) {
      return Reading.ofText(OPEN);
    }
    @Nullable Object status =
        Json.section(settings.get(), channel).map(setting -> setting.get("status")).orElse(null);
    if ("active".equals(status) || "permanent".equals(status)) {
      return Reading.ofText(FieldRule.DND);
    }
    return "inactive".equals(status) ? Reading.ofText(OPEN) : Reading.notShown();
  }

  /** Of a profile: {@code consent: {email: true}} means that e-mail may be sent. */
  static Reading ofProfile(Map<String, Object> profile, Channel channel, Shown shown) {
    if (!shown.reads().test("consent")) {
      return Reading.notShown();
    }
    if (profile.get("consent") == null) {
      return shown.always().test("consent") ? Reading.ofText(OPEN) : Reading.notShown();
    }
    Optional<Map<String, Object>> consent = Json.section(profile, "consent");
    if (consent.isEmpty()) {
      return Reading.notShown();
    }
    @Nullable Object may = consent.get().get(channel.rewards());
    if (may == null || Boolean.TRUE.equals(may)) {
      return Reading.ofText(OPEN);
    }
    return Boolean.FALSE.equals(may) ? Reading.ofText(FieldRule.DND) : Reading.notShown();
  }

  /** Whether the write would open a channel, which only a person may do. */
  static boolean isOpen(FieldRule rule, FieldWrite write) {
    return rule.kind() == FieldRule.Kind.CONSENT && !write.values().equals(List.of(FieldRule.DND));
  }

  /** The last line of law L11: whatever planned it, nothing that makes reachable is written. */
  static void mustClose(FieldRule rule, FieldWrite write) {
    if (isOpen(rule, write)) {
      throw new IllegalArgumentException(
          rule.name() + " may only be closed; to open it is a person's act on each side");
    }
  }
}
