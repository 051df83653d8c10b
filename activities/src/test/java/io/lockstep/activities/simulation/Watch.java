package io.lockstep.activities.simulation;

import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.person.PersonView;
import io.lockstep.sandbox.SandboxCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees every request of Lockstep go by and what it did to both sides. Holds the laws that speak of
 * single writes: L11, and the counting for L2, L3 and the one hole of L4.
 */
final class Watch implements Wire.Witness {

  private static final List<String> CHANNELS =
      List.of("consent.email", "consent.sms", "consent.call");

  private final Supplier<Snapshot> world;
  private final List<String> broken = new ArrayList<>();
  private final Map<String, Integer> lastRead = new HashMap<>();
  private final Map<String, List<int[]>> blindSpots = new HashMap<>();
  private final Supplier<List<Edit>> people;
  private @Nullable Snapshot before;
  private int writes;
  private String last = "";
  private int calls;
  private int deletes;

  Watch(Supplier<Snapshot> world, Supplier<List<Edit>> people) {
    this.world = world;
    this.people = people;
  }

  @Override
  public void before(SandboxCall call) {
    calls++;
    before = isWrite(call) ? world.get() : null;
    String contact = contactOf(call);
    if (contact != null && isWrite(call)) {
      // What people did to this contact since we read it last, no write of ours can have seen.
      int since = lastRead.getOrDefault(contact, edits());
      if (since < edits()) {
        blindSpots
            .computeIfAbsent(contact, id -> new ArrayList<>())
            .add(new int[] {since, edits()});
      }
    }
  }

  @Override
  public void after(SandboxCall call, int status) {
    String contact = contactOf(call);
    if (contact != null) {
      lastRead.put(contact, edits());
    }
    Snapshot was = before;
    if (was == null) {
      return;
    }
    before = null;
    Snapshot is = world.get();
    if (!was.equals(is)) {
      writes++;
      last = call.method() + " " + call.pathAndQuery();
    }
    for (Side side : Side.values()) {
      was.of(side).forEach((id, view) -> compare(view, is.of(side).get(id)));
      is.of(side).forEach((id, view) -> compareCreated(was.of(side).get(id), view, is));
    }
  }

  private void compare(PersonView was, @Nullable PersonView is) {
    if (is == null) {
      deletes++;
      return;
    }
    for (String channel : CHANNELS) {
      boolean wasClosed = was.field(channel).equals(Reading.ofText("dnd"));
      if (wasClosed && !is.field(channel).equals(Reading.ofText("dnd"))) {
        broken.add("L11: a write opened " + channel + " at " + was.side().word());
      }
    }
  }

  /** What a person closed when the source was made, its partner must not open. */
  private void compareCreated(@Nullable PersonView was, PersonView made, Snapshot is) {
    String sourceId = made.counterpart();
    PersonView source = sourceId == null ? null : is.of(made.side().other()).get(sourceId);
    if (was != null || source == null) {
      return;
    }
    for (String channel : CHANNELS) {
      boolean open = !made.field(channel).equals(Reading.ofText("dnd"));
      if (open && isClosedFromTheStart(source, channel)) {
        broken.add(
            "L11: a record was made at " + made.side().word() + " with " + channel + " open");
      }
    }
  }

  private boolean isClosedFromTheStart(PersonView source, String channel) {
    List<Edit> all =
        people.get().stream()
            .filter(edit -> edit.side() == source.side() && edit.recordId().equals(source.id()))
            .toList();
    List<Edit> ofChannel = all.stream().filter(edit -> edit.field().equals(channel)).toList();
    return ofChannel.size() == 1
        && ofChannel.get(0).value().equals("dnd")
        && ofChannel.get(0).at().equals(all.get(0).at());
  }

  private int edits() {
    return people.get().size();
  }

  /** What single writes broke. */
  List<String> broken() {
    return broken;
  }

  /** Writes that changed anything. */
  int writes() {
    return writes;
  }

  /** The last write that changed anything. */
  String last() {
    return last;
  }

  int calls() {
    return calls;
  }

  int deletes() {
    return deletes;
  }

  /** Whether that edit of a contact fell between our last read of it and a write of ours. */
  boolean isInBlindSpot(Edit edit) {
    return edit.side() == Side.CONTACTS
        && blindSpots.getOrDefault(edit.recordId(), List.of()).stream()
            .anyMatch(spot -> edit.number() > spot[0] && edit.number() <= spot[1]);
  }

  private static boolean isWrite(SandboxCall call) {
    return !call.method().equals("GET")
        && !call.pathAndQuery().startsWith("/highlevel/contacts/search")
        && !call.pathAndQuery().startsWith("/bhn/oauth2/token");
  }

  private static @Nullable String contactOf(SandboxCall call) {
    String prefix = "/highlevel/contacts/";
    String path = call.pathAndQuery();
    if (!path.startsWith(prefix) || path.startsWith(prefix + "search")) {
      return null;
    }
    String id = path.substring(prefix.length()).replaceAll("[/?].*$", "");
    return id.isEmpty() ? null : id;
  }
}
