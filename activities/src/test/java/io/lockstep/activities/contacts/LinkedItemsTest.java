package io.lockstep.activities.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.mapping.MappingProfiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkedItemsTest {

  private static final FlowKey PAIR = new FlowKey("acme", "c1");
  private static final String ITEMS = "tasks: {}\nnotes: {}\n";

  private final TwoSides sides = new TwoSides(TwoSides.MAPPING + ITEMS);

  @Test
  void linkingHintsTheFlowsOfTheItemsThatTravel() {
    assertThat(hintedWith(ITEMS)).containsExactly(Flow.TASK_LIFECYCLE, Flow.NOTE_BRIDGE);
    assertThat(hintedWith("notes: {}\n")).containsExactly(Flow.NOTE_BRIDGE);
    assertThat(hintedWith("")).isEmpty();
  }

  @Test
  void aPartnerThatWasFoundHasItsItemsLookedAt() {
    FlowKey contact = sides.newContact(Map.of("email", "ann@example.com"));
    sides.newProfile(Map.of("email", "ann@example.com"));
    sides.settle(contact);
    assertThat(sides.hinted).containsExactly(contact, contact);
  }

  @Test
  void aPartnerThatWasMadeHasItsItemsLookedAt() {
    FlowKey contact = sides.newContact(Map.of("email", "ann@example.com"));
    sides.settle(contact);
    assertThat(sides.hinted).containsExactly(contact, contact);
  }

  @Test
  void theItemsOfAProfilesNewContactAreLookedAtUnderTheContact() {
    sides.settle(sides.newProfile(Map.of("email", "ann@example.com")));
    assertThat(sides.hinted).hasSizeGreaterThanOrEqualTo(2).noneMatch(FlowKey::isProfile);
  }

  private static List<Flow> hintedWith(String items) {
    List<Flow> hinted = new ArrayList<>();
    LinkedItems.hint(
        (flow, key, hint) -> {
          assertThat(key).isEqualTo(PAIR);
          hinted.add(flow);
        },
        MappingProfiles.parse("test", TwoSides.MAPPING + items),
        PAIR);
    return hinted;
  }
}
