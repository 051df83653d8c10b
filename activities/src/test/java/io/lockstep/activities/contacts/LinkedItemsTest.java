package io.lockstep.activities.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.Direction;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LinkedItemsTest {

  private static final FlowKey PAIR = new FlowKey("acme", "c1");

  @Test
  void linkingHintsTheFlowsOfTheItemsThatTravel() {
    assertThat(hintedWith(ItemKind.TASK, ItemKind.NOTE))
        .containsExactly(Flow.TASK_LIFECYCLE, Flow.NOTE_BRIDGE);
    assertThat(hintedWith(ItemKind.NOTE)).containsExactly(Flow.NOTE_BRIDGE);
    assertThat(hintedWith()).isEmpty();
  }

  private static List<Flow> hintedWith(ItemKind... kinds) {
    List<Flow> hinted = new ArrayList<>();
    LinkedItems.hint(
        (flow, key, hint) -> {
          assertThat(key).isEqualTo(PAIR);
          hinted.add(flow);
        },
        mapping(kinds),
        PAIR);
    return hinted;
  }

  private static MappingProfile mapping(ItemKind... kinds) {
    MappingProfile plain = MappingProfiles.parse("test", TwoSides.MAPPING);
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
