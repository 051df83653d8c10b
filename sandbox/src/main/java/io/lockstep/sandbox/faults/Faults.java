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
   * Draws which faults strike this call; each is used up and counted when it acts.
   *
   * @param home the location or account the call is for; empty where no token told
   * @param applies whether a fault means anything for this call: a stale read of a write does not
   */
  public Struck strikeCall(String side, String route, String home, Predicate<Fault> applies) {
    return strike(
        side, route, home, fault -> fault.kind().stage() != Stage.WEBHOOK && applies.test(fault));
  }

  /** Draws which faults strike this webhook; {@code applies} as for a call. All of them act. */
  public Struck strikeWebhook(
      String side, String eventType, String home, Predicate<Fault> applies) {
    Struck struck =
        strike(
            side,
            eventType,
            home,
            fault -> fault.kind().stage() == Stage.WEBHOOK && applies.test(fault));
    struck.drawn.forEach(this::count);
    return struck;
  }

  private Struck strike(String side, String route, String home, Predicate<Fault> applies) {
    List<Armed> drawn = new ArrayList<>();
    for (Armed one : armed) {
      Fault fault = one.fault;
      if (one.spent() || !fault.isAbout(side, route, home) || !applies.test(fault)) {
        continue;
      }
      if (chance.happens(fault.chance())) {
        drawn.add(one);
      }
    }
    return new Struck(drawn);
  }

  private void count(Armed one) {
    one.hits++;
    totals.merge(one.fault.kind(), 1L, Long::sum);
  }

  /** The faults that were drawn for one call or webhook. */
  public final class Struck {

    private final List<Armed> drawn;

    private Struck(List<Armed> drawn) {
      this.drawn = List.copyOf(drawn);
    }

    public Optional<Fault> of(FaultKind kind) {
      return first(kind).map(Armed::fault);
    }

    public boolean has(FaultKind kind) {
      return first(kind).isPresent();
    }

    private Optional<Armed> first(FaultKind kind) {
      return drawn.stream().filter(one -> one.fault.kind() == kind).findFirst();
    }

    /** The fault of that kind, which acts now. */
    public Optional<Fault> use(FaultKind kind) {
      return used(first(kind));
    }

    /** The first fault that answers in the provider's place, which it does now. */
    public Optional<Fault> useInstead() {
      return used(
          drawn.stream().filter(one -> one.fault.kind().stage() == Stage.INSTEAD).findFirst());
    }

    private Optional<Fault> used(Optional<Armed> acting) {
      acting.ifPresent(Faults.this::count);
      return acting.map(Armed::fault);
    }
  }
}
