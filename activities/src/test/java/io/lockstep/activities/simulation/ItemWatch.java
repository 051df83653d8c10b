package io.lockstep.activities.simulation;

import io.lockstep.core.Side;
import io.lockstep.sandbox.SandboxCall;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sees every request of Lockstep go by: counts the writes, and minds what is deleted. */
final class ItemWatch implements Wire.Witness {

  /** The properties of one write. */
  record Overwrite(Instant at, Map<String, Object> written) {}

  private static final Pattern ITEMS = Pattern.compile("/(?:tasks|notes)(?:/|$)");
  private static final Pattern MADE = Pattern.compile("/(?:tasks|notes)$");
  private static final Pattern ITEM = Pattern.compile("/(?:tasks|notes)/([^/?]+)");

  private final ItemHands people;
  private final InstantSource time;
  private final Predicate<String> frozen;
  private final BooleanSupplier keepsSurvivors;
  private final LongSupplier staleReads;
  private final List<String> broken;
  private final Map<String, Integer> lastReads = new HashMap<>();
  private final Set<ItemHands.Act> blindSpot = new HashSet<>();
  private final Map<Side, Map<String, Instant>> deletions = new EnumMap<>(Side.class);
  private final Map<String, List<Overwrite>> overwrites = new LinkedHashMap<>();
  private final Map<Side, List<Instant>> written = new EnumMap<>(Side.class);
  private int writes;
  private long staleBefore;

  /**
   * A watch.
   *
   * @param frozen whether the items of that path wait for what is decided about their contact
   * @param keepsSurvivors whether the mapping says so, and no person has decided otherwise
   * @param staleReads how many reads have shown what was, or not all there is
   */
  ItemWatch(
      ItemHands people,
      InstantSource time,
      Predicate<String> frozen,
      BooleanSupplier keepsSurvivors,
      LongSupplier staleReads,
      List<String> broken) {
    this.people = people;
    this.frozen = frozen;
    this.time = time;
    this.keepsSurvivors = keepsSurvivors;
    this.staleReads = staleReads;
    this.broken = broken;
  }

  /**
   * Nothing is deleted but what a person deleted on the other side, and nobody's edit with it, but
   * one that came between the last read and the deletion; what people edit on one side alone is not
   * written there; and what they deleted is not made again.
   */
  @Override
  public void before(SandboxCall call) {
    Side side = side(call);
    boolean writes = !call.method().equals("GET") && ITEMS.matcher(call.pathAndQuery()).find();
    if (writes && frozen.test(call.pathAndQuery())) {
      broken.add("L5: an item is written at " + side + ", although its contact is gone");
    }
    String id = lastSegment(call);
    switch (call.method()) {
      case "DELETE" -> delete(side, id);
      case "PUT" -> overwrite(side, call);
      case "POST" -> make(side, call);
      default -> {}
    }
    staleBefore = staleReads.getAsLong();
  }

  @Override
  public void after(SandboxCall call, int status) {
    boolean makes = call.method().equals("POST") || call.method().equals("PUT");
    if (makes && status / 100 == 2 && ITEMS.matcher(call.pathAndQuery()).find()) {
      written.computeIfAbsent(side(call), none -> new ArrayList<>()).add(time.instant());
    }
    boolean stale = staleReads.getAsLong() > staleBefore;
    if (call.method().equals("GET") && !stale) {
      lastReads.put(side(call) + lastSegment(call), people.edits().size());
    }
    boolean token = call.pathAndQuery().contains("/oauth2/");
    writes += call.method().equals("GET") || token ? 0 : 1;
  }

  private void delete(Side side, String id) {
    if (keepsSurvivors.getAsBoolean()) {
      broken.add("L5: " + id + " is deleted at " + side + ", although nobody was asked");
    }
    deletions.computeIfAbsent(side, none -> new HashMap<>()).putIfAbsent(id, time.instant());
    if (people.isEditedSurvivor(side, id, lastReads.getOrDefault(side + id, 0))) {
      broken.add("L5: the edited survivor " + id + " is deleted at " + side);
    }
    if (people.isDeletedByNobody(side, id)) {
      broken.add("L5: " + id + " is deleted at " + side + ", although nobody deleted its partner");
    }
  }

  private void overwrite(Side side, SandboxCall call) {
    Matcher one = ITEM.matcher(call.pathAndQuery());
    if (one.find()) {
      Map<String, Object> written = new HashMap<>(Hands.json(call.body()));
      written.remove("version");
      overwrites
          .computeIfAbsent(one.group(), none -> new ArrayList<>())
          .add(new Overwrite(time.instant(), written));
      noteUnread(side, one.group(1));
      people
          .overwritten(side, one.group(1), Hands.json(call.body()))
          .forEach(
              field ->
                  broken.add(
                      "L4: %s of %s, edited at %s alone, is written there"
                          .formatted(field, one.group(1), side)));
    }
  }

  /** HighLevel lets a write pass over an edit that came after the last read. */
  private void noteUnread(Side side, String id) {
    int seen =
        Stream.of(id, "tasks", "notes")
            .mapToInt(read -> lastReads.getOrDefault(side + read, 0))
            .max()
            .orElse(0);
    if (side == Side.CONTACTS) {
      people.edits().stream()
          .skip(seen)
          .filter(edit -> edit.id().equals(id))
          .forEach(blindSpot::add);
    }
  }

  private void make(Side side, SandboxCall call) {
    boolean item = MADE.matcher(call.pathAndQuery()).find();
    if (item && people.isOver(people.text(Hands.json(call.body())))) {
      broken.add("L5: a deleted item is made again at " + side);
    }
  }

  private static Side side(SandboxCall call) {
    return call.pathAndQuery().startsWith("/bhn/") ? Side.REWARDS : Side.CONTACTS;
  }

  private static String lastSegment(SandboxCall call) {
    String path = call.pathAndQuery();
    int query = path.indexOf('?');
    String plain = query < 0 ? path : path.substring(0, query);
    return plain.substring(plain.lastIndexOf('/') + 1);
  }

  /** When Lockstep has first tried to delete each item of that side. */
  Collection<Instant> deletions(Side side) {
    return deletions.getOrDefault(side, Map.of()).values();
  }

  /** When Lockstep has made or overwritten an item of that side, as it was told. */
  Collection<Instant> written(Side side) {
    return written.getOrDefault(side, List.of());
  }

  /** What Lockstep has written to each item, one after the other. */
  Collection<List<Overwrite>> overwrites() {
    return overwrites.values();
  }

  /** Whether Lockstep wrote to an item after that edit, without having read it since. */
  boolean isInBlindSpot(ItemHands.Act edit) {
    return blindSpot.contains(edit);
  }

  /** How many writes there have been. */
  int writes() {
    return writes;
  }
}
