package io.lockstep.core.mapping;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code contact.files}: which custom fields hold files that travel. */
final class FileRules {

  private static final String ATTACHMENTS = "attachments";
  private static final int MOST = 20;

  private FileRules() {}

  /**
   * The rules that list describes.
   *
   * @param fields the rules of {@code contact.fields}: a field holds texts or files, never both
   */
  static List<FieldRule> read(Place at, List<FieldRule> fields) {
    List<Place> items = at.items();
    if (items.isEmpty()) {
      throw at.wrong("is empty; name one field or more, or leave the key out");
    }
    if (items.size() > MOST) {
      throw at.wrong("has %d fields; at most %d are read for files".formatted(items.size(), MOST));
    }
    List<FieldRule> rules = new ArrayList<>();
    for (Place item : items) {
      Section entry = item.section(List.of("contacts", "rewards"));
      Place contacts = entry.required("contacts");
      String property = property(contacts);
      Place rewards = entry.required("rewards");
      if (!rewards.text().equals(ATTACHMENTS)) {
        throw rewards.wrong(
            Nearest.unknown("place for files", rewards.text(), List.of(ATTACHMENTS)));
      }
      refuseSecond(contacts, property, fields, "is mapped as a text");
      refuseSecond(contacts, property, rules, "stands here twice");
      rules.add(rule(property));
    }
    return rules;
  }

  private static String property(Place at) {
    return HighLevelField.customFieldKey(at.text())
        .map(key -> ContactsEnd.read(at).property())
        .orElseThrow(
            () ->
                at.wrong(
                    "files lie in custom fields of the type FILE_UPLOAD alone; name one by its key,"
                        + " as in customField(contract_scan)"));
  }

  private static void refuseSecond(Place at, String property, List<FieldRule> others, String what) {
    others.stream()
        .filter(other -> other.contacts().equals(property))
        .findFirst()
        .ifPresent(
            other -> {
              throw at.wrong(
                  "%s %s (%s); a field's values travel one way or the other"
                      .formatted(property, what, other.name()));
            });
  }

  private static FieldRule rule(String property) {
    String key = HighLevelField.customFieldKey(property).orElseThrow();
    return new FieldRule(
        FieldRule.FILES_PREFIX + key,
        FieldRule.Kind.FILES,
        property,
        ATTACHMENTS,
        Direction.TO_REWARDS,
        Policy.NEWEST,
        Side.CONTACTS,
        Drift.ACCEPT,
        Form.WORDS,
        Map.of());
  }
}
