package io.lockstep.workflows.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.Direction;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PassesTest {

  private static final MappingProfile PLAIN = with();
  private static final MappingProfile BOTH = with(ItemKind.TASK, ItemKind.NOTE);

  @Test
  void contactsAloneArePassedOverWhereNoItemTravels() {
    assertThat(Passes.ofLists(PLAIN)).containsExactly("contacts");
    assertThat(Passes.ofPairs(PLAIN)).containsExactly("verify");
    assertThat(Passes.atStart(PLAIN)).containsExactly("contacts");
    assertThat(Passes.afterAPause(PLAIN)).containsExactly("contacts", "verify");
  }

  @Test
  void tasksHaveAListAndNotesHaveNone() {
    assertThat(Passes.ofLists(BOTH)).containsExactly("contacts", "tasks");
    assertThat(Passes.ofPairs(BOTH)).containsExactly("verify", "verify-tasks", "notes");
    assertThat(Passes.atStart(BOTH)).containsExactly("contacts", "tasks", "notes");
  }

  @Test
  void afterAPauseEveryPairIsLookedAtForNoListShowsADeletionOrConsentByChannel() {
    assertThat(Passes.afterAPause(BOTH))
        .containsExactly("contacts", "verify", "verify-tasks", "notes");
  }

  @Test
  void oneKindMayTravelAlone() {
    assertThat(Passes.ofPairs(with(ItemKind.NOTE))).containsExactly("verify", "notes");
    assertThat(Passes.ofLists(with(ItemKind.TASK))).containsExactly("contacts", "tasks");
  }

  private static MappingProfile with(ItemKind... kinds) {
    MappingProfile plain =
        MappingProfiles.parse(
            "test",
            "profile: test\ncontact: {fields: [{name: email, contacts: email, rewards: email}]}");
    ItemMapping items =
        new ItemMapping(
            List.of(),
            Direction.BOTH,
            MappingProfile.Deletes.PROPAGATE,
            Optional.empty(),
            false,
            ItemMapping.Files.LINK);
    return new MappingProfile(
        plain.name(),
        plain.scope(),
        plain.create(),
        plain.match(),
        plain.rules(),
        plain.tags(),
        plain.deletes(),
        plain.brakes(),
        Arrays.stream(kinds).collect(Collectors.toMap(Function.identity(), kind -> items)));
  }
}
