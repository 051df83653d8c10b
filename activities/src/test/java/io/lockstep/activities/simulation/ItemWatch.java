package io.lockstep.activities.simulation;

import io.lockstep.core.Side;
import io.lockstep.sandbox.SandboxCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sees every request of Lockstep go by: counts the writes, and minds what is deleted. */
final class ItemWatch implements Wire.Witness {

  private final ItemHands people;
  private final List<String> broken;
  private final Map<String, Integer> lastReads = new HashMap<>();
  private int writes;

  ItemWatch(ItemHands people, List<String> broken) {
    this.people = people;
    this.broken = broken;
  }

  /** Nobody's edit is deleted, but one that came between the last read and the deletion. */
  @Override
  public void before(SandboxCall call) {
    Side side = call.pathAndQuery().startsWith("/bhn/") ? Side.REWARDS : Side.CONTACTS;
    String id = lastSegment(call);
    boolean deletes = call.method().equals("DELETE");
    if (deletes && people.isEditedSurvivor(side, id, lastReads.getOrDefault(id, 0))) {
      broken.add("L5: the edited survivor " + id + " is deleted at " + side);
    }
  }

  @Override
  public void after(SandboxCall call) {
    if (call.method().equals("GET")) {
      lastReads.put(lastSegment(call), people.edits().size());
    }
    boolean token = call.pathAndQuery().contains("/oauth2/");
    writes += call.method().equals("GET") || token ? 0 : 1;
  }

  private static String lastSegment(SandboxCall call) {
    String path = call.pathAndQuery();
    int query = path.indexOf('?');
    String plain = query < 0 ? path : path.substring(0, query);
    return plain.substring(plain.lastIndexOf('/') + 1);
  }

  /** How many writes there have been. */
  int writes() {
    return writes;
  }
}
