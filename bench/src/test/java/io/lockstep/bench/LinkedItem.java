package io.lockstep.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;

/** A task or a note and its other half. */
record LinkedItem(ItemKind kind, Pair owner, String contactsId, String rewardsId)
    implements Linked {

  static final String DUE = "2027-03-01T09:00:00Z";

  @Override
  public String path(Side side) {
    return switch (side) {
      case CONTACTS -> owner.items(side, kind) + "/" + contactsId;
      case REWARDS -> owner.items(side, kind) + "/" + rewardsId;
    };
  }

  /**
   * HighLevel tells of a note's edit, but of a task only that it is completed. So an open task is
   * completed, on either side; at BHN one that is completed already is renamed.
   */
  @Override
  public boolean edit(Side side, String text) {
    return owner
        .place()
        .write(side, path(side), side == Side.CONTACTS ? atHighLevel(text) : atBhn(text));
  }

  private String atHighLevel(String text) {
    return switch (kind) {
      case TASK -> "{\"completed\": true}";
      case NOTE -> "{\"body\": \"%s\"}".formatted(text);
    };
  }

  /** BHN takes an edit only with the version it was made on. */
  private String atBhn(String text) {
    JsonNode now = owner.place().rewards().get(path(Side.REWARDS)).path("result").path(0);
    String change =
        switch (kind) {
          case TASK ->
              now.path("completed").asBoolean()
                  ? "\"title\": \"%s\"".formatted(text)
                  : "\"status\": \"completed\"";
          case NOTE -> "\"body\": \"%s\"".formatted(text);
        };
    return "{%s, \"version\": \"%s\"}".formatted(change, now.path("version").asText());
  }
}
