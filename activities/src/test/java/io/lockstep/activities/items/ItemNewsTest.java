package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.PairRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a run may drop before it ends. */
class ItemNewsTest {

  private final TwoSides sides =
      new TwoSides(TwoSides.MAPPING + "tasks: {direction: both, due: {default: +1d}}\n");
  private final FlowKey ann = sides.newContact(Map.of("email", "ann@example.com"));

  @Test
  void whatAnEventShowedIsNoNewsIfItShowedAll() {
    sides.settle(ann);
    sides
        .highLevel()
        .tasks()
        .create(
            ann.contactId(),
            Map.of("title", "Call", "dueDate", "2027-01-05T11:00:00Z", "completed", false));
    sides.settle(ann, ItemKind.TASK);
    Map.Entry<ItemRef, PairRecord> task =
        sides.items.load(ann, ItemKind.TASK).entrySet().iterator().next();
    String id = Objects.requireNonNull(task.getValue().link()).contactId();
    String title = task.getValue().base("task.title").orElseThrow().contacts();
    var news = new ItemNews(sides.ports(), ItemKind.TASK);

    assertThat(news.any(ann, List.of(showing(id, title, true)))).isFalse();
    assertThat(news.any(ann, List.of(showing(id, title, false)))).isTrue(); // its owner was cleared
  }

  private static Hint showing(String id, String title, boolean complete) {
    return new Hint(
        Hint.Source.WEBHOOK, Side.CONTACTS, id, "e", null, Map.of("task.title", title), complete);
  }
}
