package io.lockstep.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tasks and notes on both sides: a person makes them at BHN, Lockstep at HighLevel. */
final class Items {

  private static final Duration LINKED_WITHIN = Duration.ofMinutes(3);

  private final Town town;

  Items(Town town) {
    this.town = town;
  }

  /** New ones, so many for each of these pairs; a pair's follow one another. */
  List<LinkedItem> link(List<Pair> owners, ItemKind kind, int each) {
    List<LinkedItem> before = linked(owners, kind);
    for (int i = 0; i < each; i++) {
      owners.forEach(owner -> add(owner, kind));
    }
    int expected = before.size() + owners.size() * each;
    if (!town.allowance()
        .await(LINKED_WITHIN, () -> town.isQuiet() && linked(owners, kind).size() == expected)) {
      throw new IllegalStateException("not every " + kind.word() + " was linked in time");
    }
    List<LinkedItem> made = new ArrayList<>(linked(owners, kind));
    made.removeAll(before);
    return made;
  }

  private void add(Pair owner, ItemKind kind) {
    String text = town.newText();
    String body =
        switch (kind) {
          case TASK -> "{\"title\": \"%s\", \"dueDate\": \"%s\"}".formatted(text, LinkedItem.DUE);
          case NOTE -> "{\"body\": \"%s\"}".formatted(text);
        };
    owner.place().rewards().post(owner.items(Side.REWARDS, kind), body);
  }

  /** What Lockstep says is linked of that kind. */
  List<LinkedItem> linked(List<Pair> owners, ItemKind kind) {
    List<LinkedItem> linked = new ArrayList<>();
    for (Pair owner : owners) {
      String view =
          "/api/v1/pairs/" + owner.contactId() + "?connection=" + owner.place().connection();
      for (JsonNode item : town.stack().operator().get(view).path("items")) {
        boolean both = item.hasNonNull("contactsId") && item.hasNonNull("rewardsId");
        if (both && item.path("kind").asText().equals(kind.word())) {
          linked.add(
              new LinkedItem(
                  kind, owner, item.path("contactsId").asText(), item.path("rewardsId").asText()));
        }
      }
    }
    return linked;
  }
}
