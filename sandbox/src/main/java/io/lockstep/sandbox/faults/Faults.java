package io.lockstep.sandbox.faults;

import io.lockstep.sandbox.faults.FaultKind.Stage;
import io.lockstep.sandbox.world.Chance;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that are set, what is left of them, and how often each kind has struck. */
public final class Faults {

  /** A fault that is set, and what has become of it. */
  public static final class Armed {
    private final Fault fault;
    private int hits;

    private Armed(Fault fault) {
      this.fault = fault;
    }

    public Fault fault() {
      return fault;
    }

    public int hits() {
      return hits;
    }

    private boolean spent() {
      Integer times = fault.times();
      return times != null && hits >= times;
    }
  }

  private final Chance chance;
  private final Map<FaultKind, Long> totals = new EnumMap<>(FaultKind.class);
  private List<Armed> armed = List.of();

  public Faults(Chance chance) {
    this.chance = chance;
  }

  /** Replaces all faults. The totals go on counting. */
  public void set(List<Fault> faults) {
    armed = new ArrayList<>(faults.stream().map(Armed::new).toList());
  }

  public List<Armed> armed() {
    return List.copyOf(armed);
  }

  /** How often each kind has struck since the start or the last reset. */
  public Map<FaultKind, Long> totals() {
    return Map.copyOf(totals);
  }

  /**
   * Draws which faults strike this call.
   *
   * @param home the location or account the call is for; empty where no token told
   * @param applies whether a fault means anything for this call: a stale read of a write does not,
   *     and a fault is neither used up nor counted by such a call
   */
  public Struck strikeCall(String side, String route, String home, Predicate<Fault> applies) {
    return strike(
        side, route, home, fault -> fault.kind().stage() != Stage.WEBHOOK && applies.test(fault));
  }

  /** Draws which faults strike this webhook; {@code applies} as for a call. */
  public Struck strikeWebhook(
      String side, String eventType, String home, Predicate<Fault> applies) {
    return strike(
        side,
        eventType,
        home,
        fault -> fault.kind().stage() == Stage.WEBHOOK && applies.test(fault));
  }

  private Struck strike(String side, String route, String home, Predicate<Fault> applies) {
    List<Fault> struck = new ArrayList<>();
    for (Armed one : armed) {
      Fault fault = one.fault;
      if (one.spent() || !fault.isAbout(side, route, home) || !applies.test(fault)) {
        continue;
      }
      if (chance.happens(fault.chance())) {
        one.hits++;
        totals.merge(fault.kind(), 1L, Long::sum);
        struck.add(fault);
      }
    }
    return new Struck(struck);
  }

  /** The faults that strike one call or webhook. */
  public record Struck(List<Fault> faults) {

    public static final Struck NONE = new Struck(List.of());

    public Struck {
      faults = List.copyOf(faults);
    }

    public Optional<Fault> of(FaultKind kind) {
      return faults.stream().filter(fault -> fault.kind() == kind).findFirst();
    }

    public boolean has(FaultKind kind) {
      return of(kind).isPresent();
    }

    /** The first fault that answers in the provider's place. */
    public Optional<Fault> instead() {
      return faults.stream().filter(fault -> fault.kind().stage() == Stage.INSTEAD).findFirst();
    }
  }
}
