package io.lockstep.core.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.ItemKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ItemRulesTest {

  private static final ItemMapping TASKS =
      new ItemMapping(
          ItemRules.of(ItemKind.TASK, Direction.BOTH, true),
          Direction.BOTH,
          MappingProfile.Deletes.PROPAGATE,
          Optional.empty(),
          true,
          ItemMapping.Files.IGNORE);

  @Test
  void anOwnerWhoIsNoUserHasNoWordAtHighLevel() {
    FieldRule owner = owner(ItemRules.withOwners(TASKS, List.of("ann@example.com")));

    assertThat(owner.translate(Side.REWARDS, Reading.ofText("ann@example.com"))).isPresent();
    assertThat(owner.translate(Side.REWARDS, Reading.ofText("bob@example.com"))).isEmpty();
  }

  @Test
  void anOwnerIsKnownInWhateverCase() {
    FieldRule owner = owner(ItemRules.withOwners(TASKS, List.of("ann@example.com")));

    assertThat(owner.translate(Side.REWARDS, Reading.ofText("Ann@Example.COM")))
        .contains(Reading.ofText("ann@example.com"));
  }

  @Test
  void theWordsOfAContactsFieldStayPartOfItsMeaning() {
    assertThat(tier(Map.of("Gold", "Gold")).fingerprint())
        .isNotEqualTo(tier(Map.of("Gold", "Gold", "Silver", "Silver")).fingerprint());
  }

  @Test
  void anotherUserDoesNotChangeTheRulesMeaning() {
    assertThat(owner(ItemRules.withOwners(TASKS, List.of("ann@example.com"))).fingerprint())
        .isEqualTo(
            owner(ItemRules.withOwners(TASKS, List.of("ann@example.com", "bob@example.com")))
                .fingerprint());
  }

  @Test
  void withoutUsersNoOwnerTravels() {
    assertThat(ItemRules.withOwners(TASKS, List.of()).rules())
        .extracting(FieldRule::name)
        .doesNotContain(FieldRule.TASK_OWNER);
  }

  @Test
  void aTaskWithoutADueDateHasNoWordAtHighLevel() {
    FieldRule due =
        TASKS.rules().stream()
            .filter(rule -> rule.name().equals(FieldRule.TASK_DUE))
            .findFirst()
            .orElseThrow();

    assertThat(due.translate(Side.REWARDS, Reading.empty())).isEmpty();
    assertThat(due.translate(Side.CONTACTS, Reading.empty())).isPresent();
  }

  private static FieldRule tier(Map<String, String> values) {
    return new FieldRule(
        "tier",
        FieldRule.Kind.FIELD,
        "customField(tier)",
        "tier",
        Direction.BOTH,
        Policy.NEWEST,
        Side.CONTACTS,
        Drift.ACCEPT,
        Form.TEXT,
        values);
  }

  private static FieldRule owner(ItemMapping mapping) {
    return mapping.rules().stream()
        .filter(rule -> rule.name().equals(FieldRule.TASK_OWNER))
        .findFirst()
        .orElseThrow();
  }
}
