package io.lockstep.activities.contacts;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.HighLevelField;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.person.PersonView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may be the partner of a record, and who else on its own side could claim the same. Gathered
 * by calls that do not lag where there are any: BHN's list by e-mail and by reference id,
 * HighLevel's duplicate search; its ordinary search only adds what they left out.
 *
 * @param others records of the other side
 * @param rivals records of the source's own side that share a match key with it
 */
record Candidates(List<PersonView> others, List<PersonView> rivals) {

  private static final int ENOUGH_TO_DOUBT = 5;

  static Candidates of(Workbench bench, PersonView source) {
    return source.side() == Side.CONTACTS ? ofContact(bench, source) : ofProfile(bench, source);
  }

  /** That candidate. */
  PersonView other(String id) {
    return others.stream().filter(view -> view.id().equals(id)).findFirst().orElseThrow();
  }

  private static Candidates ofContact(Workbench bench, PersonView contact) {
    var profiles = new Views();
    bench.bhn().byReferenceId(contact.id()).forEach(body -> profiles.add(profile(bench, body)));
    for (String email : values(bench, contact, Form.EMAIL)) {
      bench.bhn().byEmail(email).forEach(body -> profiles.add(profile(bench, body)));
    }
    String marked = contact.counterpart();
    if (marked != null && !profiles.has(marked)) {
      bench.profile(marked).ifPresent(profiles::add);
    }
    return new Candidates(profiles.all(), without(contact, sameKeys(bench, contact)));
  }

  private static Candidates ofProfile(Workbench bench, PersonView profile) {
    var contacts = new Views();
    String named = profile.counterpart();
    if (named != null) {
      bench.contact(named).ifPresent(contacts::add);
    }
    for (String email : values(bench, profile, Form.EMAIL)) {
      bench
          .highLevel()
          .duplicateByEmail(email)
          .map(bench.contacts()::searchItem)
          .ifPresent(contacts::add);
    }
    sameKeys(bench, profile).forEach(contacts::add);
    List<PersonView> rivals =
        values(bench, profile, Form.EMAIL).stream()
            .flatMap(email -> bench.bhn().byEmail(email).stream())
            .map(body -> profile(bench, body))
            .toList();
    return new Candidates(contacts.all(), without(profile, rivals));
  }

  private static PersonView profile(Workbench bench, Map<String, Object> body) {
    return bench.profiles().read(body);
  }

  /** Contacts that share a match key with that person, or are marked with that profile. */
  private static List<PersonView> sameKeys(Workbench bench, PersonView person) {
    var any = new ArrayList<Map<String, Object>>();
    values(bench, person, Form.EMAIL).forEach(email -> any.add(equal("email", email)));
    String mark = bench.highLevel().customFieldIds().get(HighLevelField.PROFILE_MARK);
    if (mark != null && person.side() == Side.REWARDS) {
      any.add(equal("customFields." + mark, person.id()));
    }
    if (any.isEmpty()) {
      return List.of();
    }
    Map<String, Object> search =
        Map.of(
            "pageLimit",
            ENOUGH_TO_DOUBT,
            "filters",
            List.of(Map.of("group", "OR", "filters", any)));
    return bench.highLevel().search(search).contacts().stream()
        .map(bench.contacts()::searchItem)
        .toList();
  }

  private static Map<String, Object> equal(String field, String value) {
    return Map.of("field", field, "operator", "eq", "value", value);
  }

  private static List<PersonView> without(PersonView person, List<PersonView> all) {
    return all.stream().filter(other -> !other.id().equals(person.id())).toList();
  }

  /** The record's values of the match keys of that form, in canonical form. */
  private static List<String> values(Workbench bench, PersonView person, Form form) {
    MappingProfile mapping = bench.mapping();
    return mapping.match().stream()
        .flatMap(key -> mapping.rule(key).stream())
        .filter(rule -> rule.form() == form)
        .flatMap(rule -> canonical(bench, rule, person).texts().stream())
        .toList();
  }

  private static Reading canonical(Workbench bench, FieldRule rule, PersonView person) {
    return bench.canonical(rule, person.field(rule.name()));
  }

  /** Views by id; what was read first stays, for a full read comes before a search's projection. */
  private static final class Views {

    private final Map<String, PersonView> byId = new LinkedHashMap<>();

    void add(PersonView view) {
      byId.putIfAbsent(view.id(), view);
    }

    boolean has(String id) {
      return byId.containsKey(id);
    }

    List<PersonView> all() {
      return List.copyOf(byId.values());
    }
  }
}
