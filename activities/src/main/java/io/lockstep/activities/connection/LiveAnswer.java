package io.lockstep.activities.connection;

import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.person.PersonView;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.LiveValues.Field;
import io.lockstep.workflows.connection.LiveValues.Item;
import io.lockstep.workflows.connection.LiveValues.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what was read, and cuts it to the size of one answer: each text to 16 KiB, the whole to
 * 256 KiB. What does not fit is said, and items that do not fit come in the next part.
 */
final class LiveAnswer {

  /** The largest answer, in bytes of JSON. */
  static final int MOST = 256 << 10;

  /** The longest text. Both halves of one item fit into an answer of their own. */
  static final int LONGEST_TEXT = 16 << 10;

  // What is not counted one by one: ids, times, remarks.
  private static final int FRAME = 4 << 10;
  private static final int ITEM_FRAME = 400;
  private static final int FIELD_FRAME = 100;
  private static final int TEXT_FRAME = 3; // quotes and a comma

  private final Instant readAt;
  private final Map<Side, String> ids;
  private final List<Field> fields = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  LiveAnswer(Instant readAt, Map<Side, String> ids) {
    this.readAt = readAt;
    this.ids = new EnumMap<>(ids);
  }

  /** The record's id at that side; empty when there is none, or it is gone. */
  Optional<String> id(Side side) {
    return Optional.ofNullable(ids.get(side));
  }

  /** That side says that its record is gone, if it had one. */
  void gone(Side side) {
    if (ids.remove(side) != null) {
      remarks.add(
          side == Side.CONTACTS
              ? "HighLevel says that the contact does not exist."
              : "BHN Rewards says that the profile does not exist.");
    }
  }

  /** What the contact and the profile show. */
  void fields(List<FieldRule> rules, Map<Side, PersonView> views) {
    fields.addAll(shown(rules, views));
  }

  /** What the halves of one item show. */
  void item(
      @Nullable String name, ItemKind kind, List<FieldRule> rules, Map<Side, PersonView> halves) {
    items.add(
        new Item(
            name,
            kind.word(),
            idOf(halves.get(Side.CONTACTS)),
            idOf(halves.get(Side.REWARDS)),
            shown(rules, halves)));
  }

  private static @Nullable String idOf(@Nullable PersonView view) {
    return view == null ? null : view.id();
  }

  private static List<Field> shown(List<FieldRule> rules, Map<Side, PersonView> views) {
    return rules.stream()
        .map(
            rule ->
                new Field(
                    rule.name(),
                    shown(rule, views.get(Side.CONTACTS)),
                    shown(rule, views.get(Side.REWARDS))))
        .toList();
  }

  private static @Nullable Shown shown(FieldRule rule, @Nullable PersonView view) {
    Reading reading = view == null ? Reading.notShown() : view.field(rule.name());
    return reading.shown() ? new Shown(reading.texts()) : null;
  }

  /**
   * The part that begins after so many items.
   *
   * @param from null for the first part
   */
  LiveValues part(@Nullable Integer from) {
    Room room = new Room();
    List<Field> fitting = new ArrayList<>();
    int missing = 0;
    for (Field field : fields) {
      Field cut = room.cut(field);
      if (room.takes(FIELD_FRAME + size(cut))) {
        fitting.add(cut);
      } else {
        missing++;
      }
    }
    List<Item> part = new ArrayList<>();
    int next = from == null ? 0 : from;
    while (next < items.size()) {
      Item item = room.cut(items.get(next));
      if (!room.takes(ITEM_FRAME + size(item))) {
        break;
      }
      part.add(item);
      next++;
    }
    List<String> said = new ArrayList<>(remarks);
    if (missing > 0) {
      said.add(missing + " fields are left out: an answer holds at most 256 KiB.");
    }
    if (next < items.size()) {
      said.add(
          "%d of %d tasks and notes are left out, as an answer holds at most 256 KiB: ask again with from=%d."
              .formatted(items.size() - next, items.size(), next));
    }
    if (room.cuts > 0) {
      said.add(room.cuts + " texts are longer than 16 KiB and cut; they end in …");
    }
    return new LiveValues(
        readAt,
        ids.get(Side.CONTACTS),
        ids.get(Side.REWARDS),
        fitting,
        part,
        next < items.size() ? next : null,
        said,
        null,
        Duration.ZERO);
  }

  private static int size(Item item) {
    return item.fields().stream().mapToInt(field -> FIELD_FRAME + size(field)).sum();
  }

  private static int size(Field field) {
    return field.name().length() + size(field.contacts()) + size(field.rewards());
  }

  private static int size(@Nullable Shown shown) {
    return shown == null
        ? 0
        : shown.texts().stream().mapToInt(text -> TEXT_FRAME + size(text)).sum();
  }

  private static int size(String text) {
    return text.codePoints().map(LiveAnswer::size).sum();
  }

  /** What a character takes in JSON. */
  private static int size(int character) {
    if ("\"\\\n\r\t\b\f".indexOf(character) >= 0) {
      return 2;
    }
    if (character < ' ') {
      return 6;
    }
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }

  /** What is left of one answer. */
  private static final class Room {

    private int left = MOST - FRAME;
    private int cuts;
    private int cutsOfTheNext;

    boolean takes(int size) {
      boolean fits = size <= left;
      if (fits) {
        left -= size;
        cuts += cutsOfTheNext;
      }
      cutsOfTheNext = 0;
      return fits;
    }

    Item cut(Item item) {
      return new Item(
          item.item(),
          item.kind(),
          item.contactsId(),
          item.rewardsId(),
          item.fields().stream().map(this::cut).toList());
    }

    Field cut(Field field) {
      return new Field(field.name(), cut(field.contacts()), cut(field.rewards()));
    }

    private @Nullable Shown cut(@Nullable Shown shown) {
      return shown == null ? null : new Shown(shown.texts().stream().map(this::cut).toList());
    }

    private String cut(String text) {
      int end = 0;
      int size = 0;
      while (end < text.length()) {
        int character = text.codePointAt(end);
        size += size(character);
        if (size > LONGEST_TEXT) {
          cutsOfTheNext++;
          return text.substring(0, end) + "…";
        }
        end += Character.charCount(character);
      }
      return text;
    }
  }
}
